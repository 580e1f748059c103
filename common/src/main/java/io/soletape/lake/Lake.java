package io.soletape.lake;

import io.delta.tables.DeltaTable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The tables of one lake: reading, and writing that a repetition does not change. Failures of the
 * store become {@link LakeException}. Nothing is written where another process may have taken over:
 * {@link NotAloneException}.
 */
public final class Lake {

  /**
   * Bytes of which reading takes longer, interpreted, than to compile what reads them, and writing
   * longer in one part than in several.
   */
  private static final long LARGE = 8L << 20;

  /** The condition that every row satisfies: all of a table is replaced. */
  public static final String EVERY_ROW = "true";

  private final SparkSession spark;
  private final String root;
  private final OneWriter oneWriter;
  private final TableLogs logs;

  /**
   * The lake below a folder, written by this process alone.
   *
   * @param root any Hadoop path
   */
  public Lake(SparkSession spark, String root) {
    this(spark, root, OneWriter.NOBODY_ELSE);
  }

  /**
   * The lake below a folder.
   *
   * @param root any Hadoop path
   * @param oneWriter keeps other processes out while a table is read and written
   */
  public Lake(SparkSession spark, String root, OneWriter oneWriter) {
    this(
        Objects.requireNonNull(spark, "spark is null"),
        root,
        oneWriter,
        new TableLogs(spark.sessionState().newHadoopConf()));
  }

  private Lake(SparkSession spark, String root, OneWriter oneWriter, TableLogs logs) {
    this.logs = logs;
    this.spark = spark;
    this.root = Objects.requireNonNull(root, "root is null");
    this.oneWriter = Objects.requireNonNull(oneWriter, "oneWriter is null");
  }

  /**
   * Does work while no other process does anything of that name in this lake.
   *
   * @param what such as a table's path
   */
  public <T> T alone(String what, Supplier<T> work) {
    return oneWriter.alone(what, work);
  }

  /** Whether somebody, in any process, does something of that name in this lake now. */
  public boolean isBusy(String what) {
    return oneWriter.isBusy(what);
  }

  /**
   * Makes sure that what this process is doing alone is still its own.
   *
   * @throws NotAloneException if another process may have taken over
   */
  public void confirmAlone() {
    oneWriter.confirm();
  }

  /**
   * The same lake by a session of its own that is set up for millions of rows. Rows of the one
   * cannot be joined with rows of the other.
   */
  public Lake forManyRows() {
    SparkSession session = spark.newSession();
    LakeSession.expectManyRows(session);
    return new Lake(session, root, oneWriter, logs);
  }

  /**
   * This lake, or that for many rows where one of some tables has grown large: for plans that read
   * much of it. Their results can be put to rows of this lake's session, not the other way round.
   */
  public Lake forReading(Table... tables) {
    return Arrays.stream(tables).anyMatch(this::isLarge) ? forManyRows() : this;
  }

  private boolean isLarge(Table table) {
    long version = version(table);
    return version >= 0 && TableSize.of(version, path(table), spark) > LARGE;
  }

  /** The folder. */
  public String root() {
    return root;
  }

  /** The session that reads and writes. */
  public SparkSession spark() {
    return spark;
  }

  /** Where a table lies. */
  public String path(Table table) {
    return root + "/" + table.path();
  }

  /** Whether the table has been written. */
  public boolean has(Table table) {
    return attempt(table, "looked up", () -> DeltaTable.isDeltaTable(spark, path(table)));
  }

  /**
   * The rows of a table; none, in its schema, before it is first written. They are those of the
   * newest version whenever a query runs, its columns those of now.
   */
  public Dataset<Row> read(Table table) {
    return attempt(
        table,
        "read",
        () ->
            logs.newest(path(table))
                .map(newest -> withLaterColumns(table, rows(path(table), newest)))
                .orElseGet(() -> spark.createDataFrame(List.of(), table.schema())));
  }

  private Dataset<Row> rows(String path, TableLogs.Newest newest) {
    return newest
        .table()
        .map(planned -> LoggedFiles.rows(spark, planned, () -> newestOf(path)))
        .orElseGet(() -> spark.read().format("delta").load(path));
  }

  private LoggedTable newestOf(String path) {
    return logs.newest(path)
        .flatMap(TableLogs.Newest::table)
        .orElseThrow(
            () ->
                new LakeException(
                    "The table %s was taken away or changed by another writer while it was read: run the same command again"
                        .formatted(path)));
  }

  /** The newest version of a table; -1 before it is first written. */
  public long version(Table table) {
    return attempt(table, "read", () -> logs.version(path(table)));
  }

  /**
   * Whether a table has no row that satisfies a condition.
   *
   * @param condition in SQL
   */
  public boolean lacks(Table table, String condition) {
    return attempt(table, "read", () -> read(table).where(condition).isEmpty());
  }

