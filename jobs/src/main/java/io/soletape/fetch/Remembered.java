package io.soletape.fetch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A value that costs something to ask for, so that it is asked for at most once in a while, however
 * many look. Thread-safe.
 */
final class Remembered<T> {

  private final Supplier<T> source;
  private final Duration life;
  private final InstantSource clock;
  private Optional<T> value = Optional.empty();
  private Instant askedAt = Instant.EPOCH;

  /**
   * Nothing asked yet.
   *
   * @param life how old the value may be
   */
  Remembered(Supplier<T> source, Duration life, InstantSource clock) {
    this.source = source;
    this.life = life;
    this.clock = clock;
  }

  /** The value, as new as its life allows. */
  synchronized T value() {
    Instant now = clock.instant();
    return value.filter(old -> isFresh(now)).orElseGet(() -> ask(now));
  }

  private T ask(Instant now) {
    T told = source.get();
    value = Optional.of(told);
    askedAt = now;
    return told;
  }

  // After a clock was set back nobody knows how old it is.
  private boolean isFresh(Instant now) {
    return !now.isBefore(askedAt) && now.isBefore(askedAt.plus(life));
  }
}
