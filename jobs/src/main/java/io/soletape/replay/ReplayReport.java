package io.soletape.replay;

import java.time.Instant;
import java.util.List;

/**
 * What a replay did.
 *
 * @param slots the slots computed, oldest first
 * @param quotes rows of these slots in silver/quotes
 * @param gold rows of these slots in gold/master_market_data
 * @param changed of these, rows that were added or are other than before
 */
public record ReplayReport(List<Instant> slots, long quotes, long gold, long changed) {

  public ReplayReport {
    slots = List.copyOf(slots);
  }
}
