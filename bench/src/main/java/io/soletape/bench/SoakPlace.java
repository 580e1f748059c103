package io.soletape.bench;

import io.soletape.budget.SqlLedger;
import io.soletape.cli.SandboxDoor;
import io.soletape.config.Settings;
import io.soletape.http.RetryPolicy;
import io.soletape.lake.Lake;
import io.soletape.maintenance.MaintenanceJob;
import io.soletape.market.Platform;
import io.soletape.plan.ListedSku;
import io.soletape.plan.QuoteScope;
import io.soletape.plan.Slot;
import io.soletape.run.CodeVersion;
import io.soletape.run.Platforms;
import io.soletape.run.RunOptions;
import io.soletape.run.RunProgress;
import io.soletape.run.RunReport;
import io.soletape.run.TierRun;
import io.soletape.sandbox.FaultKind;
import io.soletape.sandbox.Faults;
import io.soletape.sandbox.Sandbox;
import io.soletape.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** A lake, a ledger and a sandbox by one simulated clock, and a warm Spark to work on them. */
final class SoakPlace implements AutoCloseable {

  // A real key allows one a second. Days would pass with waiting.
  private static final double RATE = 400;
  // Waits for the platforms shrink as the time between two calls to them does, if not as far.
  private static final RetryPolicy RETRIES = RetryPolicy.standard().quickened(20);
  private static final String EVERY_SIZE = "100000";
  private static final Duration RETENTION = Duration.ofDays(90);
  private static final Duration STALL = Duration.ofMillis(500);

  private final SimulatedClock clock;
  private final Sandbox sandbox;
  private final Settings settings;
  private final SqlLedger ledger;
  private final SparkSession spark;
  private final Lake lake;

  private SoakPlace(SoakPlace other, Lake lake) {
    this.clock = other.clock;
    this.sandbox = other.sandbox;
    this.settings = other.settings;
    this.ledger = other.ledger;
    this.spark = other.spark;
    this.lake = lake;
  }

  SoakPlace(Path folder, SimulatedClock clock) throws IOException {
    this.clock = clock;
    sandbox =
        Sandbox.start(
            SandboxSettings.defaults()
                .withMarketTime(clock.instant())
                .withStockxPerSecond(RATE)
                .withAliasPerSecond(RATE)
                .withClock(clock));
    String url = "jdbc:sqlite:" + folder.resolve("ledger.db");
    settings =
        Settings.load(folder.resolve("none.properties"), Map.of(), List.of())
            .with(SandboxDoor.settings(sandbox))
            .with(
                Map.of(
                    "SOLETAPE_LEDGER", url,
                    "STOCKX_CALLS_PER_SECOND", Double.toString(RATE),
                    "ALIAS_CALLS_PER_SECOND", Double.toString(RATE)));
    ledger = SqlLedger.open(url, clock);
    spark = WarmSpark.started();
    lake = new Lake(spark, folder.resolve("lake").toString());
  }

  Lake lake() {
    return lake;
  }

  /** The same place with another lake; only one of them is to be closed. */
  SoakPlace at(Path otherLake) {
    return new SoakPlace(this, new Lake(spark, otherLake.toString()));
  }

  Sandbox sandbox() {
    return sandbox;
  }

  /** Works on a slot as {@code run} does, at the prices of the moment. */
  RunReport run(Slot slot, List<ListedSku> skus, Optional<QuotaCut> cut) {
    return run(
        slot, skus, cut.map(each -> settings.with(quota(each.callsPerDay()))).orElse(settings));
  }

  /** The same, and asks for the sales and offers of every size. */
  RunReport runAskingEverySize(Slot slot, List<ListedSku> skus) {
    return run(slot, skus, settings.with(Map.of("ALIAS_DEPTH_CALLS_PER_RUN", EVERY_SIZE)));
  }

  private RunReport run(Slot slot, List<ListedSku> skus, Settings own) {
    sandbox.moveMarketTo(clock.instant());
    try (Platforms platforms = new Platforms(own, ledger, clock, RETRIES)) {
      return new TierRun(lake, platforms, QuoteScope.of(own), RunProgress.SILENT, clock)
          .run(RunOptions.whole(slot, skus, Optional.empty()));
    }
  }

  /** Does what {@code maintain} does. */
  void maintain() {
    // A vacuum talks to standard output, which is for results.
    scala.Console.withOut(
        System.err, () -> new MaintenanceJob(lake, RETENTION, CodeVersion.CURRENT, clock).run());
  }

  /** Lets a share of the calls go wrong in every way, and some platforms be dead. */
  void inject(double share, List<Platform> dead, long seed) {
    double each = share / FaultKind.values().length;
    Stream<String> kinds = Stream.of(FaultKind.values()).map(kind -> kind.spec() + "=" + each);
    Stream<String> rest =
        Stream.of("stall-for=" + STALL.toMillis(), "retry-after=0", "seed=" + seed);
    Stream<String> platforms = dead.stream().map(platform -> "dead=" + platform.code());
    sandbox.inject(
        Faults.parse(
            Stream.of(kinds, rest, platforms)
                .flatMap(part -> part)
                .collect(Collectors.joining(","))));
  }

  @Override
  public void close() {
    ledger.close();
    sandbox.close();
    spark.stop();
  }

  private static Map<String, String> quota(int callsPerDay) {
    return Map.of("STOCKX_CALLS_PER_DAY", Integer.toString(callsPerDay));
  }
}
