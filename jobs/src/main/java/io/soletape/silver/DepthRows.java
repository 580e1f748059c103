package io.soletape.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.year;

import io.soletape.alias.AliasApi;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** Read answers of sales and offers become rows of silver. Pure functions. */
final class DepthRows {

  private DepthRows() {}

  /** How far each readable answer reaches: rows of silver/depth_answers. */
  static Dataset<Row> answers(Dataset<Row> read, Dataset<Row> variants) {
    Dataset<Row> answers =
        sized(read.where(col("is_readable")), variants)
            .withColumn(
                "rows_told",
                when(col("endpoint").equalTo(AliasApi.RECENT_SALES), size(col("sales")))
                    .otherwise(size(col("bins"))))
            .withColumn("rows_refused", size(col("refusals")))
            .withColumn("parser_version", lit(ParserVersion.CURRENT));
    return Lake.shapedAs(Tables.DEPTH_ANSWERS, answers);
  }

  /** The sales that each answer tells, in the columns of silver/sales: one row per telling. */
  static Dataset<Row> sales(Dataset<Row> read, Dataset<Row> variants) {
    return salesOfSized(sized(read, variants));
  }

  /** The same of answers that have their {@code size_key} already. */
  static Dataset<Row> salesOfSized(Dataset<Row> sized) {
    Dataset<Row> sales =
        sized
            .withColumn("sale", explode(col("sales")))
            .select(
                col("platform"),
                col("sku"),
                col("size_key"),
                col("region_code"),
                col("sale.*"),
                col("fetched_at").as("first_seen_at"),
                col("request_id"),
                col("slot_at").as("first_slot_at"))
            .withColumn("purchased_year", year(col("purchased_at")));
    return Lake.shapedAs(Tables.SALES, sales);
  }

  /** The bins that the answers tell: rows of silver/offer_bins. */
  static Dataset<Row> bins(Dataset<Row> read, Dataset<Row> variants) {
    Dataset<Row> bins =
        sized(read.withColumn("bin", explode(col("bins"))), variants)
            .select(
                col("platform"),
                col("sku"),
                col("size_key"),
                col("region_code"),
                col("bin.*"),
                col("fetched_at").as("snapshot_at"),
                col("slot_at"),
                col("request_id"),
                col("slot_date"));
    return Lake.shapedAs(Tables.OFFER_BINS, bins);
  }

  /** What was refused, and answers of sizes that the product does not carry. */
  static Dataset<Row> quarantine(Dataset<Row> read, Dataset<Row> variants) {
    Dataset<Row> refused =
        read.withColumn("refusal", explode(col("refusals"))).select(columns("refusal.*"));
    Dataset<Row> told =
        read.where(col("is_readable"))
            .withColumn("reason", lit(null).cast(DataTypes.StringType))
            .withColumn("detail", lit(null).cast(DataTypes.StringType))
            .select(columns("reason", "detail"));
    return SilverRows.quarantine(refused.unionByName(told), variants);
  }

  private static Column[] columns(String... told) {
    return Stream.concat(
            Stream.of(
                col("request_id"),
                col("platform"),
                col("endpoint"),
                col("sku"),
                col("size_ref"),
                col("fetched_at").as("snapshot_at"),
                col("slot_at"),
                col("slot_date")),
            Stream.of(told).map(functions::col))
        .toArray(Column[]::new);
  }

  /** Read answers of sizes that the product carries, with their {@code size_key}. */
  static Dataset<Row> sized(Dataset<Row> read, Dataset<Row> variants) {
    Dataset<Row> sizes =
        SilverRows.sizes(variants).select("platform", "sku", "size_ref", "size_key");
    return read.join(broadcast(sizes), SilverRows.SIZE, "inner");
  }
}
