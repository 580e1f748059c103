package io.soletape.mapping;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_append;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.platform.Refusal;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/**
 * What the tellings of a product's sizes leave of the sizes known before. Pure functions.
 *
 * <p>A size that a telling does not name is dropped, but only where the telling is whole: none of
 * its sizes was refused, and it is not cut short. A product loses a size now and then; a list that
 * lacks many at once is more likely an answer of which a part is missing.
 */
public final class SizeTellings {

  /** The reason of a telling that is cut short. */
  static final String SIZES_VANISHED = "sizes_vanished";

  private static final String[] PRODUCT = {"platform", "sku"};
  private static final String SIZES = "array<struct<size_key:string,size_ref:string>>";
  // A list of four sizes may lose two.
  private static final int MANY = 3;
  // More than a quarter of all: what is missing is more than a third of what is told.
  private static final int MUCH = 3;
  private static final int LONGEST_DETAIL = 300;

  private SizeTellings() {}

  /**
   * Which products were told with all their sizes, and when.
   *
   * @param told rows of silver/variants, of each slot that told them
   * @param answers the answers that told them
   * @return {@code platform, sku, slot_at}
   */
  static Dataset<Row> whole(Dataset<Row> told, Dataset<Row> answers) {
    Dataset<Row> inPart =
        CatalogueRows.refusals(answers)
            .where(
                col("reason")
                    .isin(
                        Refusal.SIZE_MISSING, Refusal.SIZE_UNREADABLE, Refusal.SIZE_CONTRADICTION))
            .select("request_id")
            .distinct()
            .withColumn("is_refused", lit(true));
    return told.join(inPart, new String[] {"request_id"}, "left_outer")
        .groupBy("platform", "sku", "platform_product_id", "slot_at")
        .agg(
            min(coalesce(col("is_refused"), lit(false))).as("is_in_part"),
            collect_set(struct(col("size_key"), ref().as("size_ref"))).cast(SIZES).as("sizes"))
        .groupBy("platform", "sku", "platform_product_id")
        .agg(
            array_sort(collect_list(struct(col("slot_at"), col("is_in_part"), col("sizes"))))
                .as("tellings"))
        .select(col("platform"), col("sku"), explode(wholeAmong(col("tellings"))).as("slot_at"))
        .distinct();
  }

  // From the first telling to the last, since what is missing hangs on what was kept before.
  private static Column wholeAmong(Column tellings) {
    Column nothing =
        struct(array().cast(SIZES).as("carried"), array().cast("array<timestamp>").as("whole"));
    return aggregate(tellings, nothing, SizeTellings::after).getField("whole");
  }

  private static Column after(Column known, Column telling) {
    Column sizes = telling.getField("sizes");
    Column missing =
        filter(known.getField("carried"), before -> not(exists(sizes, now -> isSame(before, now))));
    Column isWhole =
        not(telling.getField("is_in_part")).and(not(isCutShort(size(missing), size(sizes))));
    Column whole = known.getField("whole");
    return struct(
        when(isWhole, sizes).otherwise(concat(missing, sizes)).as("carried"),
        when(isWhole, array_append(whole, telling.getField("slot_at")))
            .otherwise(whole)
            .as("whole"));
  }

  private static Column isSame(Column before, Column now) {
    return before
        .getField("size_key")
        .equalTo(now.getField("size_key"))
        .or(before.getField("size_ref").equalTo(now.getField("size_ref")));
  }

  // Held against what is told, not what was known: the same when the telling is kept already.
  private static Column isCutShort(Column missing, Column told) {
    return missing.geq(MANY).and(missing.multiply(MUCH).gt(told));
  }

  /**
   * Sizes with {@code is_carried}: true until a whole telling does not list a size any more, or any
   * telling gives its variant another size.
   *
   * @param sizes rows of silver/variants, as each size was last told
   * @param whole rows of {@link #whole}
   */
  static Dataset<Row> carried(Dataset<Row> sizes, Dataset<Row> whole) {
    Dataset<Row> newestWhole = whole.groupBy("platform", "sku").agg(max("slot_at").as("whole_at"));
    Column isToldSince = col("whole_at").isNull().or(col("slot_at").geq(col("whole_at")));
    // Two sizes of one variant would share its quotes.
    Column isOfItsVariant =
        col("slot_at")
            .equalTo(max("slot_at").over(Window.partitionBy(col("platform"), col("sku"), ref())));
    return Lake.shapedAs(
        Tables.VARIANTS,
        sizes
            .join(newestWhole, PRODUCT, "left_outer")
            .withColumn("is_carried", isToldSince.and(isOfItsVariant)));
  }

  /**
   * The sizes of products after tellings of one slot.
   *
   * @param known silver/variants before
   * @param told rows of silver/variants that the answers tell
   * @param answers the answers
   */
  static Dataset<Row> kept(Dataset<Row> known, Dataset<Row> told, Dataset<Row> answers) {
    Dataset<Row> before =
        known
            .where(col("is_carried"))
            .join(told.select("platform", "sku").distinct(), PRODUCT, "left_semi");
    Dataset<Row> asOneTelling = before.withColumn("slot_at", lit(Instant.EPOCH));
    Dataset<Row> others =
        before.join(
            told.select("platform", "sku", "size_key"),
            Tables.VARIANTS.key().toArray(String[]::new),
            "left_anti");
    return carried(told.unionByName(others), whole(told.unionByName(asOneTelling), answers));
  }

  /**
   * The answers of a slot that are cut short, as rows of silver/quarantine without parser version.
   *
   * @param variants silver/variants after them
   */
  public static Dataset<Row> vanished(Dataset<Row> variants, Dataset<Row> answers) {
    Dataset<Row> tellings =
        answers
            .where(col("endpoint").isin(Catalogues.sizesEndpoints()))
            .select(
                col("platform"),
                col("sku"),
                col("request_id").as("told_by"),
                col("endpoint"),
                col("fetched_at").as("seen_at"),
                col("slot_at").as("told_in"),
                col("slot_date"));
    Column isTold = col("request_id").equalTo(col("told_by"));
    Column isMissing = col("slot_at").lt(col("told_in"));
    Dataset<Row> cutShort =
        variants
            .where(col("is_carried"))
            .join(broadcast(tellings), PRODUCT)
            .groupBy("platform", "sku", "told_by", "endpoint", "seen_at", "told_in", "slot_date")
            .agg(
                count(when(isTold, true)).as("told"),
                count(when(isMissing, true)).as("missing"),
                concat_ws(", ", sort_array(collect_list(when(isMissing, col("size_key")))))
                    .as("sizes"))
            .where(col("told").gt(0).and(isCutShort(col("missing"), col("told"))));
    return Lake.shapedAs(
        Tables.QUARANTINE,
        cutShort
            .withColumnRenamed("told_by", "request_id")
            .withColumnRenamed("told_in", "slot_at")
            .withColumn("size_key", lit(null).cast(DataTypes.StringType))
            .withColumn("reason", lit(SIZES_VANISHED))
            .withColumn("detail", detail())
            .withColumn("parser_version", lit(null).cast(DataTypes.StringType))
            .withColumn("released_at", lit(null).cast(DataTypes.TimestampType)));
  }

  private static Column detail() {
    Column text =
        format_string(
            "%d sizes are told, %d known ones are not: %s",
            col("told"), col("missing"), col("sizes"));
    return substring(text, 1, LONGEST_DETAIL);
  }

  // Alias's sizes have no variant.
  private static Column ref() {
    return coalesce(col("platform_variant_id"), col("size_key"));
  }
}
