package io.soletape.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.soletape.lake.Held;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Answers of sales and offers of a slot, without what cannot be believed. */
final class BelievedDepth {

  private final Lake lake;
  private final Instant slotAt;
  private final Object[] skus;

  /**
   * The answers of some SKUs of a slot.
   *
   * @param skus the codes of all SKUs whose answers are given
   */
  BelievedDepth(Lake lake, Instant slotAt, Object[] skus) {
    this.lake = lake;
    this.slotAt = slotAt;
    this.skus = skus.clone();
  }

  /**
   * The answers; those that are refused tell nothing but why.
   *
   * @param read rows of {@link ReadDepth}
   * @param shapes rows of silver/payload_news of the same answers
   * @param variants silver/variants
   * @param quotes believed rows of silver/quotes of the slot
   * @param before rows of silver/quotes of earlier slots
   */
  Dataset<Row> of(
      Dataset<Row> read,
      Dataset<Row> shapes,
      Dataset<Row> variants,
      Dataset<Row> quotes,
      Dataset<Row> before) {
    if (Held.isEmpty(read)) {
      return read;
    }
    Dataset<Row> sized = DepthRows.sized(read, variants);
    Dataset<Row> suspicions =
        Held.of(
            DepthChecks.suspicions(sized, quotes, before)
                .unionByName(SilverRows.withoutAmount(shapes, read))
                .unionByName(forgotten(Held.of(DepthChecks.withoutSales(sized)))));
    return Held.isEmpty(suspicions) ? read : Held.of(DepthChecks.believed(read, suspicions));
  }

  // Sales are looked up only of sizes that were ever sold, by whatever slot: seldom any.
  private Dataset<Row> forgotten(Dataset<Row> withoutSales) {
    Dataset<Row> sizes =
        Held.of(
            lake.read(Tables.SALES_COVERAGE)
                .where(col("standard_sales").plus(col("consigned_sales")).gt(0))
                .join(broadcast(withoutSales), DepthChecks.SIZE, "left_semi"));
    Dataset<Row> sales = lake.read(Tables.SALES);
    Dataset<Row> sold =
        Held.isEmpty(sizes)
            ? sales.limit(0)
            : sales
                .where(col("sku").isin(skus).and(col("first_slot_at").lt(lit(slotAt))))
                .join(broadcast(sizes), DepthChecks.SIZE, "left_semi");
    return DepthChecks.forgotten(withoutSales, sold);
  }
}
