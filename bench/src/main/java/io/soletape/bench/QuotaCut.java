package io.soletape.bench;

import java.time.Instant;

/** A time in which StockX allows fewer calls a day. */
record QuotaCut(Instant from, Instant until, int callsPerDay) {

  boolean contains(Instant moment) {
    return !moment.isBefore(from) && moment.isBefore(until);
  }
}
