package io.soletape.sandbox.market;

import java.time.Instant;

/** Market time as whole hours since 1970-01-01, UTC. */
public final class Hours {

  private static final long SECONDS = 3600;

  private Hours() {}

  /** Returns the hour that holds {@code time}. */
  public static long of(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), SECONDS);
  }

  /** Returns the first moment of the hour. */
  public static Instant startOf(long hour) {
    return Instant.ofEpochSecond(hour * SECONDS);
  }
}
