package io.soletape.sandbox;

import io.soletape.sandbox.catalogue.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A row of the tape in the making; a value that nobody told becomes null in the map. */
final class GoldRow {

  private static final int MONEY_SCALE = 2;
  private static final int PERCENT_SCALE = 4;

  private final Map<String, Object> cells = new LinkedHashMap<>();

  GoldRow put(String column, Object value) {
    cells.put(column, value);
    return this;
  }

  GoldRow put(String column, Optional<?> value) {
    cells.put(column, value.orElse(null));
    return this;
  }

  GoldRow money(String column, OptionalLong amount) {
    cells.put(column, amount.isPresent() ? money(amount.getAsLong()) : null);
    return this;
  }

  GoldRow size(Size size) {
    return put("size_key", size.key())
        .put("size_numeric", size.number())
        .put("size_system", "US")
        .put("size_class", size.sizeClass().label());
  }

  /** Puts both sides and what follows from them. */
  GoldRow sides(OptionalLong ask, OptionalLong bid) {
    boolean both = ask.isPresent() && bid.isPresent();
    money("lowest_ask", ask).money("highest_bid", bid);
    money(
        "spread_absolute",
        both ? OptionalLong.of(ask.getAsLong() - bid.getAsLong()) : OptionalLong.empty());
    put(
        "spread_percentage",
        both ? Optional.of(percent(ask.getAsLong(), bid.getAsLong())) : Optional.empty());
    put("market_state", state(ask.isPresent(), bid.isPresent()));
    return put("is_crossed", both && bid.getAsLong() >= ask.getAsLong());
  }

  Map<String, Object> cells() {
    return cells;
  }

  static BigDecimal money(long amount) {
    return BigDecimal.valueOf(amount).setScale(MONEY_SCALE, RoundingMode.UNNECESSARY);
  }

  private static BigDecimal percent(long ask, long bid) {
    return BigDecimal.valueOf((ask - bid) * 100)
        .divide(BigDecimal.valueOf(ask), PERCENT_SCALE, RoundingMode.HALF_EVEN);
  }

  private static String state(boolean hasAsk, boolean hasBid) {
    if (hasAsk) {
      return hasBid ? "two_sided" : "ask_only";
    }
    return hasBid ? "bid_only" : "empty";
  }
}
