package io.soletape.bench;

import io.soletape.http.Sleeper;
import io.soletape.sandbox.PlatformStats;
import io.soletape.sandbox.Sandbox;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Three runs at once, each with two executors of a cluster, on one ledger. */
final class SharedRate implements Scenario {

  private static final double RATE = 5;
  private static final int SKUS = 112;
  private static final int RUNS = 3;
  private static final int EXECUTORS = 2;

  /** So many that no run comes to its end while it is watched. */
  private static final String CURRENCIES = "USD,GBP,EUR,CAD,AUD,JPY,CHF";

  /** Three programmes that start at once on a small machine leave no core to anybody. */
  private static final Duration SETTLING = Duration.ofSeconds(15);

  private static final Duration TAIL = Duration.ofSeconds(1);

  @Override
  public String name() {
    return "shared-rate";
  }

  @Override
  public String shows() {
    return "two tiers and a map at once on a cluster keep one rate, and use it";
  }

  @Override
  public List<Figure> run(Trial trial) throws IOException, InterruptedException {
    List<String> skus = Market.skus(SKUS);
    List<Figure> figures = new ArrayList<>();
    Path home = Files.createDirectories(trial.folder().resolve("cluster"));
    try (SparkCluster cluster = SparkCluster.start(Product.built(), home);
        EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      Path files = Files.createDirectories(trial.folder().resolve("ledger"));
      List<Ledger> ledgers =
          List.of(
              new Ledger("SQLite", "jdbc:sqlite:" + files.resolve("ledger.db")),
              new Ledger("PostgreSQL", postgres.getJdbcUrl("postgres", "postgres")));
      for (Ledger ledger : ledgers) {
        Path folder = trial.folder().resolve(ledger.name());
        figures.addAll(
            new Round(folder, trial.prepared(), skus, ledger, seconds(trial)).run(cluster));
      }
    }
    return figures;
  }

  private static Duration seconds(Trial trial) {
    return Duration.ofSeconds(trial.isLong() ? 120 : 25);
  }

  private record Ledger(String name, String url) {}

  /** The three runs with one kind of ledger. */
  private record Round(
      Path folder, Prepared prepared, List<String> skus, Ledger ledger, Duration watched) {

    private List<Figure> run(SparkCluster cluster) throws IOException, InterruptedException {
      List<Running> runs = new ArrayList<>();
      try (Sandbox sandbox = Sandbox.start(Market.allowing(RATE))) {
        runs.add(start(cluster, sandbox, "fetch", "warm"));
        runs.add(start(cluster, sandbox, "map", "cold"));
        runs.add(start(cluster, sandbox, "fetch", "hot"));
        awaitAll(runs, cluster, sandbox);
        Instant from = Clock.systemUTC().instant();
        Sleeper.real().sleep(watched);
        Instant to = Clock.systemUTC().instant();
        Sleeper.real().sleep(TAIL);
        long working = runs.stream().filter(Running::isAlive).count();
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.exactly(told("runs with work left at the end"), working, RUNS));
        figures.addAll(judged("StockX", sandbox.stats().stockx(), from, to));
        figures.addAll(judged("Alias", sandbox.stats().alias(), from, to));
        return figures;
      } finally {
        for (Running run : runs) {
          run.kill();
        }
      }
    }

    private static void awaitAll(List<Running> runs, SparkCluster cluster, Sandbox sandbox)
        throws InterruptedException {
      Waiting.until(
          () ->
              cluster.executors().size() == RUNS * EXECUTORS
                  || !runs.stream().allMatch(Running::isAlive),
          Market.PATIENCE,
          Duration.ofMillis(100),
          Sleeper.real(),
          "the executors of three runs");
      Market.awaitCalls(sandbox, 1, runs.get(0));
      Sleeper.real().sleep(SETTLING);
    }

    private Running start(SparkCluster cluster, Sandbox sandbox, String step, String tier)
        throws IOException, InterruptedException {
      Workplace place =
          Workplace.in(folder.resolve(tier), sandbox)
              .withRate(RATE)
              .with("SOLETAPE_LEDGER", ledger.url())
              .with("STOCKX_CURRENCIES", CURRENCIES)
              .on(cluster);
      if (step.equals("fetch")) {
        prepared.layInto(place);
      }
      return place.start(step, "--tier", tier, "--skus", place.skuFile(skus));
    }

    private List<Figure> judged(String platform, PlatformStats stats, Instant from, Instant to) {
      List<Figure> figures = new ArrayList<>();
      for (int seconds : List.of(1, 10, 60)) {
        figures.add(
            Figure.atMost(
                told("%s: most calls in any %d s".formatted(platform, seconds)),
                Judge.mostWithin(Duration.ofSeconds(seconds), stats.arrivals()),
                Math.round(RATE * seconds)));
      }
      figures.add(
          Figure.exactly(
              told(platform + ": refused with 429"), stats.byStatus().getOrDefault(429, 0L), 0));
      figures.add(
          Figure.atLeastPercent(
              told(platform + ": used of the allowed rate"),
              Judge.used(stats.arrivals(), RATE, from, to),
              98));
      return figures;
    }

    private String told(String what) {
      return ledger.name() + ", " + what;
    }
  }
}
