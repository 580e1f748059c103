package io.soletape.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A sliding window over the arrivals of one platform, refused ones included.
 *
 * <p>The window is 25 ms shorter than the rate asks for: no real platform is exact to the
 * millisecond, and a client that keeps the pace must not be refused for the network's jitter. This
 * class is threadsafe.
 */
final class Pace {

  private static final Duration TOLERANCE = Duration.ofMillis(25);

  private final int calls;
  private final Duration window;
  private final Deque<Instant> arrivals = new ArrayDeque<>();

  Pace(double perSecond) {
    calls = (int) Math.ceil(perSecond);
    window = Duration.ofNanos((long) (calls / perSecond * 1e9)).minus(TOLERANCE);
  }

  /** Notes an arrival and returns true if it keeps the pace. */
  synchronized boolean admits(Instant arrival) {
    Instant opens = arrival.minus(window);
    while (!arrivals.isEmpty() && !arrivals.peekFirst().isAfter(opens)) {
      arrivals.removeFirst();
    }
    arrivals.addLast(arrival);
    return arrivals.size() <= calls;
  }
}
