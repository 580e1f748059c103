package io.soletape.gold;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.soletape.lake.KeyOrder;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** Bars of a day: pure functions of the tape, of sales and of how far these are known. */
public final class DailyPriceBars {

  private static final String[] KEY = KeyOrder.of(Tables.DAILY_PRICE_BARS.key());
  private static final String[] SIZE = KeyOrder.of(Tables.SALES_COVERAGE.key());
  private static final String COMPLETE = "sales_are_complete";
  private static final List<String> OF_SALES =
      List.of("sale_open", "sale_high", "sale_low", "sale_close", "sale_count", COMPLETE);

  private DailyPriceBars() {}

  /**
   * Bars of ask and bid with those of sales beside them, where either is known.
   *
   * @param quotes bars of {@link #ofQuotes}, or rows of gold/daily_price_bars whose sales are to be
   *     told anew
   * @param sales rows of silver/sales of the same days
   * @param known rows of silver/sales_coverage
   */
  public static Dataset<Row> of(Dataset<Row> quotes, Dataset<Row> sales, Dataset<Row> known) {
    return shaped(withSales(quotes.drop(OF_SALES.toArray(String[]::new)), sales, known));
  }

  private static Dataset<Row> withSales(Dataset<Row> bars, Dataset<Row> sales, Dataset<Row> known) {
    return judged(bars.join(ofSales(sales), KEY, "full_outer"), known)
        .withColumn("sale_count", known("sale_count"));
  }

  private static Dataset<Row> judged(Dataset<Row> bars, Dataset<Row> known) {
    Dataset<Row> intervals =
        known.select(columns(with(SIZE, List.of("complete_from_at", "complete_to_at"))));
    return bars.join(broadcast(intervals), SIZE, "left_outer")
        .withColumn(COMPLETE, coalesce(isWithin(), lit(false)))
        .drop("complete_from_at", "complete_to_at");
  }

  private static Column isWithin() {
    Column begins = col("bar_date").cast(DataTypes.TimestampType);
    Column ends = date_add(col("bar_date"), 1).cast(DataTypes.TimestampType);
    return col("complete_from_at").leq(begins).and(col("complete_to_at").geq(ends));
  }

  private static Dataset<Row> shaped(Dataset<Row> bars) {
    Dataset<Row> counted =
        bars.withColumn("quote_count", known("quote_count"))
            .withColumn("ask_count", known("ask_count"))
            .withColumn("bid_count", known("bid_count"))
            .withColumn("sale_count", known("sale_count"));
    return Lake.shapedAs(
        Tables.DAILY_PRICE_BARS,
        counted.where(col("quote_count").gt(0).or(col("sale_count").gt(0))));
  }

  /** Ask and bid of some days, from rows of the tape. An ask at the listing cap is no price. */
  static Dataset<Row> ofQuotes(Dataset<Row> tape) {
    Column ask = when(not(col("ask_at_listing_cap")), col("lowest_ask"));
    Dataset<Row> prices =
        tape.withColumn("bar_date", col("slot_date"))
            .withColumn("ask", ask)
            .withColumn("bid", col("highest_bid"));
    Column askAt = when(col("ask").isNotNull(), col("slot_at"));
    Column bidAt = when(col("bid").isNotNull(), col("slot_at"));
    return prices
        .groupBy(columns(KEY))
        .agg(
            count(lit(1)).as("quote_count"),
            min_by(col("ask"), askAt).as("ask_open"),
            max("ask").as("ask_high"),
            min("ask").as("ask_low"),
            max_by(col("ask"), askAt).as("ask_close"),
            count("ask").as("ask_count"),
            min_by(col("bid"), bidAt).as("bid_open"),
            max("bid").as("bid_high"),
            min("bid").as("bid_low"),
            max_by(col("bid"), bidAt).as("bid_close"),
            count("bid").as("bid_count"));
  }

  /**
   * Bars whose sales are not those that are known, with the known ones; none of a sale that is not
   * known any more.
   *
   * @param bars rows of gold/daily_price_bars
   * @param sales rows of silver/sales of the same days, SKUs and sizes
   * @param known rows of silver/sales_coverage
   * @return the key and the columns of sales
   */
  static Dataset<Row> withOtherSales(Dataset<Row> bars, Dataset<Row> sales, Dataset<Row> known) {
    Dataset<Row> told = bars.select(columns(with(KEY, OF_SALES))).as("told");
    Dataset<Row> now = withSales(bars.select(columns(KEY)), sales, known).as("now");
    Column isSame =
        OF_SALES.stream()
            .map(name -> col("now." + name).eqNullSafe(col("told." + name)))
            .reduce(Column::and)
            .orElseThrow();
    Column isSameKey =
        Arrays.stream(KEY)
            .map(name -> col("now." + name).equalTo(col("told." + name)))
            .reduce(Column::and)
            .orElseThrow();
    return now.join(told, isSameKey, "left_outer")
        .where(not(isSame))
        .select(with(KEY, OF_SALES).map(name -> col("now." + name)).toArray(Column[]::new));
  }

