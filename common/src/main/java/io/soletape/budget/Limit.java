package io.soletape.budget;

import java.time.Duration;
import java.util.Optional;

/**
 * What a platform allows one key.
 *
 * @param callsPerSecond calls a second, above zero
 * @param callsPerDay calls a day, by either reading of the day; empty if there is no such limit
 * @param reserve calls of the day that only {@link Priority#HOT} may use
 */
public record Limit(double callsPerSecond, Optional<Integer> callsPerDay, int reserve) {

  /**
   * Turns lie a little further apart than the rate asks for, since a call that leaves on time can
   * arrive late and the next one early. The product may leave at most 2 % of the rate unused.
   */
  private static final double SPACING = 1.01;

  private static final double NANOS_PER_SECOND = 1e9;

  public Limit {
    if (!(callsPerSecond > 0)) {
      throw new IllegalArgumentException(
          "A rate of " + callsPerSecond + " calls a second allows nothing: use a number above 0");
    }
    callsPerDay
        .filter(calls -> calls < 1)
        .ifPresent(
            calls -> {
              throw new IllegalArgumentException(
                  "A quota of " + calls + " calls a day allows nothing: use 1 or more");
            });
    if (reserve < 0) {
      throw new IllegalArgumentException("A reserve of " + reserve + " calls is below 0");
    }
  }

  /** Time between two turns. */
  public Duration spacing() {
    return Duration.ofNanos(Math.round(NANOS_PER_SECOND * SPACING / callsPerSecond));
  }

  /** Calls of the day that a priority may use; empty if there is no daily limit. */
  public Optional<Integer> callsPerDayFor(Priority priority) {
    return callsPerDay.map(
        calls -> priority == Priority.HOT ? calls : Math.max(0, calls - reserve));
  }
}
