package io.soletape.bench;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** A clock that runs as any other, and can be moved on to a later moment. Thread-safe. */
final class SimulatedClock extends Clock {

  private final LongSupplier nanoTime;
  private Instant moment;
  private long momentNanos;

  /**
   * A clock that begins at a moment.
   *
   * @param nanoTime a clock that never jumps, in nanoseconds
   */
  SimulatedClock(Instant start, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.moment = start;
    this.momentNanos = nanoTime.getAsLong();
  }

  /** Moves on to a moment; stays where it is past it already. */
  synchronized void passTo(Instant later) {
    if (later.isAfter(instant())) {
      moment = later;
      momentNanos = nanoTime.getAsLong();
    }
  }

  @Override
  public synchronized Instant instant() {
    return moment.plus(Duration.ofNanos(nanoTime.getAsLong() - momentNanos));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
