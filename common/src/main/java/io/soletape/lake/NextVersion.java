package io.soletape.lake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaLog$;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.RemoveFile;
import org.apache.spark.sql.delta.actions.RemoveFile$;
import org.apache.spark.sql.functions;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The version of a table after the one that its log tells of, written by Delta's own transaction.
 * What goes is named by the log: Delta's writer would ask Spark half a dozen queries for the same,
 * which for few rows is most of the time of a write.
 */
final class NextVersion {

  private static final String FILE = "_metadata.file_path";
  private static final Column NO = functions.lit(false);

  private final String path;
  private final long version;
  private final LoggedTable now;
  private final long large;

  /**
   * The version after another one.
   *
   * @param path where the table lies
   * @param version the number of the version before
   * @param now what the log tells of it
   * @param large bytes of files from which on the rows of them that stay are not put into one file
   */
  NextVersion(String path, long version, LoggedTable now, long large) {
    this.path = Objects.requireNonNull(path, "path is null");
    this.version = version;
    this.now = Objects.requireNonNull(now, "now is null");
    this.large = large;
  }

  /**
   * Adds rows, in the columns of the table.
   *
   * @return false, and nothing is written, if there is a newer version already
   */
  boolean append(Dataset<Row> rows) {
    return commit(rows, List.of(), SaveMode.Append, Option.empty());
  }

  /**
   * Puts rows, in the columns of the table, in the place of all that satisfy a condition. Files of
   * which no row does stay.
   *
   * @param condition in SQL; writing fails if a row given does not satisfy it
   * @return false, and nothing is written, if there is a newer version already
   */
  boolean replace(Dataset<Row> rows, String condition) {
    if (condition.equals(Lake.EVERY_ROW)) {
      return commit(rows, now.files(), SaveMode.Overwrite, Option.empty());
    }
    Map<String, Long> replaced = rowsReplaced(condition, rows.sparkSession());
    List<LoggedFile> gone =
        now.files().stream().filter(file -> replaced.containsKey(nameOf(file))).toList();
    Dataset<Row> checked = checked(rows, condition);
    if (gone.isEmpty()) {
      return append(checked);
    }
    List<LoggedFile> cut =
        gone.stream()
            .filter(file -> !file.rows().equals(Optional.of(replaced.get(nameOf(file)))))
            .toList();
    return commit(
        withRest(checked, condition, cut), gone, SaveMode.Overwrite, Option.apply(condition));
  }

  private Map<String, Long> rowsReplaced(String condition, SparkSession spark) {
    return rowsOf(now, spark).where(condition).groupBy(FILE).count().collectAsList().stream()
        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)));
  }

  private static String nameOf(LoggedFile file) {
    return file.path().toUri().toString();
  }

  // The rest of the rows that lie in one file with rows to go. It gets a file of its own: who
  // replaces the same rows each hour would else write all others anew each time.
  private Dataset<Row> withRest(Dataset<Row> rows, String condition, List<LoggedFile> cut) {
    if (cut.isEmpty()) {
      return rows;
    }
    Dataset<Row> rest =
        rowsOf(now.having(cut), rows.sparkSession())
            .where(functions.not(functions.coalesce(functions.expr(condition), NO)));
    boolean isLarge = cut.stream().mapToLong(LoggedFile::bytes).sum() > large;
    return (isLarge ? rest : rest.coalesce(1)).unionByName(rows);
  }

  private static Dataset<Row> checked(Dataset<Row> rows, String condition) {
    Column refused =
        functions.raise_error(functions.lit("A row written does not satisfy " + condition));
    return rows.where(
        functions.when(functions.expr(condition), functions.lit(true)).otherwise(refused));
  }

  private static Dataset<Row> rowsOf(LoggedTable table, SparkSession spark) {
    return LoggedFiles.rows(spark, table, () -> table);
  }

  private boolean commit(
      Dataset<Row> rows, List<LoggedFile> gone, SaveMode mode, Option<String> condition) {
    return rows.sparkSession().withActive(() -> committed(rows, gone, mode, condition));
  }

  private boolean committed(
      Dataset<Row> rows, List<LoggedFile> gone, SaveMode mode, Option<String> condition) {
    DeltaLog log = DeltaLog$.MODULE$.forTable(rows.sparkSession(), path);
    OptimisticTransaction transaction = log.startTransaction(Option.empty(), Option.empty());
    if (transaction.readVersion() != version) {
      return false;
    }
    if (!gone.isEmpty()) {
      transaction.readWholeTable();
    }
    long at = log.clock().getTimeMillis();
    List<Action> actions =
        Stream.<Action>concat(
                gone.stream().map(file -> removed(file, at)),
                CollectionConverters.asJava(transaction.writeFiles(rows)).stream())
            .toList();
    transaction.commit(scala(actions), operation(mode, condition));
    return true;
  }

  private RemoveFile removed(LoggedFile file, long at) {
    Map<String, String> partition = new HashMap<>();
    now.partitionedBy().forEach(column -> partition.put(column, file.partition().get(column)));
    RemoveFile$ told = RemoveFile$.MODULE$;
    return new RemoveFile(
        file.name(),
        Option.apply(at),
        true,
        Option.apply(true),
        Map$.MODULE$.from(CollectionConverters.asScala(partition)),
        Option.apply(file.bytes()),
        told.apply$default$7(),
        told.apply$default$8(),
        told.apply$default$9(),
        told.apply$default$10(),
        told.apply$default$11(),
        told.apply$default$12());
  }

  private DeltaOperations.Write operation(SaveMode mode, Option<String> condition) {
    return new DeltaOperations.Write(
        mode,
        Option.apply(scala(now.partitionedBy())),
        condition,
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty());
  }

  private static <T> Seq<T> scala(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }
}
