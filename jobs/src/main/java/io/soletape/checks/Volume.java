package io.soletape.checks;

import static io.soletape.checks.Words.words;
import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.median;
import static org.apache.spark.sql.functions.not;

import io.soletape.quality.Evidence;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How many rows each product has, against the slots of the same tier before. */
final class Volume {

  /** How many slots are looked back at. */
  static final int SLOTS = 7;

  private static final int FEWEST_SLOTS = 3;
  private static final double LEAST = 0.5;
  private static final double MOST = 2;
  private static final String[] PRODUCT = {"platform", "sku"};

  private Volume() {}

  /**
   * The check of a run's rows.
   *
   * @param coverage rows of ops/coverage of the run
   * @param before those of the tier's last slots; products that less than three of them have are
   *     not judged
   */
  static Evidence of(Dataset<Row> coverage, Dataset<Row> before) {
    Dataset<Row> usual =
        before
            .where(col("outcome").equalTo("observed"))
            .groupBy("slot_at", "platform", "sku")
            .agg(count(lit(1)).as("rows"))
            .groupBy("platform", "sku")
            .agg(median(col("rows")).as("usual_rows"), count(lit(1)).as("slots"))
            .where(col("slots").geq(FEWEST_SLOTS));
    Dataset<Row> now =
        coverage
            .where(col("outcome").equalTo("observed"))
            .groupBy("platform", "sku")
            .agg(count(lit(1)).as("rows"));
    Dataset<Row> products =
        usual
            .join(now, PRODUCT, "left_outer")
            .withColumn("rows", coalesce(col("rows"), lit(0)))
            .withColumn("share", col("rows").divide(col("usual_rows")));
    return Evidence.of(
        RunCheck.VOLUME.check(),
        products,
        not(col("share").between(LEAST, MOST)),
        words(
            col("platform"),
            col("sku"),
            col("rows"),
            lit("rows, usually"),
            col("usual_rows").cast("bigint")),
        // Nothing left is the worst.
        coalesce(abs(log(col("share"))), lit(Double.MAX_VALUE)));
  }
}
