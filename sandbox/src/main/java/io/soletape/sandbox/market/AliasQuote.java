package io.soletape.sandbox.market;

/**
 * A quote of Alias, in whole US dollars; 0 is the platform's own word for "none".
 *
 * @param indicator the global indicator price
 */
public record AliasQuote(AliasCell cell, long ask, long bid, long lastSale, long indicator) {}
