package io.soletape.mapping;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.soletape.fetch.BronzeAnswers;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.market.Sku;
import io.soletape.plan.Slot;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Marks mappings whose product the platform does not know any more, or never knew. */
public final class MappingHealth {

  private static final String[] PRODUCT = {"platform", "sku"};

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
    Dataset<Row> unwell = neverWell(unwell(answers));
    if (!unwell.isEmpty()) {
      lake.upsert(Tables.MAPPINGS, marked(lake.read(Tables.MAPPINGS), unwell));
    }
  }

  /**
   * Products of which every quote answer of the slot says that something is wrong: 404 is {@code
   * broken}; nothing but 503, as Alias answers for ids it does not know, is {@code suspect}.
   */
  static Dataset<Row> unwell(Dataset<Row> answers) {
    return answers
        .where(col("endpoint").isin("market_data", "availabilities", "variants", "catalog_item"))
        .groupBy("platform", "sku")
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

  // An id that once worked is no suspect: then the platform itself is in trouble.
  private Dataset<Row> neverWell(Dataset<Row> unwell) {
    Dataset<Row> onTape =
        lake.read(Tables.MASTER_MARKET_DATA).select(PRODUCT[0], PRODUCT[1]).distinct();
    return unwell
        .where(col("new_status").equalTo("suspect"))
        .join(onTape, PRODUCT, "left_anti")
        .unionByName(unwell.where(col("new_status").equalTo("broken")));
  }

  private static Dataset<Row> marked(Dataset<Row> mappings, Dataset<Row> unwell) {
    return mappings
        .join(unwell, PRODUCT, "inner")
        .where(col("status").notEqual(col("new_status")))
        .withColumn("status", col("new_status"))
        .withColumn("evidence", concat(col("new_evidence"), lit("; was: "), col("evidence")))
        .withColumn("checked_at", col("seen_at"));
  }
}
