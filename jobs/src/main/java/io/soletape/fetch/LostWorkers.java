package io.soletape.fetch;

import java.util.HashSet;
import java.util.Set;

/**
 * The workers that are lost. What one of them asked before may be heard after its loss is known.
 * Neither an attempt nor an executor comes back under its name. Not thread-safe.
 */
final class LostWorkers {

  private final Set<Long> attempts = new HashSet<>();
  private final Set<String> executors = new HashSet<>();

  void attempt(long attemptId) {
    attempts.add(attemptId);
  }

  void executor(String executorId) {
    executors.add(executorId);
  }

  boolean has(Worker worker) {
    return attempts.contains(worker.attemptId()) || executors.contains(worker.executorId());
  }
}
