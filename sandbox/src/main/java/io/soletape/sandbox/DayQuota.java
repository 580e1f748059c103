package io.soletape.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Counts attempts from 00:00 UTC on. This class is threadsafe. */
final class DayQuota {

  private final int perDay;
  private LocalDate day = LocalDate.EPOCH;
  private long used;

  DayQuota(int perDay) {
    this.perDay = perDay;
  }

  /** Notes an attempt and returns true if the day has room for it. */
  synchronized boolean admits(Instant arrival) {
    LocalDate today = arrival.atOffset(ZoneOffset.UTC).toLocalDate();
    if (!today.equals(day)) {
      day = today;
      used = 0;
    }
    used++;
    return used <= perDay;
  }

  /** Returns the seconds until the next 00:00 UTC, at least 1. */
  static long secondsLeft(Instant now) {
    Instant midnight =
        now.atOffset(ZoneOffset.UTC)
            .toLocalDate()
            .plusDays(1)
            .atStartOfDay()
            .toInstant(ZoneOffset.UTC);
    return Math.max(1, Duration.between(now, midnight).toSeconds());
  }
}
