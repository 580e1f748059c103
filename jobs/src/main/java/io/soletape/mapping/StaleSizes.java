package io.soletape.mapping;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.soletape.lake.Lake;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import io.soletape.plan.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Products of which slots of the last days told quotes of sizes that the catalogue does not have,
 * or a list of sizes that was cut short.
 *
 * <p>A size that has turned up since the catalogue was last asked is a reason to ask it again, once
 * in a day. One that the last asking did not explain is a reason only after a week: it may never be
 * explained. A list that was cut short is asked for again after a day. What is told in the slot
 * itself counts in later slots, so that a slot that is run again asks nothing more.
 */
final class StaleSizes {

  /** A product's sizes are asked for at most once in this time. */
  static final Duration REST = Duration.ofDays(1);

  private static final Duration LOOK_BACK = Duration.ofDays(7);
  private static final Object[] REASONS = {
    "unknown_variant", "size_not_carried", SizeTellings.SIZES_VANISHED
  };

  private StaleSizes() {}

  /**
   * Platform and SKU of each product that is to be asked for again in a slot.
   *
   * @param codes the SKUs that are looked at
   */
  static Set<List<String>> due(Lake lake, Slot slot, Object[] codes) {
    Dataset<Row> due =
        due(
            before(lake, Tables.QUARANTINE, slot).where(col("sku").isin(codes)),
            before(lake, Tables.PLATFORM_RESPONSES, slot).where(col("sku").isin(codes)),
            slot.at());
    Set<List<String>> products = new HashSet<>();
    due.collectAsList().forEach(row -> products.add(List.of(row.getString(0), row.getString(1))));
    return products;
  }

  /**
   * Products to be asked for again, as {@code platform, sku}.
   *
   * @param quarantine silver/quarantine of the days before the slot
   * @param answers bronze of the same days
   */
  static Dataset<Row> due(Dataset<Row> quarantine, Dataset<Row> answers, Instant slotAt) {
    Column isCutShort = col("reason").equalTo(SizeTellings.SIZES_VANISHED);
    Dataset<Row> turnedUp =
        quarantine
            .where(col("reason").isin(REASONS).and(col("released_at").isNull()))
            .groupBy("platform", "sku", "size_key", "reason")
            .agg(min("slot_at").as("since"), max("slot_at").as("last"))
            .groupBy("platform", "sku")
            .agg(
                max(when(not(isCutShort), col("since"))).as("newest_since"),
                max(when(isCutShort, col("last"))).as("cut_short_at"));
    Dataset<Row> asked =
        answers
            .where(col("endpoint").isin(Catalogues.sizesEndpoints()))
            .groupBy("platform", "sku")
            .agg(max("slot_at").as("asked_at"));
    return turnedUp
        .join(asked, new String[] {"platform", "sku"}, "left_outer")
        .where(
            col("asked_at")
                .isNull()
                .or(
                    col("newest_since")
                        .gt(col("asked_at"))
                        .or(col("cut_short_at").geq(col("asked_at")))
                        .and(col("asked_at").leq(lit(slotAt.minus(REST))))))
        .select("platform", "sku");
  }

  private static Dataset<Row> before(Lake lake, Table table, Slot slot) {
    Instant from = slot.at().minus(LOOK_BACK);
    return lake.read(table)
        .where(
            col("slot_date")
                .between(lit(slot.date().minusDays(LOOK_BACK.toDays())), lit(slot.date())))
        .where(col("slot_at").geq(lit(from)).and(col("slot_at").lt(lit(slot.at()))));
  }
}
