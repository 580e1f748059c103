package io.soletape.sandbox.truth;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The most profitable way per slot, size and pair of platforms, by trying every one.
 *
 * @param charges what trading costs
 */
record Spreads(List<Charge> charges) {

  private static final int CENTS = 2;
  private static final int PERCENT_SCALE = 4;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private static final Comparator<Map<String, Object>> BEST_FIRST =
      descending("net_profit_base")
          .thenComparing(descending("return_on_cost"))
          .thenComparing(text("buy_region_code"))
          .thenComparing(text("buy_programme"))
          .thenComparing(text("sell_region_code"))
          .thenComparing(text("sell_programme"));

  private static final Comparator<Charge> STRENGTH =
      Comparator.comparing((Charge charge) -> !charge.region().equals(Charge.ANY))
          .thenComparing(charge -> !charge.programme().equals(Charge.ANY))
          .thenComparing(Charge::validFrom);

  List<Map<String, Object>> of(List<Map<String, Object>> tape, SlotTruth slot) {
    Map<List<Object>, List<Map<String, Object>>> sizes = new LinkedHashMap<>();
    for (Map<String, Object> row : tape) {
      if (!row.get("region_code").equals("global") && row.get("is_crossed").equals(false)) {
        sizes
            .computeIfAbsent(List.of(row.get("sku"), row.get("size_key")), it -> new ArrayList<>())
            .add(row);
      }
    }
    List<Map<String, Object>> best = new ArrayList<>();
    sizes.values().forEach(rows -> best.addAll(bestOf(inOneCurrency(rows), slot)));
    return best;
  }

  private static List<Map<String, Object>> inOneCurrency(List<Map<String, Object>> rows) {
    Map<List<Object>, Map<String, Object>> chosen = new LinkedHashMap<>();
    rows.stream()
        .sorted(
            Comparator.comparing(
                    (Map<String, Object> row) ->
                        !row.get("currency_code").equals(row.get("base_currency_code")))
                .thenComparing(text("currency_code")))
        .forEach(
            row ->
                chosen.putIfAbsent(
                    List.of(row.get("platform"), row.get("region_code"), row.get("programme")),
                    row));
    return List.copyOf(chosen.values());
  }

  private List<Map<String, Object>> bestOf(List<Map<String, Object>> rows, SlotTruth slot) {
    List<Map<String, Object>> ways = new ArrayList<>();
    for (Map<String, Object> ask : rows) {
      for (Map<String, Object> bid : rows) {
        if (canTrade(ask, bid, slot.day())) {
          ways.add(way(ask, bid, slot));
        }
      }
    }
    Map<List<Object>, Map<String, Object>> best = new LinkedHashMap<>();
    ways.stream()
        .sorted(BEST_FIRST)
        .forEach(
            way ->
                best.putIfAbsent(List.of(way.get("buy_platform"), way.get("sell_platform")), way));
    return List.copyOf(best.values());
  }

  private boolean canTrade(Map<String, Object> ask, Map<String, Object> bid, LocalDate day) {
    boolean isOneMarket =
        ask.get("platform").equals(bid.get("platform"))
            && ask.get("region_code").equals(bid.get("region_code"));
    return !isOneMarket
        && Objects.nonNull(ask.get("lowest_ask_base"))
        && ask.get("ask_at_listing_cap").equals(false)
        && Objects.nonNull(bid.get("highest_bid_base"))
        && !holding(ask, "buy", day).isEmpty()
        && !holding(bid, "sell", day).isEmpty();
  }

  private List<Charge> holding(Map<String, Object> quote, String side, LocalDate day) {
    Map<String, Charge> byName = new TreeMap<>();
    for (Charge charge : charges) {
      if (charge.holds(
          (String) quote.get("platform"),
          side,
          (String) quote.get("region_code"),
          (String) quote.get("programme"),
          day)) {
        byName.merge(
            charge.name(), charge, (one, other) -> STRENGTH.compare(one, other) >= 0 ? one : other);
      }
    }
    return List.copyOf(byName.values());
  }

  private Map<String, Object> way(
      Map<String, Object> ask, Map<String, Object> bid, SlotTruth slot) {
    Map<String, Object> way = new LinkedHashMap<>();
    way.put("sku", ask.get("sku"));
    way.put("size_key", ask.get("size_key"));
    way.put("slot_at", slot.at());
    way.put("base_currency_code", ask.get("base_currency_code"));
    BigDecimal buyFees = side(way, "buy", ask, "lowest_ask", slot.day());
    BigDecimal sellFees = side(way, "sell", bid, "highest_bid", slot.day());
    BigDecimal cost = ((BigDecimal) ask.get("lowest_ask_base")).add(buyFees);
    BigDecimal proceeds = ((BigDecimal) bid.get("highest_bid_base")).subtract(sellFees);
    BigDecimal profit = proceeds.subtract(cost);
    LocalDate buyDay = (LocalDate) ask.get("fx_as_of");
    LocalDate sellDay = (LocalDate) bid.get("fx_as_of");
    way.put("fx_as_of", buyDay.isBefore(sellDay) ? buyDay : sellDay);
    way.put("cost_base", cost);
    way.put("proceeds_base", proceeds);
    way.put("net_profit_base", profit);
    way.put(
        "return_on_cost",
        profit
            .multiply(HUNDRED)
            .divide(cost, MathContext.DECIMAL64)
            .setScale(PERCENT_SCALE, RoundingMode.HALF_EVEN));
    return way;
  }

  private BigDecimal side(
      Map<String, Object> way,
      String side,
      Map<String, Object> quote,
      String price,
      LocalDate day) {
    List<Charge> holding = holding(quote, side, day);
    BigDecimal inBase = (BigDecimal) quote.get(price + "_base");
    BigDecimal fees =
        holding.stream().map(each -> fee(each, inBase)).reduce(BigDecimal.ZERO, BigDecimal::add);
    way.put(side + "_platform", quote.get("platform"));
    way.put(side + "_region_code", quote.get("region_code"));
    way.put(side + "_programme", quote.get("programme"));
    way.put(side + "_currency_code", quote.get("currency_code"));
    way.put(side + "_price", quote.get(price));
    way.put(side + "_price_base", inBase);
    way.put(side + "_fees_base", fees);
    way.put(
        side + "_fees_as_of",
        holding.stream().map(Charge::validFrom).max(Comparator.naturalOrder()).orElseThrow());
    return fees;
  }

  private static BigDecimal fee(Charge charge, BigDecimal price) {
    BigDecimal share = price.multiply(charge.percent()).divide(HUNDRED);
    return share.add(charge.fixed()).max(charge.minimum()).setScale(CENTS, RoundingMode.HALF_EVEN);
  }

  private static Comparator<Map<String, Object>> descending(String column) {
    return Comparator.comparing((Map<String, Object> row) -> (BigDecimal) row.get(column))
        .reversed();
  }

  private static Comparator<Map<String, Object>> text(String column) {
    return Comparator.comparing(row -> (String) row.get(column));
  }
}
