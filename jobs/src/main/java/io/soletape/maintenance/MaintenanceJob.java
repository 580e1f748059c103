package io.soletape.maintenance;

import io.delta.tables.DeltaOptimizeBuilder;
import io.delta.tables.DeltaTable;
import io.soletape.lake.AtOnce;
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
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/**
 * Keeps tables quick and history within bounds: files of past days are put together, and files that
 * only versions older than the retention need are removed. Nothing of a pinned table is removed. A
 * table of an older version learns which columns it is searched by.
 *
 * <p>Each table is worked on under its lock, so that a run that writes to it waits for a moment
 * instead of failing.
 */
public final class MaintenanceJob {

  /** Stands for the tier of such a run in ops/runs. */
  public static final String TIER = "maintenance";

  // What a vacuum did is no version.
  private static final String VACUUM_LOG = "spark.databricks.delta.vacuum.logging.enabled";

  private final Lake lake;
  private final Duration retention;
  private final String codeVersion;
  private final Clock clock;
  private final TableProperties properties;

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
    this.properties = new TableProperties(lake);
  }

  /** Works on every table that is there; what was done is kept in ops/runs. */
  public List<Maintained> run() {
    Instant startedAt = clock.instant();
    List<Pin> pins = new Pins(lake, clock).all();
    Set<String> pinned = pins.stream().map(Pin::table).collect(Collectors.toSet());
    List<Table> tables = Tables.ALL.stream().filter(lake::has).toList();
    Map<String, Maintained> done = new ConcurrentHashMap<>();
    Queue<Table> waiting = new ConcurrentLinkedQueue<>(tables);
    // While one commits, the tasks of the other fill the cores.
    Runnable worker = () -> maintainNext(waiting, pinned, done);
    withoutVacuumLog(() -> AtOnce.run(worker, worker));
    List<Maintained> inOrder = tables.stream().map(table -> done.get(table.path())).toList();
    keep(inOrder, startedAt);
    return inOrder;
  }

  private void maintainNext(
      Queue<Table> waiting, Set<String> pinned, Map<String, Maintained> done) {
    for (Table table = waiting.poll(); table != null; table = waiting.poll()) {
      Table next = table;
      boolean isPinned = pinned.contains(next.path());
      done.put(next.path(), lake.alone(next.path(), () -> maintain(next, isPinned)));
    }
  }

  private void withoutVacuumLog(Runnable work) {
    SparkSession spark = lake.spark();
    spark.conf().set(VACUUM_LOG, "false");
    try {
      work.run();
    } finally {
      spark.conf().unset(VACUUM_LOG);
    }
  }

  private Maintained maintain(Table table, boolean isPinned) {
    DeltaTable delta = DeltaTable.forPath(lake.spark(), lake.path(table));
    Row before = delta.detail().first();
    properties.bring(table, before, wanted(table, delta, isPinned));
    compact(table, delta);
    long vacuumed = isPinned ? 0 : vacuum(table, delta);
    Row after = delta.detail().first();
    return new Maintained(
        table.path(),
        before.getAs("numFiles"),
        after.getAs("numFiles"),
        after.getAs("sizeInBytes"),
        vacuumed);
  }

  private Map<String, String> wanted(Table table, DeltaTable delta, boolean isPinned) {
    Map<String, String> wanted =
        new TreeMap<>(TableProperties.statisticsOf(table, List.of(delta.toDF().columns())));
    wanted.putAll(
        isPinned ? TableProperties.historyForGood() : TableProperties.historyOf(retention));
    return wanted;
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

  private long vacuum(Table table, DeltaTable delta) {
    try {
      long before = filesOnDisk(table);
      delta.vacuum();
      return before - filesOnDisk(table);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The files of " + lake.path(table) + " cannot be listed: " + e.getMessage(), e);
    }
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
