package io.soletape.bench;

import io.soletape.sandbox.PlatformStats;
import io.soletape.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Spark runs tasks twice at once, and once more after an executor with their results is lost. */
final class Speculation implements Scenario {

  private static final double RATE = 20;
  private static final int SKUS = 20;

  /** After how many calls the executor is lost: well into the work, before it is done. */
  private static final int CALLS_BEFORE = 120;

  @Override
  public String name() {
    return "speculation";
  }

  @Override
  public String shows() {
    return "speculation, a lost executor and a stage computed again call nothing twice";
  }

  @Override
  public List<Figure> run(Trial trial) throws IOException, InterruptedException {
    List<String> skus = Market.skus(SKUS);
    Path home = Files.createDirectories(trial.folder().resolve("cluster"));
    try (SparkCluster cluster = SparkCluster.start(Product.built(), home);
        Sandbox sandbox = Sandbox.start(Market.allowing(RATE))) {
      Path events = Files.createDirectories(trial.folder().resolve("events"));
      Workplace place =
          speculating(trial.folder().resolve("speculating"), sandbox, cluster)
              .withSpark("spark.eventLog.enabled", "true")
              .withSpark("spark.eventLog.compress", "false")
              .withSpark("spark.eventLog.dir", events.toUri().toString());
      trial.prepared().layInto(place);
      try (Running running = Market.fetch(place, skus)) {
        Market.awaitCalls(sandbox, CALLS_BEFORE, running);
        List<Kill> kills =
            running.isAlive()
                ? List.of(Killing.executor(cluster, new Random(trial.seed())))
                : List.of();
        Outcome outcome = running.await(Market.PATIENCE);
        return judged(sandbox, outcome, kills, copies(events));
      }
    }
  }

  private static Workplace speculating(Path folder, Sandbox sandbox, SparkCluster cluster)
      throws IOException {
    return Workplace.in(folder, sandbox)
        .withRate(RATE)
        .on(cluster)
        .withSpark("spark.cores.max", "4")
        .withSpark("spark.executor.cores", "2")
        .withSpark("spark.task.maxFailures", "20")
        .withSpark("spark.speculation", "true")
        .withSpark("spark.speculation.interval", "100ms")
        .withSpark("spark.speculation.multiplier", "1.01")
        .withSpark("spark.speculation.quantile", "0.1")
        .withSpark("spark.speculation.minTaskRuntime", "100ms")
        // No caller ends before the others: without this Spark would have nothing to compare with.
        .withSpark("spark.speculation.task.duration.threshold", "2s")
        .withSpark("spark.speculation.efficiency.enabled", "false");
  }

  private static long copies(Path events) throws IOException {
    try (Stream<Path> files = Files.walk(events)) {
      long copies = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (Stream<String> lines = Files.lines(file)) {
          copies += lines.filter(Speculation::isCopyStarted).count();
        }
      }
      return copies;
    }
  }

  private static boolean isCopyStarted(String event) {
    return event.contains("SparkListenerTaskStart") && event.contains("\"Speculative\":true");
  }

  private static List<Figure> judged(
      Sandbox sandbox, Outcome outcome, List<Kill> kills, long copies) {
    PlatformStats stockx = sandbox.stats().stockx();
    PlatformStats alias = sandbox.stats().alias();
    return List.of(
        Figure.exactly("executors lost while calls were made", kills.size(), 1),
        Figure.atLeast("copies of running tasks that Spark started", copies, 1),
        Figure.exactly("exit code", outcome.code(), Outcome.DONE),
        Figure.exactly(
            "requests answered",
            Judge.answered(stockx) + Judge.answered(alias),
            outcome.report().path("planned").asLong()),
        Figure.exactly(
            "requests with a second successful call, but those in flight when it was lost",
            Judge.repeatedOutsideFlight(stockx, kills) + Judge.repeatedOutsideFlight(alias, kills),
            0),
        Figure.told(
            "refused for being too fast",
            Long.toString(stockx.refusedByRate() + alias.refusedByRate())));
  }
}
