/**
 * StockX, Alias and the ECB as real HTTP servers on the loopback interface, with their own ground
 * truth.
 *
 * <p>Shares no code with any client: what a client reads here was written by somebody else, as it
 * is with the real platforms.
 */
package io.soletape.sandbox;
