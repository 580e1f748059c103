package io.soletape.bench;

import io.soletape.http.Sleeper;
import io.soletape.sandbox.PlatformStats;
import io.soletape.sandbox.Sandbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** What driver and executors hold in memory while plans of growing size are fetched. */
final class Memory implements Scenario {

  private static final int MEBIBYTE = 1 << 20;
  private static final double RATE = 100;
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final double FLAT = 1.25;

  /** What the driver may hold for one request: its plan, its id, its receipt. */
  private static final long BYTES_A_REQUEST = 4_096;

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
        figures.add(Figure.told("driver at %,d requests".formatted(size), told(held.driver())));
        figures.add(Figure.told("executor at %,d requests".formatted(size), told(held.executor())));
        smallest.ifPresent(first -> figures.addAll(compared(first, held)));
        smallest = smallest.or(() -> Optional.of(held));
      }
    }
    return figures;
  }

  private static List<Figure> compared(Held first, Held grown) {
    String size = " at %,d requests".formatted(grown.requests());
    double bytes =
        (double) (grown.driver() - first.driver()) / (grown.requests() - first.requests());
    return List.of(
        Figure.ratioAtMost(
            "executor, against the smallest plan," + size,
            (double) grown.executor() / first.executor(),
            FLAT),
        Figure.atMost(
            "driver, bytes more for a request more," + size,
            Math.max(0, Math.round(bytes)),
            BYTES_A_REQUEST));
  }

  // A search on each platform for SKUs that nobody knows: a plan of any size, without a catalogue.
  private static Held held(Path folder, SparkCluster cluster, int requests)
      throws IOException, InterruptedException {
    int quota = 2 * requests;
    try (Sandbox sandbox = Sandbox.start(Market.allowing(RATE).withStockxPerDay(quota))) {
      Workplace place =
          Workplace.in(folder, sandbox)
              .withRate(RATE)
              .with("STOCKX_CALLS_PER_DAY", Integer.toString(quota))
              .on(cluster);
      List<String> skus =
          IntStream.range(0, requests / 2)
              .mapToObj(number -> "ZZ%04d-%03d".formatted(number / 1_000, number % 1_000))
              .toList();
      try (Running running =
          place.start(
              "map", "--tier", "hot", "--slot", Market.SLOT, "--skus", place.skuFile(skus))) {
        Held most = new Held(requests, 0, 0);
        Market.awaitCalls(sandbox, 1, running);
        while (running.isAlive()) {
          long begun = System.nanoTime();
          most = most.orMore(live(running.pid()), cluster.executors());
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
        return most;
      }
    }
  }

  // A collection stops what it looks at, which is to get on with its work.
  private static Duration pauseAfter(Duration look) {
    Duration ninth = look.multipliedBy(9);
    return ninth.compareTo(PAUSE) > 0 ? ninth : PAUSE;
  }

  /** Bytes in use in a process after a full collection; empty if it has ended. */
  private static OptionalLong live(long pid) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("jcmd", Long.toString(pid), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    OptionalLong bytes;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      bytes =
          lines
              .lines()
              .filter(line -> line.startsWith("Total"))
              .mapToLong(line -> Long.parseLong(line.trim().split("\\s+")[2]))
              .findFirst();
    }
    process.waitFor();
    return bytes;
  }

  private static String told(PlatformStats stats) {
    return "%d calls, %d too fast, %d answered"
        .formatted(stats.calls(), stats.refusedByRate(), Judge.answered(stats));
  }

  private static String told(long bytes) {
    return "%d MiB".formatted(bytes / MEBIBYTE);
  }

  /** Most bytes that were seen in use. */
  private record Held(int requests, long driver, long executor) {

    private Held orMore(OptionalLong ofDriver, List<ProcessHandle> executors)
        throws IOException, InterruptedException {
      long ofExecutors = executor;
      for (ProcessHandle each : executors) {
        ofExecutors = Math.max(ofExecutors, live(each.pid()).orElse(0));
      }
      return new Held(requests, Math.max(driver, ofDriver.orElse(0)), ofExecutors);
    }
  }
}
