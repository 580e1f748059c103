package io.soletape.bench;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.pmod;

import io.soletape.lake.Held;
import io.soletape.lake.Lake;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import io.soletape.sales.KnownIntervals;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * When each size's sales and offers were asked last in a lake that has gone its slow round (seven
 * days): each in one slot of its tier, all of them spread over the round. The template has asked
 * every size in one slot; this says how many hours before it each would have had its turn.
 */
final class DepthTurns {

  private static final int HOURS = 24;
  private static final int ROUND_HOURS = 7 * HOURS;
  private static final String[] SIZE = Tables.SALES_COVERAGE.key().toArray(String[]::new);

  private final Lake template;
  private final Dataset<Row> turns;
  private final Instant slotAt;

  /**
   * The turns of a template's answers.
   *
   * @param cadences {@code sku} and {@code hours} between two slots
   */
  DepthTurns(Lake template, Dataset<Row> cadences, Instant slotAt) {
    this.template = template;
    this.slotAt = slotAt;
    turns =
        Held.of(
            template
                .read(Tables.DEPTH_ANSWERS)
                .join(broadcast(cadences.select("sku", "hours")), "sku")
                .withColumn(
                    "turn",
                    expr(
                        "hours * pmod(hash(sku, size_key, region_code, endpoint), %d div hours)"
                            .formatted(ROUND_HOURS)))
                .drop("hours"));
  }

  /** The rows, with {@code turn}: null for what every slot asks. */
  Dataset<Row> addedTo(Dataset<Row> rows) {
    return List.of(rows.columns()).contains("request_id")
        ? rows.join(broadcast(turns.select("request_id", "turn")), "request_id", "left_outer")
        : rows.withColumn("turn", lit(null).cast("int"));
  }

  /** Whether a row with {@code turn} is of the slot so many hours after the template's. */
  static Column isOf(Column hour) {
    return col("turn").isNull().or(pmod(negate(hour), lit(ROUND_HOURS)).equalTo(col("turn")));
  }

  /** Leaves in a copy of the template what so many days had told up to its slot. */
  void leaveTold(Lake copy, int days) {
    for (Table table :
        List.of(Tables.PLATFORM_RESPONSES, Tables.DEPTH_ANSWERS, Tables.OFFER_BINS)) {
      copy.replace(table, addedTo(template.read(table)).where(isOf(lit(0))), "true");
    }
    Dataset<Row> sizes = sizesAsked(days);
    copy.replace(
        Tables.SALES,
        template
            .read(Tables.SALES)
            .join(broadcast(sizes), SIZE)
            .where(col("purchased_at").leq(col("asked_at")))
            .withColumn("first_seen_at", col("asked_at"))
            .withColumn("first_slot_at", col("asked_at")),
        "true");
    copy.replace(
        Tables.SALES_COVERAGE,
        template
            .read(Tables.SALES_COVERAGE)
            .join(broadcast(sizes), SIZE)
            .withColumn("complete_to_at", col("asked_at")),
        "true");
  }

  private Dataset<Row> sizesAsked(int days) {
    return KnownIntervals.proofs(turns)
        .where(col("turn").lt(days * HOURS))
        .withColumn("asked_at", lit(slotAt).minus(expr("make_dt_interval(0, turn)")))
        .select(
            Stream.concat(Stream.of(SIZE), Stream.of("asked_at"))
                .map(functions::col)
                .toArray(Column[]::new));
  }
}
