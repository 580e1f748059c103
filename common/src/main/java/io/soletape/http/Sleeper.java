package io.soletape.http;

import java.time.Duration;

/** Waits. The real one is {@link #real()}; tests count instead. */
@FunctionalInterface
public interface Sleeper {

  /**
   * Waits that long.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  void sleep(Duration duration) throws InterruptedException;

  /** Puts the thread to sleep. */
  static Sleeper real() {
    return duration -> Thread.sleep(duration.toMillis());
  }
}
