package io.soletape.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Moments as the ledger stores them: microseconds since 1970, UTC. */
final class EpochMicros {

  static final long SECOND = 1_000_000L;
  static final long MINUTE = 60 * SECOND;

  private static final long NANOS = 1_000L;

  private EpochMicros() {}

  static long of(Instant moment) {
    return moment.getEpochSecond() * SECOND + moment.getNano() / NANOS;
  }

  static long of(Duration duration) {
    return duration.getSeconds() * SECOND + duration.getNano() / NANOS;
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
