package io.soletape.bench;

import io.soletape.market.Platform;
import java.time.Instant;

/** A time in which a platform answers nothing but 503. */
record Outage(Platform platform, Instant from, Instant until) {

  boolean contains(Instant moment) {
    return !moment.isBefore(from) && moment.isBefore(until);
  }
}
