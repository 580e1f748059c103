package io.soletape.fetch;

/**
 * What a fetch shares with other runs of its slot: the answers that are there, and who asks what.
 */
interface SharedSlot {

  /** Whether the usable answer to a request is durable although nobody said so. */
  boolean hasLanded(String requestId);

  /** Whether the request is this run's to ask, from now on; false if another run asks it. */
  default boolean claims(String requestId) {
    return true;
  }

  /** This run does not ask the request any more and has no usable answer. */
  default void releases(String requestId) {}
}
