package io.soletape.replay;

import java.time.Instant;
import java.util.Optional;

/**
 * Which slots are replayed.
 *
 * @param from the first; empty for the first that bronze has
 * @param to the last; empty for the last that bronze has
 */
public record ReplayRange(Optional<Instant> from, Optional<Instant> to) {

  public ReplayRange {
    if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
      throw new IllegalArgumentException(
          "The range from %s to %s is empty: name the earlier moment first"
              .formatted(from.get(), to.get()));
    }
  }

  /** Every slot. */
  public static ReplayRange everything() {
    return new ReplayRange(Optional.empty(), Optional.empty());
  }

  boolean contains(Instant slotAt) {
    return from.map(first -> !slotAt.isBefore(first)).orElse(true) && endsAfter(slotAt);
  }

  boolean endsAfter(Instant slotAt) {
    return to.map(last -> !slotAt.isAfter(last)).orElse(true);
  }
}
