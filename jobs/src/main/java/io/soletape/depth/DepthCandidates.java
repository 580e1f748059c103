package io.soletape.depth;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.soletape.plan.DepthKind;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** What has moved since it was last asked, size by size. Pure functions. */
final class DepthCandidates {

  private static final String[] SIZE = {"sku", "size_key", "region_code"};
  private static final String[] SIZE_AND_ASKED = {"sku", "size_key", "region_code", "asked_at"};
  private static final String[] KIND_AND_SIZE = {"endpoint", "sku", "size_key", "region_code"};

  private DepthCandidates() {}

  /**
   * One row per kind, size and region: {@code endpoint, sku, size_us, region_code, asked_at, move,
   * value}. The move is how far the price is from what it was when the size was last asked, as a
   * share of the higher of both: up to 1, which is a price that has come or gone. A quote that
   * nobody knew then has not moved: the round comes to it.
   *
   * @param variants rows of silver/variants of the platform that are carried
   * @param regions one row per region asked for: {@code region_code}
   * @param quotes the slot's quotes of new shoes in good boxes
   * @param asked rows of {@link #asked}
   * @param then rows of {@link #pricesThen}
   */
  static Dataset<Row> of(
      Dataset<Row> variants,
      Dataset<Row> regions,
      Dataset<Row> quotes,
      Dataset<Row> asked,
      Dataset<Row> then) {
    Dataset<Row> sizes =
        variants
            .select("sku", "size_key", "size_us")
            .crossJoin(regions)
            .join(prices(quotes, SIZE), SIZE, "left_outer");
    return of(DepthKind.SALES, sizes, asked, then, saleMove())
        .unionByName(of(DepthKind.OFFERS, sizes, asked, then, offerMove()));
  }

  private static Dataset<Row> of(
      DepthKind kind, Dataset<Row> sizes, Dataset<Row> asked, Dataset<Row> then, Column move) {
    Dataset<Row> ofKind =
        asked
            .where(col("endpoint").equalTo(kind.endpoint()))
            .drop("endpoint")
            .join(then, SIZE_AND_ASKED, "left_outer");
    return sizes
        .join(ofKind, SIZE, "left_outer")
        .select(
            lit(kind.endpoint()).as("endpoint"),
            col("sku"),
            col("size_us"),
            col("region_code"),
            col("asked_at"),
            when(col("is_told_then").and(col("is_told")), move).otherwise(lit(0.0)).as("move"),
            coalesce(col("standard_sale"), col("consigned_sale"), col("bid"), col("ask"), lit(0))
                .as("value"));
  }

  /**
   * The slot in which each size was last asked, by kind: {@code endpoint, sku, size_key,
   * region_code, asked_at}.
   *
   * @param answers rows of silver/depth_answers of earlier slots
   */
  static Dataset<Row> asked(Dataset<Row> answers) {
    return answers.groupBy(columns(KIND_AND_SIZE)).agg(max("slot_at").as("asked_at"));
  }

  /**
   * What the tape told of the sizes when they were last asked, by {@code sku, size_key,
   * region_code, asked_at}.
   *
   * @param before rows of the tape of earlier slots, of which only these are looked at
   * @param asked rows of {@link #asked}
   */
  static Dataset<Row> pricesThen(Dataset<Row> before, Dataset<Row> asked) {
    Dataset<Row> told =
        before
            .withColumnRenamed("slot_at", "asked_at")
            .join(broadcast(asked.select(columns(SIZE_AND_ASKED))), SIZE_AND_ASKED, "left_semi");
    return renamed(prices(told, SIZE_AND_ASKED));
  }

  private static Column saleMove() {
    return greatest(move("standard_sale"), move("consigned_sale"));
  }

  private static Column offerMove() {
    return move("bid");
  }

  private static Column move(String price) {
    Column now = coalesce(col(price), lit(0)).cast(DataTypes.DoubleType);
    Column then = coalesce(col(price + "_then"), lit(0)).cast(DataTypes.DoubleType);
    Column higher = greatest(now, then);
    return when(higher.gt(0), abs(now.minus(then)).divide(higher)).otherwise(lit(0.0));
  }

  private static Dataset<Row> prices(Dataset<Row> quotes, String[] by) {
    return quotes
        .groupBy(columns(by))
        .agg(
            max(when(col("programme").equalTo("standard"), col("last_sale_price")))
                .as("standard_sale"),
            max(when(col("programme").equalTo("consigned"), col("last_sale_price")))
                .as("consigned_sale"),
            max("highest_bid").as("bid"),
            min("lowest_ask").as("ask"),
            max(lit(true)).as("is_told"));
  }

  private static Dataset<Row> renamed(Dataset<Row> prices) {
    Dataset<Row> then = prices;
    for (String name : new String[] {"standard_sale", "consigned_sale", "bid", "ask", "is_told"}) {
      then = then.withColumnRenamed(name, name + "_then");
    }
    return then;
  }

  private static Column[] columns(String[] names) {
    return Arrays.stream(names).map(functions::col).toArray(Column[]::new);
  }
}
