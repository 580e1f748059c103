package io.soletape.fetch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The requests of a fetch: waiting in the order of their value, or with a worker. A request is with
 * one worker at most, so that none is asked twice; what a lost worker had comes back. Not
 * thread-safe.
 */
final class Orders {

  private final Predicate<String> hasLanded;
  private final Deque<Assignment> waiting = new ArrayDeque<>();
  private final Map<String, Given> given = new HashMap<>();
  private final Set<String> cameBack = new HashSet<>();
  private int ended;
  private int givenUp;

  /**
   * No requests yet.
   *
   * @param hasLanded whether the answer to a request is durable although nobody said so
   */
  Orders(Predicate<String> hasLanded) {
    this.hasLanded = hasLanded;
  }

  private record Given(Assignment assignment, Worker worker) {}

  void add(List<Assignment> assignments) {
    waiting.addAll(assignments);
  }

  /** The next request, for this worker from now on; empty if none waits. */
  Optional<Assignment> take(Worker worker) {
    dropLanded();
    Optional<Assignment> next = Optional.ofNullable(waiting.poll());
    next.ifPresent(assignment -> given.put(assignment.requestId(), new Given(assignment, worker)));
    return next;
  }

  /** Whether the worker has this request. */
  boolean has(Worker worker, String requestId) {
    return Optional.ofNullable(given.get(requestId))
        .filter(held -> held.worker().equals(worker))
        .isPresent();
  }

  /** The answer to a request is durable. */
  void ended(String requestId) {
    boolean wasGiven = Optional.ofNullable(given.remove(requestId)).isPresent();
    boolean isOpen = wasGiven || waiting.removeIf(order -> order.requestId().equals(requestId));
    ended += isOpen ? 1 : 0;
  }

  /** A worker gives a request up: it has no answer and is not asked again. */
  void givenUp(String requestId) {
    givenUp += Optional.ofNullable(given.remove(requestId)).isPresent() ? 1 : 0;
  }

  /** Workers are lost: what they had waits again, first in line. */
  void comeBack(Predicate<Worker> lost) {
    Iterator<Given> held = given.values().iterator();
    while (held.hasNext()) {
      Given each = held.next();
      if (lost.test(each.worker())) {
        held.remove();
        cameBack.add(each.assignment().requestId());
        waiting.addFirst(each.assignment());
      }
    }
  }

  boolean isNothingWaiting() {
    dropLanded();
    return waiting.isEmpty();
  }

  /** Requests that are with workers. */
  int inFlight() {
    return given.size();
  }

  /** Requests that have no answer. */
  int left() {
    return waiting.size() + given.size() + givenUp;
  }

  /** Requests whose answers are durable. */
  int ended() {
    return ended;
  }

  // A worker may have landed an answer in the moment it was lost.
  private void dropLanded() {
    while (!waiting.isEmpty()
        && cameBack.contains(waiting.peek().requestId())
        && hasLanded.test(waiting.peek().requestId())) {
      waiting.remove();
      ended++;
    }
  }
}
