package io.soletape.http;

import java.util.Map;
import java.util.Optional;

/**
 * What happens between the moment a connection is there and the moment the request is written to
 * it. Whoever must call at a certain moment waits here: everything that takes time is done.
 */
@FunctionalInterface
public interface Departure {

  /**
   * Waits until the request may be sent.
   *
   * @return names and values of the headers to send, which may be secret; empty to send nothing
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  Optional<Map<String, String>> headers() throws InterruptedException;
}
