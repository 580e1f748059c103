package io.soletape.sandbox.truth;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What an answer of sales held.
 *
 * @param askedAt by the clock of whoever asked, not by the market's: up to then it tells all
 * @param sales newest first
 */
public record SalesAnswer(Instant askedAt, List<Map<String, Object>> sales) {

  public SalesAnswer {
    sales = List.copyOf(sales);
  }
}
