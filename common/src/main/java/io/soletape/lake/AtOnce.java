package io.soletape.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Works that do not depend on each other, done at once. While one of them plans or commits, which
 * keeps a single core busy, the tasks of another fill the rest.
 */
public final class AtOnce {

  private AtOnce() {}

  /**
   * Does all of them and returns when the last has ended, also where one has failed: nothing goes
   * on behind the caller's back. An interrupted caller interrupts them and does not wait.
   *
   * @throws RuntimeException what the first of them failed with; the failures of others are
   *     suppressed in it
   */
  public static void run(Runnable... works) {
    ExecutorService threads = Executors.newFixedThreadPool(works.length);
    try {
      List<Future<?>> begun = new ArrayList<>();
      for (Runnable work : works) {
        begun.add(threads.submit(work));
      }
      threads.shutdown();
      await(begun);
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * Does all of them as {@link #run} does.
   *
   * @return what each came to, in the order given
   */
  @SafeVarargs
  public static <T> List<T> all(Supplier<T>... works) {
    AtomicReferenceArray<T> done = new AtomicReferenceArray<>(works.length);
    run(
        IntStream.range(0, works.length)
            .<Runnable>mapToObj(place -> () -> done.set(place, works[place].get()))
            .toArray(Runnable[]::new));
    return IntStream.range(0, works.length).mapToObj(done::get).toList();
  }

  private static void await(List<Future<?>> begun) {
    List<Throwable> failures = new ArrayList<>();
    for (Future<?> each : begun) {
      try {
        each.get();
      } catch (ExecutionException e) {
        failures.add(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while works at once were going on", e);
      }
    }
    if (!failures.isEmpty()) {
      throw failed(failures);
    }
  }

  private static RuntimeException failed(List<Throwable> failures) {
    Throwable first = failures.get(0);
    failures.stream().skip(1).forEach(first::addSuppressed);
    if (first instanceof Error error) {
      throw error;
    }
    // Spark is Scala: it throws checked exceptions that its methods do not declare.
    return first instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(first.toString(), first);
  }
}