  /** Adds rows whose keys the caller knows to be new. */
  public void append(Table table, Dataset<Row> rows) {
    confirmAlone();
    attempt(
        table,
        "written",
        () -> {
          Dataset<Row> shaped = shapedAs(table, rows);
          if (!next(table).map(next -> next.append(shaped)).orElse(false)) {
            writer(table, shaped).mode("append").save(path(table));
          }
          return true;
        });
  }

  /**
   * Puts rows in the place of all that match a condition, in one commit.
   *
   * @param condition what is replaced; every row must satisfy it too
   */
  public void replace(Table table, Dataset<Row> rows, String condition) {
    alone(table.path(), () -> replaceAlone(table, rows, condition));
  }

  private boolean replaceAlone(Table table, Dataset<Row> rows, String condition) {
    confirmAlone();
    return attempt(
        table,
        "written",
        () -> {
          Dataset<Row> shaped = shapedAs(table, rows);
          if (!next(table).map(next -> next.replace(shaped, condition)).orElse(false)) {
            writer(table, shaped)
                .mode("overwrite")
                .option("replaceWhere", condition)
                .save(path(table));
          }
          return true;
        });
  }

  // Of a table that is not there, or not as it is declared, Delta's writer knows what to do.
  private Optional<NextVersion> next(Table table) {
    return logs.newest(path(table))
        .flatMap(
            newest ->
                newest
                    .table()
                    .filter(now -> now.schema().equals(table.schema()))
                    .filter(now -> now.partitionedBy().equals(table.partitionedBy()))
                    .map(now -> new NextVersion(path(table), newest.version(), now, LARGE)));
  }

  /**
   * Adds rows to a small table, in the place of those with the same key. No rows, no commit.
   *
   * @return how many rows were given
   */
  public long upsert(Table table, Dataset<Row> rows) {
    return alone(table.path(), () -> upsertAlone(table, rows));
  }

  private long upsertAlone(Table table, Dataset<Row> rows) {
    Dataset<Row> given = Held.of(shapedAs(table, rows));
    long count = Held.count(given);
    if (count == 0) {
      return 0;
    }
    Dataset<Row> keys = functions.broadcast(given.select(keyColumns(table)));
    // A table that grows part by part is not written anew for each of them.
    if (joined(table, keys, "left_semi").isEmpty()) {
      append(table, given.coalesce(1));
    } else {
      replace(table, joined(table, keys, "left_anti").unionByName(given).coalesce(1), EVERY_ROW);
    }
    return count;
  }

  private Dataset<Row> joined(Table table, Dataset<Row> keys, String kind) {
    return read(table).join(keys, keyNames(table), kind);
  }

  private static String[] keyNames(Table table) {
    return table.key().toArray(String[]::new);
  }

  private static Column[] keyColumns(Table table) {
    return table.key().stream().map(functions::col).toArray(Column[]::new);
  }

  /** The rows with exactly the columns of the table, in its order and types. */
  public static Dataset<Row> shapedAs(Table table, Dataset<Row> rows) {
    Column[] columns =
        table.columns().stream()
            .map(column -> functions.col(column.name()).cast(column.type()).as(column.name()))
            .toArray(Column[]::new);
    return rows.select(columns);
  }

  // A table of an older version lacks the columns that came later: nothing is told there.
  private static Dataset<Row> withLaterColumns(Table table, Dataset<Row> rows) {
    List<String> present = Arrays.asList(rows.columns());
    Dataset<Row> whole = rows;
    for (io.soletape.lake.Column column : table.columns()) {
      if (!present.contains(column.name())) {
        whole = whole.withColumn(column.name(), functions.lit(null).cast(column.type()));
      }
    }
    return whole;
  }

  private static DataFrameWriter<Row> writer(Table table, Dataset<Row> rows) {
    DataFrameWriter<Row> writer =
        rows.write()
            .format("delta")
            // A table of an older version lacks the columns that came later.
            .option("mergeSchema", "true")
            .option("delta.enableDeletionVectors", "false");
    if (!table.searchedBy().isEmpty()) {
      writer.option("delta.dataSkippingStatsColumns", String.join(",", table.searchedBy()));
    }
    return table.partitionedBy().isEmpty()
        ? writer
        : writer.partitionBy(table.partitionedBy().toArray(String[]::new));
  }

  private <T> T attempt(Table table, String verb, StoreWork<T> work) {
    try {
      return work.run();
    } catch (LakeException e) {
      throw e;
    } catch (Exception e) {
      // Spark is Scala: it throws checked exceptions that its methods do not declare.
      throw new LakeException(
          "Table %s of the lake %s cannot be %s (%s): check the path and its permissions; a damaged table can be moved away and rebuilt from bronze"
              .formatted(table.path(), root, verb, firstLine(e)),
          e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }

  private interface StoreWork<T> {
    T run() throws Exception;
  }
}
