package io.soletape.market;

import java.util.Locale;

/**
 * How the seller's goods reach the buyer: the selling programme of a quote.
 *
 * <p>StockX has {@link #STANDARD}, {@link #FLEX} and {@link #DIRECT}; Alias has {@link #STANDARD}
 * (asked with {@code consigned=false}) and {@link #CONSIGNED} (asked with {@code consigned=true}).
 */
public enum Programme {
  STANDARD,
  FLEX,
  DIRECT,
  CONSIGNED;

  /** The name in tables: lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
