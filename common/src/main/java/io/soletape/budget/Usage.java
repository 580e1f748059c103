package io.soletape.budget;

import java.util.Optional;

/**
 * Calls counted against a day.
 *
 * @param sinceMidnight calls since 00:00 UTC
 * @param last24Hours calls in the 24 hours before now, to the minute, rounded up
 */
public record Usage(int sinceMidnight, int last24Hours) {

  /** The greater of both readings of the day: the one that binds. */
  public int binding() {
    return Math.max(sinceMidnight, last24Hours);
  }

  /** Calls left of a daily limit; empty if there is none. */
  public Optional<Integer> left(Optional<Integer> callsPerDay) {
    return callsPerDay.map(calls -> Math.max(0, calls - binding()));
  }
}
