package io.soletape.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Counts attempts from 00:00 UTC on. This class is threadsafe. */
final class DayQuota {

  private final int perDay;
  private LocalDate day = LocalDate.EPOCH;
  private long used;
  private Optional<Cut> cut = Optional.empty();

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
    cut = cut.filter(each -> arrival.isBefore(each.until()));
    return used <= cut.map(each -> Math.min(each.calls(), perDay)).orElse((long) perDay);
  }

  /** Leaves room for so many calls more, until a moment from which on all is as it was. */
  synchronized void cut(int more, Instant until) {
    cut = Optional.of(new Cut(used + more, until));
  }

  /** Returns the seconds until there is room again, at least 1. */
  synchronized long secondsLeft(Instant now) {
    Instant midnight =
        now.atOffset(ZoneOffset.UTC)
            .toLocalDate()
            .plusDays(1)
            .atStartOfDay()
            .toInstant(ZoneOffset.UTC);
    Instant opens = cut.map(Cut::until).filter(midnight::isAfter).orElse(midnight);
    return Math.max(1, Duration.between(now, opens).toSeconds());
  }

  /** Fewer calls than the day allows, for a while. */
  private record Cut(long calls, Instant until) {}
}
