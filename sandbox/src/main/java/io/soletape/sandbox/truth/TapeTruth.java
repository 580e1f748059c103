package io.soletape.sandbox.truth;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The tables that a client must have after some slots, as rows by column name. What says when the
 * client asked, and under which number, is left out.
 */
public final class TapeTruth {

  private static final List<String> OF_SALES =
      List.of(
          "sales_complete_since",
          "sales_last_72h",
          "sales_last_7d",
          "sales_last_30d",
          "sales_are_complete",
          "total_sales_volume",
          "average_sale_price_30d",
          "price_volatility_30d",
          "price_premium");

  /** What a row of the tape is known by, besides its slot. */
  static final List<String> CELL =
      List.of("platform", "sku", "size_key", "region_code", "currency_code", "programme");

  private final List<SlotTruth> slots;
  private final List<Map<String, Object>> tape = new ArrayList<>();
  private final Map<SizeInRegion, KnownHistory> histories = new LinkedHashMap<>();

  /**
   * The tables after some slots.
   *
   * @param slots in the order of their moments
   */
  public TapeTruth(List<SlotTruth> slots) {
    this.slots = List.copyOf(slots);
    this.slots.forEach(this::add);
  }

  private void add(SlotTruth slot) {
    slot.sales()
        .forEach(
            (size, answer) ->
                histories.computeIfAbsent(size, it -> new KnownHistory()).add(slot.at(), answer));
    slot.quotes().forEach(quote -> tape.add(row(slot, quote)));
  }

  private Map<String, Object> row(SlotTruth slot, Map<String, Object> quote) {
    Map<String, Object> row = new LinkedHashMap<>(quote);
    row.put("slot_at", slot.at());
    OF_SALES.forEach(column -> row.put(column, null));
    row.put("sales_are_complete", false);
    row.put("bid_count", null);
    row.put("bid_depth", null);
    SizeInRegion size = SizeInRegion.of(quote);
    if (quote.get("platform").equals("alias")) {
      if (histories.containsKey(size)) {
        histories.get(size).addTo(row, slot.at());
      }
      if (slot.offers().containsKey(size)) {
        addOffers(row, slot.offers().get(size));
      }
    }
    return row;
  }

  private static void addOffers(Map<String, Object> row, List<Map<String, Object>> bins) {
    row.put("bid_count", (int) bins.stream().mapToLong(bin -> (Long) bin.get("offers")).sum());
    row.put(
        "bid_depth",
        bins.stream()
            .map(bin -> "[" + bin.get("price") + "," + bin.get("offers") + "]")
            .collect(Collectors.joining(", ")));
  }

  /** Rows of gold/master_market_data. */
  public List<Map<String, Object>> tape() {
    return List.copyOf(tape);
  }

  /** Rows of silver/sales. */
  public List<Map<String, Object>> sales() {
    return histories.values().stream().flatMap(history -> history.sales().stream()).toList();
  }

  /** Rows of silver/offer_bins. */
  public List<Map<String, Object>> offerBins() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (SlotTruth slot : slots) {
      for (List<Map<String, Object>> bins : slot.offers().values()) {
        for (Map<String, Object> bin : bins) {
          Map<String, Object> row = new LinkedHashMap<>(bin);
          row.put("offers", ((Long) bin.get("offers")).intValue());
          row.put("slot_at", slot.at());
          rows.add(row);
        }
      }
    }
    return rows;
  }

  /** Rows of gold/latest_market_data. */
  public List<Map<String, Object>> latest() {
    Map<List<Object>, Map<String, Object>> newest = new LinkedHashMap<>();
    tape.forEach(row -> newest.put(cell(row), row));
    return List.copyOf(newest.values());
  }

  /** Rows of gold/daily_price_bars. */
  public List<Map<String, Object>> bars() {
    return new Bars(tape, histories).rows();
  }

  /** Rows of gold/cross_market_spreads. */
  public List<Map<String, Object>> spreads(List<Charge> charges) {
    Spreads spreads = new Spreads(charges);
    return slots.stream().flatMap(slot -> spreads.of(rowsOf(slot.at()), slot).stream()).toList();
  }

  private List<Map<String, Object>> rowsOf(Instant slotAt) {
    return tape.stream().filter(row -> row.get("slot_at").equals(slotAt)).toList();
  }

  static List<Object> cell(Map<String, Object> row) {
    return CELL.stream().map(row::get).toList();
  }
}
