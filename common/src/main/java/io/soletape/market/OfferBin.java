package io.soletape.market;

import java.util.Objects;

/**
 * How many live offers (bids) stand at one price.
 *
 * @param price the price offered
 * @param offers how many, 1 or more
 */
public record OfferBin(Money price, int offers) {

  public OfferBin {
    Objects.requireNonNull(price, "price is null");
    if (offers < 1) {
      throw new IllegalArgumentException("A bin holds " + offers + " offers: 1 or more are needed");
    }
  }
}
