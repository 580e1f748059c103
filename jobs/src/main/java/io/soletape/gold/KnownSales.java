package io.soletape.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.soletape.lake.KeyOrder;
import io.soletape.lake.Tables;
import io.soletape.lake.Types;
import io.soletape.sales.KnownIntervals;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What is known of sales when a slot is written: never what a later slot told, so that a replay
 * gives the same. Counts reach up to {@code slot_at} and are of the row's region and programme.
 *
 * @param slotAt of the tape
 * @param answers rows of silver/depth_answers of this slot and those before, as far back as looked
 * @param recent rows of {@link #soldRecently}
 * @param later rows of silver/sales that only later slots told
 * @param coverage silver/sales_coverage, for how many sales were ever told
 */
record KnownSales(
    Instant slotAt,
    Dataset<Row> answers,
    Dataset<Row> recent,
    Dataset<Row> later,
    Dataset<Row> coverage) {

  private static final String[] SIZE = KeyOrder.of(Tables.SALES_COVERAGE.key());
  private static final String[] KIND =
      Stream.concat(Stream.of(SIZE), Stream.of("is_consigned")).toArray(String[]::new);
  private static final List<String> TOLD =
      List.of(
          "sales_complete_since",
          "sales_are_complete",
          "sales_last_72h",
          "sales_last_7d",
          "sales_last_30d",
          "total_sales_volume",
          "average_sale_price_30d",
          "price_volatility_30d");
  private static final Duration THREE_DAYS = Duration.ofHours(72);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration MONTH = Duration.ofDays(30);

  /**
   * The tape's rows with their columns of sales; null where the region's sales are not asked, and
   * {@code sales_are_complete} false.
   */
  Dataset<Row> addedTo(Dataset<Row> tape) {
    return tape.drop(TOLD.toArray(String[]::new))
        .join(broadcast(ofKinds()), KIND, "left_outer")
        .withColumn("price_premium", premium())
        .withColumn("sales_are_complete", coalesce(col("sales_are_complete"), lit(false)))
        .drop("newest_sale");
  }

  // The tape has many columns and asks each size several times: sales are counted beside it.
  private Dataset<Row> ofKinds() {
    Dataset<Row> asked =
        asked()
            .withColumn("is_consigned", explode(array(lit(false), lit(true))))
            .withColumn("slot_at", lit(slotAt));
    return counted(asked.join(recent, KIND, "left_outer").join(told(), KIND, "left_outer"))
        .select(
            Stream.of(Stream.of(KIND), TOLD.stream(), Stream.of("newest_sale"))
                .flatMap(names -> names)
                .map(functions::col)
                .toArray(Column[]::new));
  }

  private Dataset<Row> asked() {
    Dataset<Row> newest =
        KnownIntervals.proofs(answers)
            .groupBy(columns(SIZE))
            .agg(
                max("slot_at").as("asked_slot_at"),
                flatten(collect_list("newest_sales")).as("newest_sales"));
    return KnownIntervals.of(answers)
        .withColumnRenamed("complete_from_at", "sales_complete_since")
        .join(newest, SIZE, "inner");
  }

  /**
   * The sales of the 30 days before a slot by size and kind: {@code sold}, the oldest first, and
   * how many were {@code sold_afterwards}.
   *
   * @param sales rows of silver/sales bought in these days or later, told by this slot or before
   */
  static Dataset<Row> soldRecently(Dataset<Row> sales, Instant slotAt) {
    Column isSold = col("purchased_at").leq(lit(slotAt));
    return sales
        .where(col("purchased_at").gt(lit(slotAt.minus(MONTH))))
        .groupBy(columns(KIND))
        .agg(
            sort_array(
                    collect_list(
                        when(isSold, struct(col("purchased_at"), col("price"), col("occurrence")))))
                .as("sold"),
            count(when(not(isSold), 1)).as("sold_afterwards"));
  }

  private Dataset<Row> told() {
    Dataset<Row> byKind =
        coverage.selectExpr(
            Stream.concat(
                    Stream.of(SIZE),
                    Stream.of(
                        "stack(2, false, standard_sales, true, consigned_sales)"
                            + " AS (is_consigned, times_told)"))
                .toArray(String[]::new));
    Dataset<Row> afterwards =
        later.groupBy(columns(KIND)).agg(count(lit(1)).as("times_told_later"));
    return byKind.join(afterwards, KIND, "left_outer");
  }

  private static Dataset<Row> counted(Dataset<Row> tape) {
    // Each shorter time is looked for in the longer one: a lambda costs much for each sale.
    return tape.withColumn("sold", expr("coalesce(sold, array())"))
        .withColumn("sold_7d", within("sold", WEEK))
        .withColumn("sold_72h", within("sold_7d", THREE_DAYS))
        .withColumn("sales_last_72h", counted("sold_72h", THREE_DAYS))
        .withColumn("sales_last_7d", counted("sold_7d", WEEK))
        .withColumn("sales_last_30d", counted("sold", MONTH))
        .withColumn("sales_are_complete", isComplete(MONTH))
        .withColumn("total_sales_volume", total())
        .withColumn("average_sale_price_30d", average())
        .withColumn("price_volatility_30d", volatility())
        .withColumn("newest_sale", newestSale());
  }

  private static Column isAsked() {
    return col("sales_complete_since").isNotNull();
  }

  // What was asked in an earlier slot may lack the sales since.
  private static Column isComplete(Duration span) {
    return col("asked_slot_at")
        .equalTo(col("slot_at"))
        .and(col("complete_to_at").geq(col("slot_at")))
        .and(col("sales_complete_since").leq(expr("slot_at - " + interval(span))));
  }

  private static Column within(String sold, Duration span) {
    return expr(
        "filter(%s, sale -> sale.purchased_at > slot_at - %s)".formatted(sold, interval(span)));
  }

  private static Column counted(String sold, Duration span) {
    Column count = size(col(sold));
    return when(isAsked().and(count.gt(0).or(isComplete(span))), count);
  }

  private static String interval(Duration span) {
    return "INTERVAL " + span.toHours() + " HOURS";
  }

  private static Column total() {
    return when(
        isAsked(),
        coalesce(col("times_told"), lit(0L))
            .minus(coalesce(col("times_told_later"), lit(0L)))
            .minus(coalesce(col("sold_afterwards"), lit(0L))));
  }

  private static Column average() {
    Column sum =
        expr(
            "aggregate(sold, CAST(0 AS DECIMAL(20,2)), (sum, sale) -> CAST(sum + sale.price AS"
                + " DECIMAL(20,2)))");
    return when(
        isAsked(),
        functions.bround(functions.try_divide(sum, expr("size(sold)")), 2).cast(Types.MONEY));
  }

  private static Column volatility() {
    String returns =
        "zip_with(slice(sold, 2, greatest(size(sold) - 1, 0)),"
            + " slice(sold, 1, greatest(size(sold) - 1, 0)),"
            + " (sale, before) -> ln(CAST(sale.price AS DOUBLE) / CAST(before.price AS DOUBLE)))";
    // In the order of the sales, so that a repetition adds up to the same last digit.
    String deviation =
        "aggregate(%s, named_struct('n', 0D, 'sum', 0D, 'squares', 0D), (all, r) ->"
            + " named_struct('n', all.n + 1, 'sum', all.sum + r, 'squares', all.squares + r * r),"
            + " all -> sqrt(greatest(try_divide(all.squares - try_divide(all.sum * all.sum, all.n),"
            + " all.n - 1), 0D)))";
    return when(
        isAsked().and(expr("size(sold) >= 3")),
        functions
            .bround(expr(deviation.formatted(returns)).try_cast("DECIMAL(28,12)"), 4)
            .try_cast(Types.PERCENT));
  }

  private static Column newestSale() {
    return expr(
        "array_max(concat("
            + "transform(slice(sold, -1, 1), sale -> struct(sale.purchased_at, sale.price)),"
            + " transform(filter(coalesce(newest_sales, array()),"
            + " sale -> sale.is_consigned = is_consigned AND sale.purchased_at <= slot_at),"
            + " sale -> struct(sale.purchased_at, sale.price))))");
  }

  private static Column premium() {
    Column ratio =
        functions.try_divide(
            expr("newest_sale.price").minus(col("retail_price")).cast("DECIMAL(20,2)"),
            col("retail_price"));
    return when(
        isAsked(), functions.bround(ratio.cast("DECIMAL(28,12)"), 4).try_cast(Types.PERCENT));
  }

  private static Column[] columns(String[] names) {
    return Arrays.stream(names).map(functions::col).toArray(Column[]::new);
  }
}
