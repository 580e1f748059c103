package io.soletape.sandbox.market;

import java.util.OptionalLong;

/**
 * The amounts of one selling programme, in whole units of one currency; empty where StockX answers
 * null.
 */
public record StockxAmounts(
    OptionalLong ask,
    OptionalLong bid,
    OptionalLong sellFaster,
    OptionalLong earnMore,
    OptionalLong beatUs) {

  /** Every amount null. */
  public static final StockxAmounts NONE =
      new StockxAmounts(
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty());

  /** Returns true if every amount is null. */
  public boolean isEmpty() {
    return equals(NONE);
  }

  /** Returns the amounts in another currency. Asks round up and bids down: they never meet. */
  StockxAmounts in(double perUnit) {
    return new StockxAmounts(
        up(ask, perUnit),
        bid.isPresent()
            ? OptionalLong.of((long) Math.floor(bid.getAsLong() * perUnit))
            : OptionalLong.empty(),
        up(sellFaster, perUnit),
        up(earnMore, perUnit),
        up(beatUs, perUnit));
  }

  static OptionalLong up(OptionalLong amount, double perUnit) {
    return amount.isPresent()
        ? OptionalLong.of((long) Math.ceil(amount.getAsLong() * perUnit))
        : OptionalLong.empty();
  }
}
