package io.soletape.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Read answers and the sizes that products carry become rows of silver. Pure functions. */
final class SilverRows {

  static final String[] SIZE = {"platform", "sku", "size_ref"};

  private SilverRows() {}

  /** Quotes of sizes that the product carries: rows of silver/quotes. */
  static Dataset<Row> quotes(Dataset<Row> read, Dataset<Row> variants) {
    Dataset<Row> quotes =
        read.where(col("reason").isNull())
            .join(broadcast(sizes(variants)), SIZE, "inner")
            .withColumn("parser_version", lit(ParserVersion.CURRENT));
    return Lake.shapedAs(Tables.QUOTES, quotes);
  }

  /**
   * What was refused: rows of silver/quarantine. Quotes of sizes that the product does not carry
   * are counted together, since they come by the dozen.
   */
  static Dataset<Row> quarantine(Dataset<Row> read, Dataset<Row> variants) {
    Dataset<Row> atFault =
        read.where(col("reason").isNotNull()).withColumnRenamed("size_ref", "size_key");
    Dataset<Row> refused =
        atFault
            .select(columns())
            .unionByName(notCarried(read, variants).select(columns()))
            .withColumn("parser_version", lit(ParserVersion.CURRENT))
            .withColumn("released_at", lit(null).cast(DataTypes.TimestampType));
    return Lake.shapedAs(Tables.QUARANTINE, refused);
  }

  private static Dataset<Row> notCarried(Dataset<Row> read, Dataset<Row> variants) {
    return read.where(col("reason").isNull())
        .join(broadcast(sizes(variants).select("platform", "sku", "size_ref")), SIZE, "left_anti")
        .groupBy("request_id", "size_ref")
        .agg(
            first("platform").as("platform"),
            first("endpoint").as("endpoint"),
            first("sku").as("sku"),
            first("snapshot_at").as("seen_at"),
            first("slot_at").as("slot_at"),
            first("slot_date").as("slot_date"),
            count(lit(1)).as("quotes"))
        .withColumnRenamed("size_ref", "size_key")
        .withColumn(
            "reason",
            when(col("platform").equalTo("stockx"), "unknown_variant")
                .otherwise("size_not_carried"))
        .withColumn(
            "detail",
            concat(
                col("quotes").cast(DataTypes.StringType),
                lit(" quotes of a size that the product does not carry")))
        .withColumnRenamed("seen_at", "snapshot_at");
  }

  private static Column[] columns() {
    return new Column[] {
      col("request_id"),
      col("platform"),
      col("endpoint"),
      col("sku"),
      col("size_key"),
      col("reason"),
      col("detail"),
      col("snapshot_at").as("seen_at"),
      col("slot_at"),
      col("slot_date")
    };
  }

  // StockX's answers lead to the size by the variant's id, Alias's by the US number.
  static Dataset<Row> sizes(Dataset<Row> variants) {
    return variants
        .where(col("is_carried"))
        .select(
            col("platform"),
            col("sku"),
            coalesce(col("platform_variant_id"), col("size_us")).as("size_ref"),
            col("platform_product_id"),
            col("platform_variant_id"),
            col("size_key"));
  }
}
