package io.soletape.fetch;

import java.io.Serializable;
import java.util.Map;

/** What the driver's desk answers. */
public sealed interface DeskReply extends Serializable {

  /**
   * Call after this delay.
   *
   * @param delayNanos from now
   * @param turn the number of the turn at its turnstile
   * @param headers secret credentials for the call
   */
  record Go(long delayNanos, long turn, Map<String, String> headers) implements DeskReply {
    @Override
    public String toString() {
      return "Go[" + delayNanos + "]";
    }
  }

  /** Ask this. */
  record Work(Assignment assignment, Go go) implements DeskReply {}

  /** Ask again after this pause. */
  record Later(long pauseNanos) implements DeskReply {}

  /** There is nothing more to do. */
  record Done() implements DeskReply {}

  /** Make no further call to this platform in this run. */
  record Stop(FetchStop stop) implements DeskReply {}

  /** Noted. */
  record Noted() implements DeskReply {}
}
