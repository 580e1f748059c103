package io.soletape.budget;

import java.time.Duration;
import java.time.Instant;

/** What a ledger answers to a wish for turns. */
public sealed interface Lease {

  /**
   * Turns one after the other, counted against the day already.
   *
   * @param ledgerNow the ledger's clock when it answered
   * @param firstAt the first turn, by the ledger's clock
   * @param turns how many, 1 or more
   * @param reading how well the caller knows when {@code ledgerNow} was
   */
  record Granted(Instant ledgerNow, Instant firstAt, int turns, Reading reading) implements Lease {

    /** Turns whose {@code ledgerNow} is the moment of the answer. */
    public Granted(Instant ledgerNow, Instant firstAt, int turns) {
      this(ledgerNow, firstAt, turns, new Reading(Duration.ZERO, Duration.ZERO));
    }
  }

  /**
   * When a clock was read that is asked over a network.
   *
   * @param age since it answered
   * @param doubt how long it took to answer: it may have been read as much earlier
   */
  record Reading(Duration age, Duration doubt) {}

  /**
   * The day has no call left for this priority.
   *
   * @param resumeAt when it will have, by the ledger's clock
   */
  record Exhausted(Instant resumeAt) implements Lease {}

  /**
   * More important work takes every turn at present; nothing was counted.
   *
   * @param pause how long to wait before asking again
   */
  record Yielded(Duration pause) implements Lease {}
}
