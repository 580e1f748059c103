package io.soletape.stockx;

import java.time.Duration;
import java.util.Optional;

/** Lets token calls take their turn among the other calls of the key. Implementations count it. */
@FunctionalInterface
public interface TokenTurn {

  /**
   * Waits until the turn of one call has come; it must then be made at once. May throw to forbid
   * it.
   *
   * @return empty if the turn has come; else how long to wait before asking again, since more
   *     important work goes first
   */
  Optional<Duration> take();
}
