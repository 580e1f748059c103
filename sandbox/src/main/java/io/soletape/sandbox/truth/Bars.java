package io.soletape.sandbox.truth;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Bars of days, UTC.
 *
 * @param tape rows of the tape, in the order of their slots
 * @param histories what is known of the sales of each size that was asked for
 */
record Bars(List<Map<String, Object>> tape, Map<SizeInRegion, KnownHistory> histories) {

  /** A sale that was told for the first time is looked for in bars so far back. */
  private static final Period MENDED = Period.ofDays(30);

  private static final Comparator<Map<String, Object>> SALE_ORDER =
      Comparator.comparing((Map<String, Object> sale) -> (Instant) sale.get("purchased_at"))
          .thenComparing(sale -> (BigDecimal) sale.get("price"));

  List<Map<String, Object>> rows() {
    Map<List<Object>, List<Map<String, Object>>> quotes = new LinkedHashMap<>();
    for (Map<String, Object> row : tape) {
      add(quotes, day((Instant) row.get("slot_at")), TapeTruth.cell(row), row);
    }
    Map<List<Object>, List<Map<String, Object>>> sold = new LinkedHashMap<>();
    histories.values().stream()
        .flatMap(history -> history.sales().stream())
        .filter(Bars::isMended)
        .sorted(SALE_ORDER)
        .forEach(sale -> add(sold, day((Instant) sale.get("purchased_at")), cell(sale), sale));
    List<List<Object>> keys = new ArrayList<>(quotes.keySet());
    sold.keySet().stream().filter(key -> !quotes.containsKey(key)).forEach(keys::add);
    return keys.stream()
        .map(
            key -> bar(key, quotes.getOrDefault(key, List.of()), sold.getOrDefault(key, List.of())))
        .toList();
  }

  private static void add(
      Map<List<Object>, List<Map<String, Object>>> groups,
      LocalDate day,
      List<Object> cell,
      Map<String, Object> row) {
    List<Object> key = new ArrayList<>(cell);
    key.add(0, day);
    groups.computeIfAbsent(key, it -> new ArrayList<>()).add(row);
  }

  private static boolean isMended(Map<String, Object> sale) {
    LocalDate told = day((Instant) sale.get("first_slot_at"));
    return !day((Instant) sale.get("purchased_at")).isBefore(told.minus(MENDED));
  }

  private static List<Object> cell(Map<String, Object> sale) {
    return List.of(
        sale.get("platform"),
        sale.get("sku"),
        sale.get("size_key"),
        sale.get("region_code"),
        sale.get("currency_code"),
        sale.get("is_consigned").equals(true) ? "consigned" : "standard");
  }

  private Map<String, Object> bar(
      List<Object> key, List<Map<String, Object>> quotes, List<Map<String, Object>> sold) {
    Map<String, Object> bar = new LinkedHashMap<>();
    bar.put("bar_date", key.get(0));
    for (int index = 0; index < TapeTruth.CELL.size(); index++) {
      bar.put(TapeTruth.CELL.get(index), key.get(index + 1));
    }
    bar.put("quote_count", quotes.size());
    List<Map<String, Object>> asked =
        quotes.stream().filter(row -> row.get("ask_at_listing_cap").equals(false)).toList();
    put(bar, "ask", prices(asked, "lowest_ask"));
    put(bar, "bid", prices(quotes, "highest_bid"));
    put(bar, "sale", prices(sold, "price"));
    bar.put("sales_are_complete", areComplete(bar));
    return bar;
  }

  private boolean areComplete(Map<String, Object> bar) {
    return Optional.ofNullable(histories.get(SizeInRegion.of(bar)))
        .filter(history -> bar.get("platform").equals("alias"))
        .filter(history -> history.covers((LocalDate) bar.get("bar_date")))
        .isPresent();
  }

  private static List<BigDecimal> prices(List<Map<String, Object>> rows, String column) {
    return rows.stream().map(row -> (BigDecimal) row.get(column)).filter(Objects::nonNull).toList();
  }

  private static void put(Map<String, Object> bar, String name, List<BigDecimal> prices) {
    bar.put(name + "_open", prices.stream().findFirst().orElse(null));
    bar.put(name + "_high", prices.stream().max(Comparator.naturalOrder()).orElse(null));
    bar.put(name + "_low", prices.stream().min(Comparator.naturalOrder()).orElse(null));
    Optional<BigDecimal> last = prices.stream().reduce((first, second) -> second);
    bar.put(name + "_close", last.orElse(null));
    bar.put(name + "_count", prices.size());
  }

  private static LocalDate day(Instant moment) {
    return moment.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
