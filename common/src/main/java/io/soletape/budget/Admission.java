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
 * @param moreAt when there is room for so many more than now that they are worth a start, by the
 *     ledger's clock; when all that is counted now has left the day, if that will not be; now where
 *     there is no limit
 */
public record Admission(Optional<Integer> calls, Map<Priority, Integer> heldBack, Instant moreAt) {

  public Admission {
    heldBack = Map.copyOf(heldBack);
  }
}
