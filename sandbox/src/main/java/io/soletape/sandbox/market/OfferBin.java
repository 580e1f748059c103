package io.soletape.sandbox.market;

/**
 * Offers of one price.
 *
 * @param dollars whole US dollars
 * @param offers how many, at least 1
 */
public record OfferBin(long dollars, long offers) {}
