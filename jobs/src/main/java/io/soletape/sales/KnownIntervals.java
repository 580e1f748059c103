package io.soletape.sales;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.soletape.alias.AliasApi;
import io.soletape.lake.Tables;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;

/**
 * The interval in which every sale of a size in a region is known. Each answer is a window of at
 * most so many newest sales (Alias API, recent sales): the windows that overlap are joined, and of
 * those that do not the newest stays. A function of the set of answers: their order, and how often
 * they are given, does not matter.
 */
public final class KnownIntervals {

  /** From here on sales are complete where the whole history is known. */
  public static final Instant BEGINNING = Instant.EPOCH;

  private static final Column[] SIZE =
      Tables.SALES_COVERAGE.key().stream().map(functions::col).toArray(Column[]::new);

  private KnownIntervals() {}

  /**
   * One row per size and region: the key of silver/sales_coverage, {@code complete_from_at} and
   * {@code complete_to_at}, both included.
   *
   * @param answers rows of silver/depth_answers; those of offers, and those of which a sale was
   *     refused, prove nothing
   */
  public static Dataset<Row> of(Dataset<Row> answers) {
    return joined(windows(proofs(answers)))
        .groupBy(SIZE)
        .agg(max(struct(col("complete_to_at"), col("complete_from_at"))).as("newest"))
        .select(
            SIZE[0],
            SIZE[1],
            SIZE[2],
            SIZE[3],
            col("newest.complete_from_at").as("complete_from_at"),
            col("newest.complete_to_at").as("complete_to_at"));
  }

  /** The answers that prove something. */
  public static Dataset<Row> proofs(Dataset<Row> answers) {
    return answers
        .where(col("endpoint").equalTo(AliasApi.RECENT_SALES))
        .where(col("rows_refused").equalTo(0));
  }

  /**
   * From when to when the sales of each answer are complete by its own word, and up to which sale
   * another answer can be seen to follow on.
   *
   * <p>A full answer may have been cut between equal moments, so it is complete only after its
   * oldest. A history does not shrink: an answer that is shorter than an earlier one was cut too,
   * at a limit of which we were not told. Nor do sales vanish: an answer that lacks the newest one
   * of an earlier answer is stale and proves nothing of the time since.
   */
  private static Dataset<Row> windows(Dataset<Row> answers) {
    WindowSpec earlier =
        Window.partitionBy(SIZE)
            .orderBy(col("requested_at"), col("request_id"))
            .rowsBetween(Window.unboundedPreceding(), -1);
    Column isWhole =
        col("is_whole").and(col("rows_told").geq(coalesce(max("rows_told").over(earlier), lit(0))));
    Column isStale = max("newest_sale_at").over(earlier).gt(col("newest_sale_at"));
    return answers
        .dropDuplicates("request_id")
        .withColumn("is_history", isWhole)
        .withColumn("is_stale", coalesce(isStale, lit(false)))
        .where(not(col("is_stale")))
        .withColumn(
            "from_at",
            when(col("is_history"), lit(BEGINNING))
                .otherwise(coalesce(justAfter("oldest_sale_at"), col("requested_at"))))
        .withColumn("seen_to_at", coalesce(col("newest_sale_at"), col("from_at")));
  }

  // Overlap is judged by sales that both answers could tell, never by the clock that we asked by.
  private static Dataset<Row> joined(Dataset<Row> windows) {
    WindowSpec before =
        Window.partitionBy(SIZE)
            .orderBy(col("from_at"), col("requested_at"), col("request_id"))
            .rowsBetween(Window.unboundedPreceding(), -1);
    WindowSpec upToHere =
        Window.partitionBy(SIZE)
            .orderBy(col("from_at"), col("requested_at"), col("request_id"))
            .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    Column isApart = coalesce(col("from_at").gt(justAfter("reach_at")), lit(false));
    return windows
        .withColumn("reach_at", max("seen_to_at").over(before))
        .withColumn("is_apart", when(isApart, 1).otherwise(0))
        .withColumn("piece", sum("is_apart").over(upToHere))
        .groupBy(SIZE[0], SIZE[1], SIZE[2], SIZE[3], col("piece"))
        .agg(min("from_at").as("complete_from_at"), max("requested_at").as("complete_to_at"));
  }

  // By the finest step of the tape's moments.
  private static Column justAfter(String moment) {
    return expr(moment + " + INTERVAL '0.000001' SECOND");
  }
}
