package io.soletape.budget;

import java.time.Duration;
import java.time.Instant;

/** What a turnstile answers to someone who wants to call. */
public sealed interface Turn {

  /**
   * The caller's turn comes.
   *
   * @param delay how long from now, zero or more
   * @param number of the turn among those of its turnstile, from 1 on
   */
  record Granted(Duration delay, long number) implements Turn {}

  /**
   * No turn yet: more important work goes first, or the turn is still far away.
   *
   * @param pause how long to wait before asking again
   */
  record Later(Duration pause) implements Turn {}

  /**
   * No turn before a moment that is too far away to wait for.
   *
   * @param resumeAt when to come again
   * @param reason {@code budget} or {@code time}
   */
  record Closed(Instant resumeAt, String reason) implements Turn {}
}
