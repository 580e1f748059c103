package io.soletape.lake;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that are worked out once and then stay with the executors, in memory or on their disks.
 *
 * <p>Unlike a cached dataset, held rows have forgotten how they came about: a plan on top of them
 * is as short as one on a table, and a write to a table that they were read from does not make
 * Spark work them out again. Most of the time of a small run is planning, so this is most of its
 * speed.
 */
public final class Held {

  private Held() {}

  /**
   * Works the rows out now. They are let go when nobody refers to them any more. On one machine
   * they come {@link #inFewParts in few parts}; on a cluster they are kept twice, so that the loss
   * of one executor loses none.
   */
  public static Dataset<Row> of(Dataset<Row> rows) {
    SparkContext context = rows.sparkSession().sparkContext();
    return context.isLocal()
        ? inFewParts(rows).localCheckpoint(true, StorageLevel.MEMORY_AND_DISK())
        : rows.localCheckpoint(true, StorageLevel.MEMORY_AND_DISK_2());
  }

  /**
   * How many rows there are. Nothing is planned for it, which for rows that are held takes longer
   * than to count them.
   */
  public static long count(Dataset<Row> held) {
    return planned(held).count();
  }

  /** Whether there is no row; asked as {@link #count} is. */
  public static boolean isEmpty(Dataset<Row> held) {
    return planned(held).isEmpty();
  }

  private static RDD<InternalRow> planned(Dataset<Row> held) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) held).queryExecution().toRdd();
  }

  /**
   * The rows in as many parts as one machine has cores, or in one where few SKUs are expected; on a
   * cluster as they are. What is put together of many has as many parts as all of them, nearly all
   * without a row, and each costs a task whenever it is looked at.
   */
  public static Dataset<Row> inFewParts(Dataset<Row> rows) {
    SparkContext context = rows.sparkSession().sparkContext();
    if (!context.isLocal()) {
      return rows;
    }
    return rows.coalesce(
        LakeSession.expectsFewSkus(rows.sparkSession()) ? 1 : context.defaultParallelism());
  }

  /** Works out several at once, as {@link AtOnce} does; they come in the order given. */
  @SafeVarargs
  public static List<Dataset<Row>> allOf(Dataset<Row>... datasets) {
    return AtOnce.all(
        Stream.of(datasets)
            .<Supplier<Dataset<Row>>>map(rows -> () -> of(rows))
            .<Supplier<Dataset<Row>>>toArray(Supplier[]::new));
  }
}
