package io.soletape.sandbox.catalogue;

import java.util.Optional;

/**
 * A style and how each platform lists it.
 *
 * @param sku the brand's code, canonical form
 * @param isListed true for the 112 of the packaged list, false for a neighbour
 * @param stockx empty where StockX does not carry it
 * @param alias empty where Alias does not carry it
 * @param noise the values of this style alone
 */
public record Style(
    String sku,
    boolean isListed,
    Optional<StockxListing> stockx,
    Optional<AliasListing> alias,
    Noise noise) {

  /** Returns the retail price in US dollars, or a usual one where nobody tells it. */
  public double retailDollars() {
    double told =
        alias
            .map(listing -> (double) listing.retailDollars())
            .or(() -> stockx.flatMap(StockxListing::retailPrice).map(Number::doubleValue))
            .orElse(0d);
    return told > 0 ? told : 140d;
  }
}
