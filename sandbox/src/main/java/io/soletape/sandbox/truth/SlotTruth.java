package io.soletape.sandbox.truth;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * What the platforms had to tell in one slot.
 *
 * @param at the slot
 * @param quotes rows of the tape, without what comes from sales and offers
 * @param sales what each answer of sales held
 * @param offers what each histogram held, highest price first
 */
public record SlotTruth(
    Instant at,
    List<Map<String, Object>> quotes,
    Map<SizeInRegion, SalesAnswer> sales,
    Map<SizeInRegion, List<Map<String, Object>>> offers) {

  public SlotTruth {
    quotes = List.copyOf(quotes);
    sales = Map.copyOf(sales);
    offers = Map.copyOf(offers);
  }

  LocalDate day() {
    return at.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
