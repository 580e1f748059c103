/** Which styles and sizes the two platforms list, and how each of them describes them. */
package io.soletape.sandbox.catalogue;
