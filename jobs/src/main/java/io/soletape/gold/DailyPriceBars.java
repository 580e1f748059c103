package io.soletape.gold;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
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

/** Bars of a day: pure functions of the tape and of sales. */
public final class DailyPriceBars {

  private static final String[] KEY = KeyOrder.of(Tables.DAILY_PRICE_BARS.key());
  private static final List<String> OF_SALES =
      List.of("sale_open", "sale_high", "sale_low", "sale_close", "sale_count");

  private DailyPriceBars() {}

  /**
   * Bars of ask and bid with those of sales beside them, where either is known.
   *
   * @param quotes bars of {@link #ofQuotes}, or rows of gold/daily_price_bars whose sales are to be
   *     told anew
   * @param sales rows of silver/sales of the same days
   */
  public static Dataset<Row> of(Dataset<Row> quotes, Dataset<Row> sales) {
    Dataset<Row> bars =
        quotes.drop(OF_SALES.toArray(String[]::new)).join(ofSales(sales), KEY, "full_outer");
    return shaped(bars);
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
            count("bid").as("bid_count"),
            max_by(col("sales_are_complete"), col("slot_at")).as("sales_are_complete"));
  }

  /**
   * Bars whose sales are not those that are known, with the known ones; none of a sale that is not
   * known any more.
   *
   * @param bars rows of gold/daily_price_bars
   * @param sales rows of silver/sales of the same days and SKUs
   * @return the key and the columns of sales
   */
  static Dataset<Row> withOtherSales(Dataset<Row> bars, Dataset<Row> sales) {
    Dataset<Row> told =
        bars.where(col("sale_count").gt(0)).select(columns(withMore(OF_SALES))).as("told");
    Dataset<Row> known = ofSales(sales).as("known");
    Column isSame =
        OF_SALES.stream()
            .map(name -> col("known." + name).eqNullSafe(col("told." + name)))
            .reduce(Column::and)
            .orElseThrow();
    Column isSameKey =
        Arrays.stream(KEY)
            .map(name -> col("known." + name).equalTo(col("told." + name)))
            .reduce(Column::and)
            .orElseThrow();
    return known
        .join(told, isSameKey, "full_outer")
        .where(not(isSame))
        .select(
            Stream.concat(
                    Arrays.stream(KEY)
                        .map(name -> coalesce(col("known." + name), col("told." + name)).as(name)),
                    OF_SALES.stream().map(name -> col("known." + name)))
                .toArray(Column[]::new));
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
   * Where bars have more sales than are known: {@code bar_date} and {@code sku}.
   *
   * @param bars rows of gold/daily_price_bars
   * @param sales rows of silver/sales, of the bars' days or more
   */
  static Dataset<Row> withTooManySales(Dataset<Row> bars, Dataset<Row> sales) {
    Dataset<Row> known =
        ofSales(sales)
            .select(columns(withMore(List.of("sale_count"))))
            .withColumnRenamed("sale_count", "known_count");
    return bars.where(col("sale_count").gt(0))
        .select(columns(withMore(List.of("sale_count"))))
        .join(known, KEY, "left_outer")
        .where(col("sale_count").gt(known("known_count")))
        .select("bar_date", "sku")
        .distinct();
  }

  private static String[] withMore(List<String> names) {
    return Stream.concat(Arrays.stream(KEY), names.stream()).toArray(String[]::new);
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

  private static Column[] columns(String[] names) {
    return Arrays.stream(names).map(functions::col).toArray(Column[]::new);
  }
}
