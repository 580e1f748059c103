package io.soletape.sandbox.market;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fixed rates at which StockX shows US dollars in the twelve currencies it documents. */
public final class CurrencyRates {

  private static final Map<String, Double> PER_DOLLAR =
      Map.ofEntries(
          Map.entry("USD", 1d),
          Map.entry("AUD", 1.52),
          Map.entry("CAD", 1.38),
          Map.entry("CHF", 0.81),
          Map.entry("EUR", 0.86),
          Map.entry("GBP", 0.75),
          Map.entry("HKD", 7.79),
          Map.entry("JPY", 153.0),
          Map.entry("KRW", 1432.0),
          Map.entry("MXN", 18.4),
          Map.entry("NZD", 1.73),
          Map.entry("SGD", 1.30));

  private CurrencyRates() {}

  /** Returns units of the currency for one US dollar; empty for a currency that is not offered. */
  public static Optional<Double> perDollar(String currencyCode) {
    return Optional.ofNullable(PER_DOLLAR.get(currencyCode));
  }

  /** Returns the currencies on offer. */
  public static Set<String> offered() {
    return PER_DOLLAR.keySet();
  }
}
