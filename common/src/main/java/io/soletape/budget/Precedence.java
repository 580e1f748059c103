package io.soletape.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far work stands back for more important work that asks for turns of the same key.
 *
 * @param pause how long to take no turn at all; empty to take some
 * @param atMost turns that may be taken at once then
 */
record Precedence(Optional<Duration> pause, int atMost) {

  private static final Duration RECENT = Duration.ofSeconds(2);

  /** Nothing more important is about. */
  static final Precedence FREE = new Precedence(Optional.empty(), Integer.MAX_VALUE);

  /**
   * Judges by what more important work has booked.
   *
   * @param next the first free turn, now or later
   */
  static Precedence among(List<Booking> higher, Instant now, Instant next, Duration spacing) {
    Duration twoTurns = spacing.multipliedBy(2);
    Duration recent = RECENT.compareTo(twoTurns) > 0 ? RECENT : twoTurns;
    List<Booking> active =
        higher.stream().filter(booking -> booking.isActive(now, recent)).toList();
    if (active.isEmpty()) {
      return FREE;
    }
    // It has until half a turn after its last one to ask for another: later would waste the next.
    Instant lastTurn = active.stream().map(Booking::lastTurnAt).max(Instant::compareTo).orElse(now);
    Instant overdue = lastTurn.plus(spacing.dividedBy(2));
    // And only one turn ahead may be taken from under it, by however many others.
    Instant oneAhead = next.minus(spacing);
    Instant free = overdue.isAfter(oneAhead) ? overdue : oneAhead;
    return free.isAfter(now)
        ? new Precedence(Optional.of(Duration.between(now, free)), 0)
        : new Precedence(Optional.empty(), 1);
  }

  /**
   * What work of one priority last wanted of a key.
   *
   * @param askedAt when it last asked
   * @param lastTurnAt the last turn that it was given
   */
  record Booking(Priority priority, Instant askedAt, Instant lastTurnAt) {

    private boolean isActive(Instant now, Duration recent) {
      Instant latest = askedAt.isAfter(lastTurnAt) ? askedAt : lastTurnAt;
      return !latest.isBefore(now.minus(recent));
    }
  }
}
