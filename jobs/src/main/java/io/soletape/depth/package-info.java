/** Depth: which sizes are worth a call for their sales and offers. */
package io.soletape.depth;
