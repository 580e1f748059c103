package io.soletape.lake;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
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
   * they have at most as many parts as it has cores; on a cluster they are kept twice, so that the
   * loss of one executor loses none.
   */
  public static Dataset<Row> of(Dataset<Row> rows) {
    SparkContext context = rows.sparkSession().sparkContext();
    return context.isLocal()
        ? inFewParts(rows, context).localCheckpoint(true, StorageLevel.MEMORY_AND_DISK())
        : rows.localCheckpoint(true, StorageLevel.MEMORY_AND_DISK_2());
  }

  // What is put together of many has as many parts as all of them, nearly all without a row, and
  // each costs a task whenever it is looked at.
  private static Dataset<Row> inFewParts(Dataset<Row> rows, SparkContext context) {
    return rows.coalesce(context.defaultParallelism());
  }

  /** Works out several at once, as {@link AtOnce} does; they come in the order given. */
  @SafeVarargs
  public static List<Dataset<Row>> allOf(Dataset<Row>... datasets) {
    AtomicReferenceArray<Dataset<Row>> held = new AtomicReferenceArray<>(datasets.length);
    AtOnce.run(
        IntStream.range(0, datasets.length)
            .<Runnable>mapToObj(place -> () -> held.set(place, of(datasets[place])))
            .toArray(Runnable[]::new));
    return IntStream.range(0, datasets.length).mapToObj(held::get).toList();
  }
}
