package io.soletape.sandbox;

import io.soletape.sandbox.market.Hours;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The hour whose market is served. Threadsafe. */
final class MarketTime {

  private final AtomicLong hour;

  MarketTime(Instant start) {
    hour = new AtomicLong(Hours.of(start));
  }

  long hour() {
    return hour.get();
  }

  Instant instant() {
    return Hours.startOf(hour());
  }

  void moveTo(Instant time) {
    hour.set(Hours.of(time));
  }
}
