package io.soletape.bench;

import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * The slots of a tier one after the other, as its DAG takes them: a failed run is tried twice more
 * three minutes later, a deferred one goes on when it asks for it, and of slots that have passed
 * meanwhile only the newest is made up for. What has failed for good in an outage is started again
 * by a person when that is over.
 */
final class TierLine {

  private static final Duration RETRY_DELAY = Duration.ofMinutes(3);
  private static final int RETRIES = 2;

  private final Function<Instant, Optional<Instant>> outageEnd;
  private Slot slot;
  private Instant dueAt;
  private int retries;

  /**
   * A line.
   *
   * @param outageEnd when the outage is over that a moment lies in; empty where it lies in none
   */
  TierLine(Slot first, Function<Instant, Optional<Instant>> outageEnd) {
    this.outageEnd = outageEnd;
    this.slot = first;
    this.dueAt = first.at();
  }

  Slot slot() {
    return slot;
  }

  /** When there is something to do. */
  Instant dueAt() {
    return dueAt;
  }

  /** The slot's run has ended, well or not. */
  void ended(RunStatus status, Optional<Instant> resumeAt, Instant now) {
    switch (status) {
      case DONE, QUALITY_FAILED -> next(now);
      case DEFERRED -> dueAt = resumeAt.orElse(now.plus(RETRY_DELAY));
      case FAILED -> failed(now);
    }
  }

  private void failed(Instant now) {
    if (retries < RETRIES) {
      retries++;
      dueAt = now.plus(RETRY_DELAY);
    } else if (outageEnd.apply(now).isPresent()) {
      dueAt = outageEnd.apply(now).orElseThrow();
      retries = 0;
    } else {
      next(now);
    }
  }

  private void next(Instant now) {
    Tier tier = slot.tier();
    Slot following = new Slot(tier, slot.at().plus(tier.cadence()));
    Slot newest = Slot.containing(tier, now);
    slot = newest.at().isAfter(following.at()) ? newest : following;
    dueAt = slot.at();
    retries = 0;
  }
}
