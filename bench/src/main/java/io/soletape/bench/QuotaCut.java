package io.soletape.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A time in which StockX allows fewer calls a day. */
record QuotaCut(Instant from, Instant until, int callsPerDay) {

  /** The day that it begins on. */
  LocalDate day() {
    return from.atZone(ZoneOffset.UTC).toLocalDate();
  }

  boolean contains(Instant moment) {
    return !moment.isBefore(from) && moment.isBefore(until);
  }
}
