package io.soletape.mapping;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.when;

import io.soletape.fetch.BronzeAnswers;
import io.soletape.lake.Held;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.market.Sku;
import io.soletape.plan.Slot;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Marks mappings whose product the platform does not know any more, or never knew. */
public final class MappingHealth {

  private static final String[] PRODUCT = {"platform", "sku"};
  private static final String SUSPECT = MappingStatus.SUSPECT.code();

  private final Lake lake;
  private final Slot slot;

  public MappingHealth(Lake lake, Slot slot) {
    this.lake = lake;
    this.slot = slot;
  }

  /** Looks at the answers of the slot for these SKUs. */
  public void update(List<Sku> skus) {
    Object[] codes = skus.stream().map(Sku::code).toArray();
    Dataset<Row> answers = BronzeAnswers.ofSlot(lake, slot).where(col("sku").isin(codes));
    Dataset<Row> unwell = Held.of(unwell(answers));
    if (!unwell.isEmpty()) {
      lake.upsert(Tables.MAPPINGS, marked(lake.read(Tables.MAPPINGS), neverWell(unwell)));
    }
  }

  /**
   * Products of which every quote answer of a slot says that something is wrong: 404 is {@code
   * broken}; nothing but 503, as Alias answers for ids it does not know, is {@code suspect}.
   */
  static Dataset<Row> unwell(Dataset<Row> answers) {
    return answers
        .where(col("endpoint").isin("market_data", "availabilities", "variants", "catalog_item"))
        .groupBy("platform", "sku", "slot_at")
        .agg(
            max(col("outcome").equalTo("ok")).as("is_well"),
            max(col("outcome").equalTo("not_found")).as("is_unknown"),
            min(coalesce(col("http_status").equalTo(503), lit(false))).as("is_only_503"),
            max("fetched_at").as("seen_at"))
        .where(
            col("is_well")
                .equalTo(false)
                .and(
                    col("is_unknown").or(col("is_only_503").and(col("platform").equalTo("alias")))))
        .withColumn("new_status", when(col("is_unknown"), "broken").otherwise("suspect"))
        .withColumn(
            "new_evidence",
            when(col("is_unknown"), "the platform does not know the product any more (404)")
                .otherwise("the platform has only ever answered 503 for the product"))
        .drop("is_well", "is_unknown", "is_only_503");
  }

  // An id that once worked is no suspect: then the platform itself is in trouble. All of history is
  // looked through, but only where there is something to suspect.
  private Dataset<Row> neverWell(Dataset<Row> unwell) {
    Dataset<Row> suspects = unwell.where(col("new_status").equalTo(SUSPECT));
    Dataset<Row> others = unwell.where(col("new_status").notEqual(SUSPECT));
    if (suspects.isEmpty()) {
      return others;
    }
    Dataset<Row> earlier =
        lake.read(Tables.PLATFORM_RESPONSES)
            .where(col("slot_date").leq(lit(slot.date())).and(col("slot_at").lt(lit(slot.at()))));
    return suspects.join(BronzeAnswers.onceWell(earlier), PRODUCT, "left_anti").unionByName(others);
  }

  private static Dataset<Row> marked(Dataset<Row> mappings, Dataset<Row> unwell) {
    return mappings
        .join(unwell.drop("slot_at"), PRODUCT, "inner")
        .where(col("status").notEqual(col("new_status")))
        .withColumn("status", col("new_status"))
        .withColumn("evidence", concat(col("new_evidence"), lit("; was: "), col("evidence")))
        .withColumn("checked_at", col("seen_at"));
  }

  /**
   * When products were unwell, in all of bronze: suspects only where they had never been well.
   *
   * @param answers of any slots, without their bodies
   */
  static Dataset<Row> neverWellBefore(Dataset<Row> answers) {
    return unwell(answers)
        .join(BronzeAnswers.onceWell(answers), PRODUCT, "left_outer")
        .where(
            col("new_status")
                .notEqual(SUSPECT)
                .or(col("well_since").isNull())
                .or(col("well_since").geq(col("slot_at"))))
        .drop("well_since");
  }

  /**
   * Mappings as the slots after their search left them.
   *
   * @param mappings rows of silver/mappings as searches told them
   * @param unwell rows of {@link #neverWellBefore}
   */
  static Dataset<Row> judged(Dataset<Row> mappings, Dataset<Row> unwell) {
    Dataset<Row> rows = mappings;
    for (String status : new String[] {SUSPECT, MappingStatus.BROKEN.code()}) {
      rows = judged(rows, unwell, status);
    }
    return rows;
  }

  // Nothing is asked of an unwell product until it is searched for again: one mark is the most.
  private static Dataset<Row> judged(Dataset<Row> mappings, Dataset<Row> unwell, String status) {
    Dataset<Row> first =
        unwell
            .where(col("new_status").equalTo(status))
            .withColumnRenamed("slot_at", "unwell_at")
            .join(mappings.select(col("platform"), col("sku"), col("slot_at")), PRODUCT)
            .where(col("unwell_at").geq(col("slot_at")))
            .groupBy("platform", "sku")
            .agg(
                min("unwell_at").as("unwell_at"),
                min_by(col("seen_at"), col("unwell_at")).as("seen_at"),
                min_by(col("new_evidence"), col("unwell_at")).as("new_evidence"));
    Column isUnwell = col("unwell_at").isNotNull();
    return mappings
        .join(first, PRODUCT, "left_outer")
        .withColumn("status", when(isUnwell, lit(status)).otherwise(col("status")))
        .withColumn(
            "evidence",
            when(isUnwell, concat(col("new_evidence"), lit("; was: "), col("evidence")))
                .otherwise(col("evidence")))
        .withColumn("checked_at", when(isUnwell, col("seen_at")).otherwise(col("checked_at")))
        .drop("unwell_at", "seen_at", "new_evidence");
  }
}
