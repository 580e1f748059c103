/** The ECB's daily reference rates: asking for them, and reading the document. */
package io.soletape.fx;
