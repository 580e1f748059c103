package io.soletape.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.platform.Refusal;
import io.soletape.platform.ShapeNews;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Read answers and the sizes that products carry become rows of silver. Pure functions. */
public final class SilverRows {

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
        read.where(col("reason").isNotNull())
            .drop("size_key")
            .join(broadcast(told(variants)), SIZE, "left_outer")
            .withColumn("size_key", coalesce(col("size_key"), col("size_ref")));
    Dataset<Row> refused =
        atFault
            .select(columns())
            .unionByName(notCarried(read, variants).select(columns()))
            .withColumn("parser_version", lit(ParserVersion.CURRENT))
            .withColumn("released_at", lit(null).cast(DataTypes.TimestampType));
    return Lake.shapedAs(Tables.QUARANTINE, refused);
  }

  /** Quotes without those that cannot be believed. */
  static Dataset<Row> believed(Dataset<Row> quotes, Dataset<Row> suspicions) {
    Dataset<Row> answers = suspicions.where(col("size_key").isNull()).select("request_id");
    Dataset<Row> sizes =
        suspicions.where(col("size_key").isNotNull()).select("request_id", "size_key");
    return quotes
        .join(broadcast(answers), new String[] {"request_id"}, "left_anti")
        .join(broadcast(sizes), new String[] {"request_id", "size_key"}, "left_anti");
  }

  /**
   * Answers for a product that the search for the style did not find, as after a mapping was edited
   * by hand: Alias's answers do not say whose they are.
   */
  static Dataset<Row> ofOtherProducts(Dataset<Row> requests, Dataset<Row> products) {
    return requests
        .join(
            broadcast(products.select("platform", "sku", "platform_product_id")),
            new String[] {"platform", "sku"})
        .where(not(col("asked_product_id").equalTo(col("platform_product_id"))))
        .select(
            col("request_id"),
            lit(null).cast(DataTypes.StringType).as("size_key"),
            lit(Refusal.PRODUCT_MISMATCH).as("reason"),
            concat(
                    lit("asked for product "),
                    col("asked_product_id"),
                    lit(", the search for the style found "),
                    col("platform_product_id"))
                .as("detail"));
  }

  /**
   * Answers in which an amount is renamed or gone: {@code request_id}, {@code reason} and {@code
   * detail}.
   *
   * @param shapes rows of silver/payload_news
   * @param answers with {@code request_id}
   */
  static Dataset<Row> withoutAmount(Dataset<Row> shapes, Dataset<Row> answers) {
    return shapes
        .where(col("kind").isin(ShapeNews.AMOUNT_RENAMED, ShapeNews.AMOUNT_MISSING))
        .join(answers.select("request_id"), "request_id")
        .select(col("request_id"), col("kind").as("reason"), col("path").as("detail"));
  }

  /** Suspicions become rows of silver/quarantine. */
  static Dataset<Row> quarantine(
      Dataset<Row> suspicions, Dataset<Row> requests, String parserVersion) {
    Dataset<Row> rows =
        suspicions
            .join(requests, "request_id")
            .withColumn("seen_at", col("fetched_at"))
            .withColumn("parser_version", lit(parserVersion))
            .withColumn("released_at", lit(null).cast(DataTypes.TimestampType));
    return Lake.shapedAs(Tables.QUARANTINE, rows);
  }

  /** What is still refused. */
  public static Dataset<Row> unreleased(Dataset<Row> quarantine) {
    return quarantine.where(col("released_at").isNull());
  }

  /**
   * Refusals with those of earlier times that are none any more: these stay, as released.
   *
   * @param refused what is refused now
   * @param present rows of silver/quarantine of the same answers
   * @param now when they are released, unless they were before
   */
  static Dataset<Row> withReleased(Dataset<Row> refused, Dataset<Row> present, Instant now) {
    Column sameKey =
        Tables.QUARANTINE.key().stream()
            .map(name -> col("present." + name).eqNullSafe(col("refused." + name)))
            .reduce(lit(true), Column::and);
    return refused.unionByName(
        present
            .as("present")
            .join(refused.as("refused"), sameKey, "left_anti")
            .withColumn("released_at", coalesce(col("released_at"), lit(now))));
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

  private static Dataset<Row> told(Dataset<Row> variants) {
    return variants
        .select(col("platform"), col("sku"), sizeRef().as("size_ref"), col("size_key"))
        .dropDuplicates(SIZE);
  }

  // StockX's answers lead to the size by the variant's id, Alias's by the US number.
  private static Column sizeRef() {
    return coalesce(col("platform_variant_id"), col("size_us"));
  }

  static Dataset<Row> sizes(Dataset<Row> variants) {
    return variants
        .where(col("is_carried"))
        .select(
            col("platform"),
            col("sku"),
            sizeRef().as("size_ref"),
            col("platform_product_id"),
            col("platform_variant_id"),
            col("size_key"));
  }
}
