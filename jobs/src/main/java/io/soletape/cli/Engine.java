package io.soletape.cli;

import io.soletape.budget.ElapsedTime;
import io.soletape.budget.Ledger;
import io.soletape.budget.SqlLedger;
import io.soletape.budget.SqlLocks;
import io.soletape.config.SettingException;
import io.soletape.config.SettingNames;
import io.soletape.config.Settings;
import io.soletape.fetch.FetchPlugin;
import io.soletape.http.Sleeper;
import io.soletape.lake.Lake;
import io.soletape.lake.LakeSession;
import io.soletape.maintenance.MaintenanceJob;
import io.soletape.maintenance.Pins;
import io.soletape.plan.QuoteScope;
import io.soletape.replay.ReplayJob;
import io.soletape.run.CodeVersion;
import io.soletape.run.LedgerLocks;
import io.soletape.run.Platforms;
import io.soletape.run.ProcessName;
import io.soletape.run.RunForecast;
import io.soletape.run.RunOptions;
import io.soletape.run.RunProgress;
import io.soletape.run.TierRun;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** What a command works with: Spark, the lake, the ledger and the platforms of the settings. */
final class Engine implements AutoCloseable {

  // About four hundred quotes a SKU.

  private final Settings settings;
  private final Clock clock;
  private final SparkSession spark;
  private final Lake lake;
  private final Ledger ledger;
  private final LedgerLocks locks;
  private final Platforms platforms;

  private Engine(
      Settings settings,
      Clock clock,
      SparkSession spark,
      Lake lake,
      Ledger ledger,
      LedgerLocks locks) {
    this.locks = locks;
    this.settings = settings;
    this.clock = clock;
    this.spark = spark;
    this.lake = lake;
    this.ledger = ledger;
    this.platforms = new Platforms(settings, ledger, clock);
  }

  /**
   * Starts what the settings describe.
   *
   * @throws SettingException if the lake cannot be written
   */
  static Engine start(Settings settings, Clock clock) {
    String root = absolute(settings.value(SettingNames.LAKE));
    Ledger ledger = SqlLedger.open(settings.value(SettingNames.LEDGER));
    probe(settings.value(SettingNames.LAKE), root);
    SparkSession spark =
        LakeSession.configured(SparkMaster.chosen(settings).applied().appName("soletape"))
            .config("spark.plugins", FetchPlugin.class.getName())
            .getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    LedgerLocks locks =
        new LedgerLocks(
            SqlLocks.open(settings.value(SettingNames.LEDGER)),
            root,
            ProcessName.own(),
            Sleeper.real(),
            note -> System.err.println("soletape: " + note),
            new ElapsedTime(System::nanoTime, clock));
    return new Engine(settings, clock, spark, new Lake(spark, root, locks), ledger, locks);
  }

  Lake lake() {
    return lake;
  }

  Ledger ledger() {
    return ledger;
  }

  Platforms platforms() {
    return platforms;
  }

  Clock clock() {
    return clock;
  }

  RunForecast forecast(RunOptions options) {
    return RunForecast.of(lake, platforms, QuoteScope.of(settings), options, clock);
  }

  /** Another lake, in the same session. */
  Lake lakeAt(String root) {
    probe(root, absolute(root));
    return new Lake(spark, absolute(root));
  }

  ReplayJob replay(Lake target) {
    return new ReplayJob(
        target, settings.value(SettingNames.STOCKX_MARKET), platforms.valuation(), clock);
  }

  TierRun tierRun(RunProgress progress) {
    return new TierRun(lake, platforms, QuoteScope.of(settings), progress, clock);
  }

  MaintenanceJob maintenance() {
    return new MaintenanceJob(
        lake,
        Duration.ofDays(settings.value(SettingNames.RETENTION_DAYS)),
        CodeVersion.CURRENT,
        clock);
  }

  Pins pins() {
    return new Pins(lake, clock);
  }

  @Override
  public void close() {
    platforms.close();
    ledger.close();
    locks.close();
    spark.stop();
  }

  private static String absolute(String root) {
    return root.contains(":")
        ? root
        : java.nio.file.Path.of(root).toAbsolutePath().normalize().toString();
  }

  private static void probe(String told, String root) {
    try {
      Path folder = new Path(root);
      Path file = new Path(folder, ".writable." + UUID.randomUUID());
      FileSystem files = folder.getFileSystem(LakeSession.hadoop());
      files.setWriteChecksum(false);
      files.mkdirs(folder);
      files.create(file, true).close();
      files.delete(file, false);
    } catch (IOException | RuntimeException e) {
      // Hadoop throws the latter for a path that it cannot read, or a scheme without its classes.
      throw new SettingException(
          "SOLETAPE_LAKE is '%s': it cannot be written (%s); name a folder that can"
              .formatted(told, e.getMessage()),
          e);
    }
  }
}
