package io.soletape.bench;

import io.soletape.http.Sleeper;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Looks again and again, without hogging a core that the watched process needs. */
final class Waiting {

  private Waiting() {}

  /**
   * Returns when the condition holds.
   *
   * @throws IllegalStateException if it does not within the patience; names what was waited for
   */
  static void until(
      BooleanSupplier condition, Duration patience, Duration pause, Sleeper sleeper, String what)
      throws InterruptedException {
    long looks = patience.dividedBy(pause);
    for (long look = 0; look < looks; look++) {
      if (condition.getAsBoolean()) {
        return;
      }
      sleeper.sleep(pause);
    }
    throw new IllegalStateException("Waited %s in vain for %s".formatted(patience, what));
  }
}
