package io.soletape.checks;

import static io.soletape.checks.Words.words;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.soletape.quality.Evidence;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the columns of the tape may hold. A null is within any range: nothing was told. */
final class Ranges {

  private static final List<String> AMOUNTS =
      List.of(
          "lowest_ask",
          "highest_bid",
          "last_sale_price",
          "global_indicator_price",
          "sell_faster_price",
          "earn_more_price",
          "beat_us_price",
          "average_sale_price_30d");

  // Of any currency: ten million yen are a shoe, a hundred million cents are not.
  private static final String AMOUNT = "%s BETWEEN 1 AND 10000000";

  private static final String LIMIT = "total_sales_volume";

  private static final List<Range> OTHERS =
      List.of(
          new Range("retail_price", "retail_price BETWEEN 1 AND 10000"),
          new Range("size_numeric", "size_numeric BETWEEN 0 AND 20"),
          new Range("fx_rate", "fx_rate BETWEEN 0.00001 AND 100000"),
          new Range("bid_count", "bid_count >= 0"),
          new Range("sales_last_72h", "sales_last_72h BETWEEN 0 AND sales_last_7d"),
          new Range("sales_last_7d", "sales_last_7d <= sales_last_30d"),
          new Range("sales_last_30d", "sales_last_30d <= " + LIMIT),
          new Range("snapshot_at", "snapshot_at BETWEEN slot_at AND ingested_at"),
          new Range("changed_at", "changed_at <= snapshot_at"));

  private Ranges() {}

  /** The columns that have a range. */
  static List<String> columns() {
    return Stream.of(AMOUNTS.stream(), OTHERS.stream().map(Range::column), Stream.of(LIMIT))
        .flatMap(names -> names)
        .toList();
  }

  /**
   * A column and what it may hold.
   *
   * @param column its name
   * @param condition in SQL
   */
  private record Range(String column, String condition) {
    Column broken() {
      return coalesce(not(expr(condition)), lit(false));
    }

    Column told() {
      return when(broken(), concat(lit(column + " "), col(column).cast("string")));
    }
  }

  /**
   * The check of the tape's rows.
   *
   * @param tape gold of the slot
   */
  static Evidence of(Dataset<Row> tape) {
    List<Range> ranges =
        Stream.concat(
                AMOUNTS.stream().map(amount -> new Range(amount, AMOUNT.formatted(amount))),
                OTHERS.stream())
            .toList();
    Column isBroken = ranges.stream().map(Range::broken).reduce(lit(false), Column::or);
    Column broken = concat_ws(", ", ranges.stream().map(Range::told).toArray(Column[]::new));
    return Evidence.of(
        RunCheck.RANGES.check(),
        tape,
        isBroken,
        words(
            col("platform"),
            col("sku"),
            col("size_key"),
            col("region_code"),
            col("currency_code"),
            col("programme"),
            broken));
  }
}
