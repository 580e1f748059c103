package io.soletape.silver;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.soletape.alias.AliasApi;
import io.soletape.lake.KeyOrder;
import io.soletape.lake.Tables;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Tells answers of sales and offers that cannot be believed: those in another unit than the quotes
 * of their size and region, and those that are empty against better knowledge. Pure functions.
 */
final class DepthChecks {

  /** A size in a region. */
  static final String[] SIZE = KeyOrder.of(Tables.SALES_COVERAGE.key());

  private static final String QUOTED = ", quoted are ask %s, bid %s, last sale %s";

  private DepthChecks() {}

  /**
   * Answers in another unit than what is quoted, and those without an offer where the slot's quote
   * tells a bid: the first bin is the highest offer (Alias API, offer histogram).
   *
   * @param sized read answers with their {@code size_key}, see {@link DepthRows#sized}
   * @param quotes believed rows of silver/quotes of the slot
   * @param before rows of silver/quotes of earlier slots
   * @return {@code request_id}, {@code reason} and {@code detail}
   */
  static Dataset<Row> suspicions(Dataset<Row> sized, Dataset<Row> quotes, Dataset<Row> before) {
    Dataset<Row> held =
        sized.where(col("is_readable")).join(broadcast(quoted(quotes, before)), SIZE, "inner");
    return salesInAnotherUnit(held)
        .unionByName(offersInAnotherUnit(held))
        .unionByName(withoutOffers(held));
  }

  /** Whole answers that tell no sale: {@code request_id} and the size in its region. */
  static Dataset<Row> withoutSales(Dataset<Row> sized) {
    return sized
        .where(col("is_readable").and(isOf(AliasApi.RECENT_SALES)))
        .where(size(col("sales")).equalTo(0).and(size(col("refusals")).equalTo(0)))
        .select(Stream.concat(Stream.of(col("request_id")), key()).toArray(Column[]::new));
  }

  /**
   * Those of them whose size has been sold: a history does not shrink.
   *
   * @param withoutSales rows of {@link #withoutSales}
   * @param sold rows of silver/sales that earlier slots told
   * @return {@code request_id}, {@code reason} and {@code detail}
   */
  static Dataset<Row> forgotten(Dataset<Row> withoutSales, Dataset<Row> sold) {
    return withoutSales
        .join(sold.groupBy(key().toArray(Column[]::new)).count(), SIZE)
        .select(
            col("request_id"),
            lit(MoveChecks.ANSWER_EMPTIED).as("reason"),
            format_string("no sale where %d were told before", col("count")).as("detail"));
  }

  /**
   * Read answers of which the suspicious ones tell nothing but why.
   *
   * @param read rows of {@link ReadDepth}
   * @param suspicions {@code request_id}, {@code reason} and {@code detail}
   */
  static Dataset<Row> believed(Dataset<Row> read, Dataset<Row> suspicions) {
    Dataset<Row> reasons =
        suspicions
            .groupBy("request_id")
            .agg(collect_list(struct("reason", "detail")).as("suspicions"));
    Column isBelieved = col("suspicions").isNull();
    return read.join(broadcast(reasons), new String[] {"request_id"}, "left_outer")
        .withColumn("is_readable", col("is_readable").and(isBelieved))
        .withColumn("sales", filter(col("sales"), sale -> isBelieved))
        .withColumn("bins", filter(col("bins"), bin -> isBelieved))
        .withColumn("refusals", coalesce(col("suspicions"), col("refusals")))
        .select(Stream.of(read.columns()).map(functions::col).toArray(Column[]::new));
  }

  // An ask at the listing cap may stay: it only makes it harder to be suspected.
  private static Dataset<Row> quoted(Dataset<Row> quotes, Dataset<Row> before) {
    return quotes
        .withColumn("bid_now", col("highest_bid"))
        .unionByName(before.withColumn("bid_now", lit(null).cast("decimal(12,2)")))
        .where(col("is_new_in_good_box"))
        .groupBy(key().toArray(Column[]::new))
        .agg(
            max("lowest_ask").as("ask"),
            max("highest_bid").as("bid"),
            max("bid_now").as("bid_now"),
            min("last_sale_price").as("least_sale"),
            max("last_sale_price").as("sale"));
  }

  // One sale may be cheap, and a history may begin in another time: the newest and the middle one
  // are not both far away. Of two sales the dearer one is held against the quotes too, since there
  // are too few to tell by each other.
  private static Dataset<Row> salesInAnotherUnit(Dataset<Row> held) {
    Column prices = array_sort(transform(col("sales"), sale -> sale.getField("price")));
    return held.where(isOf(AliasApi.RECENT_SALES).and(size(col("sales")).gt(0)))
        .withColumn(
            "newest",
            array_max(
                    transform(
                        col("sales"),
                        sale -> struct(sale.getField("purchased_at"), sale.getField("price"))))
                .getField("price"))
        .withColumn("middle", get(prices, size(col("sales")).minus(1).divide(2).cast("int")))
        .where(
            Magnitude.isFarAbove(
                    when(size(col("sales")).lt(ReadDepth.FEWEST_TO_JUDGE), array_max(prices))
                        .otherwise(least(col("newest"), col("middle"))),
                    coalesce(col("sale"), col("ask")))
                .or(
                    Magnitude.isFarAbove(
                        coalesce(col("least_sale"), col("bid")),
                        greatest(col("newest"), col("middle")))))
        .select(
            col("request_id"),
            lit(MoveChecks.UNIT_SUSPECT).as("reason"),
            format_string(
                    "newest sale %s, middle one %s" + QUOTED,
                    col("newest"),
                    col("middle"),
                    col("ask"),
                    col("bid"),
                    col("sale"))
                .as("detail"));
  }

  // A bid that has gone leaves whatever stood below it: only a hundredth of it is no market.
  private static Dataset<Row> offersInAnotherUnit(Dataset<Row> held) {
    Column ratio =
        col("highest").cast("double").divide(coalesce(col("bid_now"), col("bid")).cast("double"));
    return held.where(isOf(AliasApi.OFFER_HISTOGRAM))
        .withColumn("highest", array_max(transform(col("bins"), bin -> bin.getField("price"))))
        .where(
            Magnitude.isHundredfold(ratio)
                .or(Magnitude.isFarAbove(col("highest"), greatest(col("ask"), col("sale")))))
        .select(
            col("request_id"),
            lit(MoveChecks.UNIT_SUSPECT).as("reason"),
            format_string(
                    "highest offer %s" + QUOTED,
                    col("highest"),
                    col("ask"),
                    col("bid"),
                    col("sale"))
                .as("detail"));
  }

  private static Dataset<Row> withoutOffers(Dataset<Row> held) {
    return held.where(isOf(AliasApi.OFFER_HISTOGRAM))
        .where(size(col("bins")).equalTo(0).and(size(col("refusals")).equalTo(0)))
        .where(col("bid_now").isNotNull())
        .select(
            col("request_id"),
            lit(MoveChecks.ANSWER_EMPTIED).as("reason"),
            format_string("no offer where the quote tells a bid of %s", col("bid_now"))
                .as("detail"));
  }

  private static Column isOf(String endpoint) {
    return col("endpoint").equalTo(endpoint);
  }

  private static Stream<Column> key() {
    return Stream.of(SIZE).map(functions::col);
  }
}
