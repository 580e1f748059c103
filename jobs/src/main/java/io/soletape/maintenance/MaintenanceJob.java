package io.soletape.maintenance;

import io.delta.tables.DeltaOptimizeBuilder;
import io.delta.tables.DeltaTable;
import io.soletape.lake.Lake;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/**
 * Keeps tables quick and history within bounds: files of past days are put together, and files that
 * only versions older than the retention need are removed. A pinned version keeps what it needs.
 *
 * <p>Each table is worked on under its lock, so that a run that writes to it waits for a moment
 * instead of failing.
 */
public final class MaintenanceJob {

  /** Stands for the tier of such a run in ops/runs. */
  public static final String TIER = "maintenance";

  private static final String LOG_RETENTION = "delta.logRetentionDuration";
  private static final String FILE_RETENTION = "delta.deletedFileRetentionDuration";
  private static final String FOR_GOOD = "interval 36500 days";
  // The retention that the user asked for is the check; and what a vacuum did is no version.
  private static final List<String> OFF =
      List.of(
          "spark.databricks.delta.retentionDurationCheck.enabled",
          "spark.databricks.delta.vacuum.logging.enabled");

  private final Lake lake;
  private final Duration retention;
  private final String codeVersion;
  private final Clock clock;

  /**
   * A job for a lake.
   *
   * @param retention how long versions can be read
   * @param codeVersion of the code that runs
   */
  public MaintenanceJob(Lake lake, Duration retention, String codeVersion, Clock clock) {
    this.lake = lake;
    this.retention = retention;
    this.codeVersion = codeVersion;
    this.clock = clock;
  }

  /** Works on every table that is there; what was done is kept in ops/runs. */
  public List<Maintained> run() {
    Instant startedAt = clock.instant();
    List<Pin> pins = new Pins(lake, clock).all();
    List<Maintained> done = new ArrayList<>();
    for (Table table : Tables.ALL) {
      if (lake.has(table)) {
        List<Pin> own = pins.stream().filter(pin -> pin.table().equals(table.path())).toList();
        done.add(lake.alone(table.path(), () -> maintain(table, own)));
      }
    }
    keep(done, startedAt);
    return done;
  }

  private Maintained maintain(Table table, List<Pin> pins) {
    DeltaTable delta = DeltaTable.forPath(lake.spark(), lake.path(table));
    Row before = delta.detail().first();
    keepsHistory(table, before, !pins.isEmpty());
    compact(table, delta);
    long vacuumed = vacuum(table, delta, pins);
    Row after = delta.detail().first();
    return new Maintained(
        table.path(),
        before.getAs("numFiles"),
        after.getAs("numFiles"),
        after.getAs("sizeInBytes"),
        vacuumed);
  }

  // A day that is over gets no more files: its runs are put together once.
  private void compact(Table table, DeltaTable delta) {
    DeltaOptimizeBuilder files = delta.optimize();
    boolean isByDay =
        table.partitionedBy().stream()
            .findFirst()
            .filter(name -> table.schema().apply(name).dataType().equals(DataTypes.DateType))
            .isPresent();
    if (isByDay) {
      LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
      files.where(table.partitionedBy().get(0) + " < DATE '" + today + "'").executeCompaction();
    } else {
      files.executeCompaction();
    }
  }

  // Its log says which files a version has: without it, the files are of no use.
  private void keepsHistory(Table table, Row detail, boolean isPinned) {
    String days = "interval " + retention.toDays() + " days";
    Map<String, String> wanted =
        Map.of(LOG_RETENTION, isPinned ? FOR_GOOD : days, FILE_RETENTION, days);
    Map<String, String> present = detail.getJavaMap(detail.fieldIndex("properties"));
    if (!wanted.entrySet().stream()
        .allMatch(each -> each.getValue().equals(present.get(each.getKey())))) {
      lake.spark()
          .sql(
              "ALTER TABLE delta.`%s` SET TBLPROPERTIES ('%s' = '%s', '%s' = '%s')"
                  .formatted(
                      lake.path(table),
                      LOG_RETENTION,
                      wanted.get(LOG_RETENTION),
                      FILE_RETENTION,
                      wanted.get(FILE_RETENTION)));
    }
  }

  private long vacuum(Table table, DeltaTable delta, List<Pin> pins) {
    SparkSession spark = lake.spark();
    OFF.forEach(name -> spark.conf().set(name, "false"));
    try {
      long before = filesOnDisk(table);
      delta.vacuum(kept(pins).toHours());
      return before - filesOnDisk(table);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The files of " + lake.path(table) + " cannot be listed: " + e.getMessage(), e);
    } finally {
      OFF.forEach(spark.conf()::unset);
    }
  }

  // What a version needs was removed after it was written, so nothing younger may go.
  private Duration kept(List<Pin> pins) {
    return pins.stream()
        .map(pin -> Duration.between(pin.committedAt(), clock.instant()).plusHours(1))
        .reduce(retention, (longest, each) -> each.compareTo(longest) > 0 ? each : longest);
  }

  private long filesOnDisk(Table table) throws IOException {
    Path folder = new Path(lake.path(table));
    RemoteIterator<LocatedFileStatus> files =
        folder
            .getFileSystem(lake.spark().sparkContext().hadoopConfiguration())
            .listFiles(folder, true);
    long count = 0;
    while (files.hasNext()) {
      String path = files.next().getPath().toString();
      if (path.endsWith(".parquet") && !path.contains("/_delta_log/")) {
        count++;
      }
    }
    return count;
  }

  private void keep(List<Maintained> done, Instant startedAt) {
    Map<String, Long> figures = new TreeMap<>();
    done.forEach(
        each -> {
          figures.put(each.table() + ".files_before", each.filesBefore());
          figures.put(each.table() + ".files", each.filesAfter());
          figures.put(each.table() + ".bytes", each.bytes());
          figures.put(each.table() + ".files_vacuumed", each.filesVacuumed());
        });
    String runId = TIER + "-" + startedAt.truncatedTo(ChronoUnit.SECONDS);
    Map<String, Object> told =
        Map.of(
            "run_id",
            runId,
            "tier",
            TIER,
            "slot_at",
            startedAt,
            "status",
            "done",
            "code_version",
            codeVersion,
            "started_at",
            startedAt,
            "finished_at",
            clock.instant(),
            "metrics",
            figures);
    Object[] values = Tables.RUNS.columnNames().stream().map(told::get).toArray();
    lake.replace(
        Tables.RUNS,
        lake.spark()
            .createDataFrame(List.of(RowFactory.create(values)), Tables.RUNS.schema())
            .coalesce(1),
        "run_id = '" + runId + "'");
  }
}
