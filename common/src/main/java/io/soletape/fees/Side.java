package io.soletape.fees;

import java.util.Locale;

/** Who pays a fee: the one who buys at an ask, or the one who sells into a bid. */
public enum Side {
  BUY,
  SELL;

  /** The word in fee files: lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