  /**
   * Bars with the sales of some of them in the place of those that they had.
   *
   * @param bars rows of gold/daily_price_bars
   * @param other few rows of {@link #withOtherSales}
   */
  static Dataset<Row> withSalesOf(Dataset<Row> bars, Dataset<Row> other) {
    Column isOther = col("is_other");
    Column[] columns =
        Tables.DAILY_PRICE_BARS.columnNames().stream()
            .map(
                name ->
                    OF_SALES.contains(name)
                        ? when(isOther, col("other_" + name)).otherwise(col(name)).as(name)
                        : col(name))
            .toArray(Column[]::new);
    Dataset<Row> told = other.withColumn("is_other", lit(true));
    for (String name : OF_SALES) {
      told = told.withColumnRenamed(name, "other_" + name);
    }
    Dataset<Row> kept = shaped(bars.join(broadcast(told), KEY, "left_outer").select(columns));
    return kept.unionByName(ofSalesAlone(bars, other));
  }

  // A size may be sold and never quoted. These are few: one file a day holds them.
  private static Dataset<Row> ofSalesAlone(Dataset<Row> bars, Dataset<Row> other) {
    Dataset<Row> quoted = bars.join(broadcast(other), KEY, "left_semi").select(columns(KEY));
    Dataset<Row> rows = other.join(broadcast(quoted), KEY, "left_anti");
    for (String name : Tables.DAILY_PRICE_BARS.columnNames()) {
      if (!List.of(rows.columns()).contains(name)) {
        rows = rows.withColumn(name, lit(null));
      }
    }
    return shaped(rows).coalesce(1);
  }

  /**
   * Where bars claim more than is known, as sales that were taken back or a day that is not within
   * the known interval any more: {@code bar_date} and the size in its region.
   *
   * @param bars rows of gold/daily_price_bars
   * @param sales rows of silver/sales, of the bars' days or more
   * @param known rows of silver/sales_coverage
   */
  static Dataset<Row> claimingTooMuch(Dataset<Row> bars, Dataset<Row> sales, Dataset<Row> known) {
    Dataset<Row> told =
        bars.where(col("sale_count").gt(0).or(col(COMPLETE)))
            .select(columns(with(KEY, List.of("sale_count", COMPLETE))))
            .withColumnRenamed("sale_count", "told_count")
            .withColumnRenamed(COMPLETE, "told_complete");
    Dataset<Row> sold = ofSales(sales).select(columns(with(KEY, List.of("sale_count"))));
    return judged(told.join(sold, KEY, "left_outer"), known)
        .where(
            col("told_count")
                .gt(known("sale_count"))
                .or(col("told_complete").and(not(col(COMPLETE)))))
        .select(columns(with(SIZE, List.of("bar_date"))))
        .distinct();
  }

  private static Stream<String> with(String[] names, List<String> more) {
    return Stream.concat(Arrays.stream(names), more.stream());
  }

  // Of two sales at one moment the dearer counts as the later, so that the order is always the
  // same.
  private static Dataset<Row> ofSales(Dataset<Row> sales) {
    Column order = struct(col("purchased_at"), col("price"));
    return sales
        .withColumn("bar_date", to_date(col("purchased_at")))
        .withColumn("programme", when(col("is_consigned"), "consigned").otherwise("standard"))
        .groupBy(columns(KEY))
        .agg(
            min_by(col("price"), order).as("sale_open"),
            max("price").as("sale_high"),
            min("price").as("sale_low"),
            max_by(col("price"), order).as("sale_close"),
            count(lit(1)).as("sale_count"));
  }

  private static Column known(String name) {
    return coalesce(col(name), lit(0));
  }

  private static Column[] columns(String... names) {
    return columns(Arrays.stream(names));
  }

  private static Column[] columns(Stream<String> names) {
    return names.map(functions::col).toArray(Column[]::new);
  }
}
