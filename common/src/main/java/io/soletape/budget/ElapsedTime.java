package io.soletape.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Time gone by, in nanoseconds, with that in which the machine was suspended: the steady clock
 * stands still then, so what the clock of the day says counts where it is more. Thread-safe.
 */
public final class ElapsedTime implements LongSupplier {

  private final LongSupplier nanoTime;
  private final InstantSource clock;

  private long lastNanos;
  private Instant last;
  private long elapsed;

  /**
   * Begins at zero.
   *
   * @param nanoTime a clock that never jumps, in nanoseconds
   * @param clock of the day; one that is set forward counts as time gone by
   */
  public ElapsedTime(LongSupplier nanoTime, InstantSource clock) {
    this.nanoTime = nanoTime;
    this.clock = clock;
    this.lastNanos = nanoTime.getAsLong();
    this.last = clock.instant();
  }

  @Override
  public synchronized long getAsLong() {
    long nanos = nanoTime.getAsLong();
    Instant now = clock.instant();
    elapsed += Math.max(nanos - lastNanos, Duration.between(last, now).toNanos());
    lastNanos = nanos;
    last = now;
    return elapsed;
  }
}
