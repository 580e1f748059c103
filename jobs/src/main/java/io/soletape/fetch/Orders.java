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

  private final SharedSlot shared;
  private final Deque<Assignment> waiting = new ArrayDeque<>();
  private final Map<String, Given> given = new HashMap<>();
  private final Set<String> cameBack = new HashSet<>();
  private int ended;
  private final Set<String> givenUp = new HashSet<>();

  /**
   * No requests yet.
   *
   * @param shared with other runs of the slot: what they ask is left out
   */
  Orders(SharedSlot shared) {
    this.shared = shared;
  }

  private record Given(Assignment assignment, Worker worker) {}

  void add(List<Assignment> assignments) {
    waiting.addAll(assignments);
  }

  /** The next request, for this worker from now on; empty if none waits. */
  Optional<Assignment> take(Worker worker) {
    dropWhatIsNotOurs();
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

  /** A request has ended without a usable answer: others may have more luck. */
  void failed(String requestId) {
    ended(requestId);
    shared.releases(requestId);
  }

  /** A worker gives a request up: it has no answer and is not asked again. */
  void givenUp(String requestId) {
    Optional.ofNullable(given.remove(requestId)).ifPresent(held -> givenUp.add(requestId));
  }

  /** Nothing is asked any more: what has no answer is left to others. */
  void close() {
    waiting.forEach(order -> shared.releases(order.requestId()));
    given.keySet().forEach(shared::releases);
    givenUp.forEach(shared::releases);
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
    dropWhatIsNotOurs();
    return waiting.isEmpty();
  }

  /** Requests that are with workers. */
  int inFlight() {
    return given.size();
  }

  /** Requests that have no answer. */
  int left() {
    return waiting.size() + given.size() + givenUp.size();
  }

  /** Requests whose answers are durable. */
  int ended() {
    return ended;
  }

  private void dropWhatIsNotOurs() {
    while (!waiting.isEmpty() && !isOurs(waiting.peek().requestId())) {
      waiting.remove();
    }
  }

  // A worker may have landed an answer in the moment it was lost.
  private boolean isOurs(String requestId) {
    boolean hasLanded = cameBack.contains(requestId) && shared.hasLanded(requestId);
    ended += hasLanded ? 1 : 0;
    return !hasLanded && shared.claims(requestId);
  }
}
