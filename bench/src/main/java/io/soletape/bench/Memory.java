package io.soletape.bench;

import io.soletape.http.Sleeper;
import io.soletape.sandbox.PlatformStats;
import io.soletape.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What driver and executors hold in memory while plans of growing size are fetched. */
final class Memory implements Scenario {

  private static final int MEBIBYTE = 1 << 20;
  private static final double RATE = 100;

  /** A small plan is fetched slowly, so that it is looked at often too. */
  private static final int SECONDS_AT_LEAST = 60;

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration UNTIL_TOLD = Duration.ofMillis(300);
  private static final double BOUNDED = 2;

  /** The smallest plan is one wave: who never writes does not load what writing needs. */
  private static final long LOADED_MEBIBYTES = 16;

  /** What the driver may hold: itself, and for each request its plan, its id, its receipt. */
  private static final long DRIVER_MEBIBYTES = 128;

  private static final long DRIVER_BYTES_A_REQUEST = 4_096;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String shows() {
    return "what driver and executors hold as the plan grows";
  }

  @Override
  public List<Figure> run(Trial trial) throws IOException, InterruptedException {
    List<Integer> sizes = trial.isLong() ? List.of(1_000, 10_000, 100_000) : List.of(1_000, 5_000);
    Path home = Files.createDirectories(trial.folder().resolve("cluster"));
    List<Figure> figures = new ArrayList<>();
    Optional<Held> smallest = Optional.empty();
    try (SparkCluster cluster = SparkCluster.start(Product.built(), home)) {
      for (int size : sizes) {
        Held held = held(trial.folder().resolve("plan-" + size), cluster, size);
        figures.addAll(told(held));
        smallest.ifPresent(first -> figures.addAll(compared(first, held)));
        smallest = smallest.or(() -> Optional.of(held));
      }
    }
    return figures;
  }

  private static List<Figure> told(Held held) {
    String size = " at %,d requests".formatted(held.requests());
    return List.of(
        Figure.atMost(
            "MiB of the driver" + size,
            held.driver() / MEBIBYTE,
            DRIVER_MEBIBYTES + DRIVER_BYTES_A_REQUEST * held.requests() / MEBIBYTE),
        Figure.told("MiB that an executor keeps" + size, told(held.kept())),
        Figure.told("MiB of an executor" + size + ", most", told(held.most())));
  }

  // What it keeps shows between tasks. The most is seen while one reads or writes a file: a long
  // plan is looked at more often then, so that it may be more; not by what a hundred times the
  // requests would come to.
  private static List<Figure> compared(Held first, Held grown) {
    String against = ", against the smallest plan, at %,d requests".formatted(grown.requests());
    return List.of(
        Figure.atMost(
            "MiB that an executor keeps" + against,
            grown.kept() / MEBIBYTE,
            first.kept() / MEBIBYTE + LOADED_MEBIBYTES),
        Figure.ratioAtMost(
            "executor, most" + against, (double) grown.most() / first.most(), BOUNDED));
  }

  // A search on each platform for SKUs that nobody knows: a plan of any size, without a catalogue.
  private static Held held(Path folder, SparkCluster cluster, int requests)
      throws IOException, InterruptedException {
    int quota = 2 * requests;
    double rate = Math.min(RATE, requests / 2.0 / SECONDS_AT_LEAST);
    try (Sandbox sandbox = Sandbox.start(Market.allowing(rate).withStockxPerDay(quota))) {
      Workplace place =
          Workplace.in(folder, sandbox)
              .withRate(rate)
              .with("STOCKX_CALLS_PER_DAY", Integer.toString(quota))
              .on(cluster);
      List<String> skus =
          IntStream.range(0, requests / 2)
              .mapToObj(number -> "ZZ%04d-%03d".formatted(number / 1_000, number % 1_000))
              .toList();
      try (Running running =
              place.start(
                  "map", "--tier", "hot", "--slot", Market.SLOT, "--skus", place.skuFile(skus));
          LiveHeaps heaps = new LiveHeaps()) {
        Held held = new Held(requests, 0, Map.of());
        Market.awaitCalls(sandbox, 1, running);
        while (running.isAlive()) {
          long begun = System.nanoTime();
          held = held.looked(heaps, running.pid(), cluster.executors());
          Sleeper.real().sleep(pauseAfter(Duration.ofNanos(System.nanoTime() - begun)));
        }
        Outcome outcome = running.await(Market.PATIENCE);
        if (outcome.code() != Outcome.DONE) {
          throw new IllegalStateException(
              "The plan was not fetched: %s StockX: %s, Alias: %s"
                  .formatted(
                      outcome.said(),
                      told(sandbox.stats().stockx()),
                      told(sandbox.stats().alias())));
        }
        return held;
      }
    }
  }

  // A collection stops what it looks at, which is to get on with its work.
  private static Duration pauseAfter(Duration look) {
    Duration most = look.multipliedBy(4);
    return most.compareTo(PAUSE) > 0 ? most : PAUSE;
  }

  private static String told(PlatformStats stats) {
    return "%d calls, %d too fast, %d answered"
        .formatted(stats.calls(), stats.refusedByRate(), Judge.answered(stats));
  }

  private static String told(long bytes) {
    return Long.toString(bytes / MEBIBYTE);
  }

  /**
   * Bytes that were seen in use.
   *
   * @param driver the most in the driver
   * @param executors in each executor, by its process, look after look
   */
  private record Held(int requests, long driver, Map<Long, List<Long>> executors) {

    private Held looked(LiveHeaps heaps, long ofDriver, List<ProcessHandle> ofExecutors)
        throws InterruptedException {
      long most = Math.max(driver, heaps.bytes(ofDriver).orElse(0));
      // Executors keep what the driver has sent until it has told them that it needs it no more.
      Sleeper.real().sleep(UNTIL_TOLD);
      Map<Long, List<Long>> seen = new TreeMap<>(executors);
      for (ProcessHandle each : ofExecutors) {
        heaps
            .bytes(each.pid())
            .ifPresent(
                bytes ->
                    seen.merge(
                        each.pid(),
                        List.of(bytes),
                        (before, now) -> Stream.of(before, now).flatMap(List::stream).toList()));
      }
      return new Held(requests, most, seen);
    }

    /** The least that is seen once half of the plan is done, of the executor that keeps most. */
    private long kept() {
      return executors.values().stream()
          .map(looks -> looks.subList(looks.size() / 2, looks.size()))
          .mapToLong(Collections::min)
          .max()
          .orElseThrow();
    }

    private long most() {
      return executors.values().stream().mapToLong(Collections::max).max().orElseThrow();
    }
  }
}
