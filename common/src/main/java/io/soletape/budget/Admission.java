package io.soletape.budget;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How many calls of the day some work may make now.
 *
 * @param calls that may be made now; empty if there is no daily limit
 * @param heldBack calls that are left by the limit but kept for more important work, by its
 *     priority: what it still needs in the 24 hours to come
 * @param moreAt when there is room for more than now, by the ledger's clock; now where there is no
 *     limit
 */
public record Admission(Optional<Integer> calls, Map<Priority, Integer> heldBack, Instant moreAt) {

  public Admission {
    heldBack = Map.copyOf(heldBack);
  }
}
