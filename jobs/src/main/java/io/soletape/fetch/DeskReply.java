package io.soletape.fetch;

import java.io.Serializable;
import java.util.Map;

/** What the driver's desk answers. */
public sealed interface DeskReply extends Serializable {

  /**
   * Call after this delay.
   *
   * @param delayNanos from now
   * @param headers secret credentials for the call
   */
  record Go(long delayNanos, Map<String, String> headers) implements DeskReply {
    @Override
    public String toString() {
      return "Go[" + delayNanos + "]";
    }
  }

  /** Make no further call to this platform in this run. */
  record Stop(FetchStop stop) implements DeskReply {}

  /** Noted. */
  record Noted() implements DeskReply {}
}
