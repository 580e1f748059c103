package io.soletape.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.plan.ListedSku;
import io.soletape.plan.Tier;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a soak left in its lake. */
final class SoakTape {

  private final Lake lake;
  private final SoakPlan plan;

  SoakTape(Lake lake, SoakPlan plan) {
    this.lake = lake;
    this.plan = plan;
  }

  /** The ages of the hot products as readers of the tape saw them. */
  HotAges ages(List<SoakAttempt> attempts) {
    HotAges ages = new HotAges(plan.outages());
    Object[] hot =
        plan.skus().get(Tier.HOT).stream().map(ListedSku::sku).map(Object::toString).toArray();
    lake.read(Tables.MASTER_MARKET_DATA)
        .where(col("sku").isin(hot))
        .groupBy("platform", "sku", "slot_at")
        .agg(min("snapshot_at").as("from"), max("snapshot_at").as("to"))
        .collectAsList()
        .forEach(row -> read(row, attempts, ages));
    return ages;
  }

  /** Products of a platform that have a quote on the tape. */
  long productsOnTape() {
    return lake.read(Tables.MASTER_MARKET_DATA).select("platform", "sku").distinct().count();
  }

  /** SKUs that have a quote on the tape, on one platform at least. */
  long skusOnTape() {
    return lake.read(Tables.MASTER_MARKET_DATA).select("sku").distinct().count();
  }

  /** Products of a platform that are in no slot's tape, and of which coverage tells why. */
  long productsExplained() {
    Dataset<Row> onTape = lake.read(Tables.MASTER_MARKET_DATA).select("platform", "sku");
    return lake.read(Tables.COVERAGE)
        .where(col("outcome").equalTo("unmapped").and(col("reason").isNotNull()))
        .join(onTape, new String[] {"platform", "sku"}, "left_anti")
        .select(concat_ws(" ", col("platform"), col("sku")))
        .distinct()
        .count();
  }

  private static void read(Row row, List<SoakAttempt> attempts, HotAges ages) {
    Instant slotAt = row.getAs("slot_at");
    Instant told = row.getAs("to");
    attempts.stream()
        .filter(each -> each.slot().tier() == Tier.HOT && each.slot().at().equals(slotAt))
        .map(SoakAttempt::finishedAt)
        .filter(finishedAt -> !finishedAt.isBefore(told))
        .findFirst()
        .ifPresent(
            visibleAt ->
                ages.read(
                    row.getAs("platform") + " " + row.getAs("sku"), visibleAt, row.getAs("from")));
  }
}
