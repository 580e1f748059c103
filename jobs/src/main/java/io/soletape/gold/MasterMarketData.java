package io.soletape.gold;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.soletape.lake.KeyOrder;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.lake.Types;
import io.soletape.market.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** How quotes become the tape. Pure functions from datasets to dataset. */
final class MasterMarketData {

  private static final String[] PRODUCT = {"platform", "sku"};
  private static final String[] VARIANT = {"platform", "sku", "size_key"};
  private static final List<String> CELL =
      Stream.of(KeyOrder.of(Tables.MASTER_MARKET_DATA.key()))
          .filter(name -> !name.equals("slot_at"))
          .toList();

  private MasterMarketData() {}

  /**
   * The rows of gold/master_market_data of one slot.
   *
   * @param quotes rows of silver/quotes of the slot
   * @param products silver/products
   * @param variants silver/variants
   * @param before rows of the tape of earlier slots, to tell when a quote last changed
   * @param ingestedAt when these rows are written, if they are new
   */
  static Dataset<Row> of(
      Dataset<Row> quotes,
      Dataset<Row> products,
      Dataset<Row> variants,
      Dataset<Row> before,
      Instant ingestedAt) {
    Dataset<Row> described = described(newestPerCell(tapeQuotes(quotes)), products, variants);
    Dataset<Row> changed = withChangedAt(withMarketState(described), newestBefore(before));
    return Lake.shapedAs(
        Tables.MASTER_MARKET_DATA,
        withColumnsOfLaterDays(changed.withColumn("ingested_at", lit(ingestedAt))));
  }

  /** The tape takes new shoes in good boxes. */
  static Dataset<Row> tapeQuotes(Dataset<Row> quotes) {
    return quotes
        .where(col("is_new_in_good_box"))
        .drop("product_condition", "packaging_condition", "is_new_in_good_box");
  }

  // A product that changed its id within a slot would be told twice.
  private static Dataset<Row> newestPerCell(Dataset<Row> quotes) {
    return first(quotes, "snapshot_at");
  }

  private static Dataset<Row> described(
      Dataset<Row> quotes, Dataset<Row> products, Dataset<Row> variants) {
    Dataset<Row> facts = products.drop("platform_product_id", "told_at", "request_id", "slot_at");
    Dataset<Row> sizes =
        variants.drop(
            "platform_product_id",
            "platform_variant_id",
            "gtins",
            "is_carried",
            "told_at",
            "request_id",
            "slot_at");
    return quotes
        .join(broadcast(facts), PRODUCT, "left_outer")
        .join(broadcast(sizes), VARIANT, "left_outer")
        .withColumn("size_numeric", col("size_us").cast(Types.SIZE_NUMBER))
        .withColumn("size_system", lit(Size.SYSTEM))
        .withColumn("is_flex", col("programme").equalTo("flex"))
        .withColumn("is_direct", col("programme").equalTo("direct"))
        .withColumn("is_consigned", col("programme").equalTo("consigned"));
  }

  private static Dataset<Row> withMarketState(Dataset<Row> quotes) {
    Column ask = col("lowest_ask");
    Column bid = col("highest_bid");
    Column spread = ask.minus(bid);
    return quotes
        .withColumn("spread_absolute", spread.cast(Types.MONEY))
        .withColumn("spread_percentage", percentOf(spread, ask))
        .withColumn("market_state", marketState(ask, bid))
        .withColumn("is_crossed", coalesce(bid.geq(ask), lit(false)))
        .withColumn(
            "ask_at_listing_cap", coalesce(ask.equalTo(col("maximum_listing_price")), lit(false)));
  }

  // Rounded half even from a decimal that is wide enough not to have been rounded before; null
  // where
  // it is too wide for its column, so that one odd quote cannot stop the tape.
  private static Column percentOf(Column part, Column whole) {
    Column ratio =
        part.multiply(100)
            .cast(DataTypes.createDecimalType(20, 2))
            .divide(whole)
            .cast(DataTypes.createDecimalType(28, 12));
    return functions.bround(ratio, 4).try_cast(Types.PERCENT);
  }

  private static Column marketState(Column ask, Column bid) {
    return when(ask.isNotNull().and(bid.isNotNull()), "two_sided")
        .when(ask.isNotNull(), "ask_only")
        .when(bid.isNotNull(), "bid_only")
        .otherwise("empty");
  }

  private static Dataset<Row> newestBefore(Dataset<Row> before) {
    List<Column> columns = new ArrayList<>(CELL.stream().map(functions::col).toList());
    columns.add(col("lowest_ask").as("ask_before"));
    columns.add(col("highest_bid").as("bid_before"));
    columns.add(col("changed_at").as("changed_before"));
    return first(before, "slot_at").select(columns.toArray(Column[]::new));
  }

  private static Dataset<Row> withChangedAt(Dataset<Row> quotes, Dataset<Row> before) {
    Column isSame =
        col("changed_before")
            .isNotNull()
            .and(col("lowest_ask").eqNullSafe(col("ask_before")))
            .and(col("highest_bid").eqNullSafe(col("bid_before")));
    return quotes
        .join(before, CELL.toArray(String[]::new), "left_outer")
        .withColumn(
            "changed_at", when(isSame, col("changed_before")).otherwise(col("snapshot_at")));
  }

  private static Dataset<Row> first(Dataset<Row> rows, String newestBy) {
    Column[] cell = CELL.stream().map(functions::col).toArray(Column[]::new);
    return rows.withColumn(
            "place",
            row_number().over(Window.partitionBy(cell).orderBy(desc(newestBy), desc("request_id"))))
        .where(col("place").equalTo(1))
        .drop("place");
  }

  private static Dataset<Row> withColumnsOfLaterDays(Dataset<Row> rows) {
    List<String> present = Arrays.asList(rows.columns());
    Dataset<Row> whole = rows;
    for (io.soletape.lake.Column column : Tables.MASTER_MARKET_DATA.columns()) {
      if (!present.contains(column.name())) {
        whole = whole.withColumn(column.name(), lit(null).cast(column.type()));
      }
    }
    return whole;
  }
}
