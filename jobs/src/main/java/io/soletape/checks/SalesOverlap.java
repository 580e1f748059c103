package io.soletape.checks;

import static io.soletape.checks.Words.moment;
import static io.soletape.checks.Words.words;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.soletape.lake.Tables;
import io.soletape.quality.Evidence;
import io.soletape.sales.KnownIntervals;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Whether the sales that were told go on where those known before end. An answer that was cut,
 * tells nothing that was known, and is not all that is known, has broken the known interval.
 */
final class SalesOverlap {

  private static final String[] SIZE = Tables.SALES_COVERAGE.key().toArray(String[]::new);

  private SalesOverlap() {}

  /**
   * The check of a slot's answers of sales.
   *
   * @param answers silver/depth_answers of the slot
   * @param newSales silver/sales that the slot was the first to tell
   * @param known silver/sales_coverage
   */
  static Evidence of(Dataset<Row> answers, Dataset<Row> newSales, Dataset<Row> known) {
    Column[] size = Stream.of(SIZE).map(functions::col).toArray(Column[]::new);
    Dataset<Row> asked =
        KnownIntervals.proofs(answers)
            .join(newSales.groupBy(size).agg(count(lit(1)).as("new_sales")), SIZE, "left_outer")
            .join(
                known
                    .withColumn("known_sales", col("standard_sales").plus(col("consigned_sales")))
                    .drop("standard_sales", "consigned_sales"),
                SIZE,
                "left_outer");
    return Evidence.of(
        RunCheck.SALES_OVERLAP.check(),
        asked,
        not(col("is_whole"))
            .and(col("new_sales").equalTo(col("rows_told")))
            .and(col("known_sales").gt(col("rows_told"))),
        words(
            col("platform"),
            col("sku"),
            col("size_key"),
            col("region_code"),
            lit("known since"),
            moment(col("complete_from_at"))));
  }
}
