package io.soletape.market;

import java.time.Instant;
import java.util.Objects;

/**
 * One sale of a size in a region. Platforms give sales no id, so equal sales within one answer are
 * told apart by {@code occurrence}.
 *
 * @param price what the buyer paid for the goods
 * @param isConsigned whether the platform held the goods
 * @param purchasedAt when it was sold
 * @param occurrence 1, 2 … among sales that are equal in everything else
 */
public record Sale(Money price, boolean isConsigned, Instant purchasedAt, int occurrence) {

  public Sale {
    Objects.requireNonNull(price, "price is null");
    Objects.requireNonNull(purchasedAt, "purchasedAt is null");
    if (occurrence < 1) {
      throw new IllegalArgumentException("Occurrence " + occurrence + " is not counted from 1");
    }
  }
}
