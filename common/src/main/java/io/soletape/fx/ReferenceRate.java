package io.soletape.fx;

import io.soletape.market.CurrencyCode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;

/**
 * What one euro was worth on a day.
 *
 * @param day the day that the rate is for
 * @param currency any but the euro
 * @param unitsPerEuro units of the currency for one euro, above zero
 */
public record ReferenceRate(LocalDate day, CurrencyCode currency, BigDecimal unitsPerEuro) {

  public ReferenceRate {
    Objects.requireNonNull(day, "day is null");
    Objects.requireNonNull(currency, "currency is null");
    if (unitsPerEuro.signum() <= 0) {
      throw new IllegalArgumentException(
          "The rate of " + currency + " is " + unitsPerEuro + ": it must be above zero");
    }
  }
}
