package io.soletape.checks;

import static io.soletape.checks.Words.moment;
import static io.soletape.checks.Words.words;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_seconds;

import io.soletape.lake.Held;
import io.soletape.plan.ListedSku;
import io.soletape.plan.Tier;
import io.soletape.quality.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Three clocks, each judged by the tier of the SKU: when the market last moved ({@code
 * changed_at}), when the platform last answered ({@code snapshot_at}), and when we had its answer
 * on the tape ({@code ingested_at}).
 */
final class Freshness {

  private static final String[] PRODUCT = {"platform", "sku"};
  private static final int SLOTS_OF_AN_ANSWER = 2;

  private static final StructType PACE =
      new StructType()
          .add("sku", DataTypes.StringType)
          .add("is_hot", DataTypes.BooleanType)
          .add("oldest_answer", DataTypes.TimestampType)
          .add("oldest_change", DataTypes.TimestampType)
          .add("slowest_seconds", DataTypes.LongType);

  private final List<ListedSku> skus;
  private final Tier tier;
  private final Instant now;

  /**
   * The pace of a run's SKUs.
   *
   * @param skus the run's SKUs
   * @param tier the run's tier, which is that of SKUs that a run of all tiers has not told apart
   * @param now when ages are judged
   */
  Freshness(List<ListedSku> skus, Tier tier, Instant now) {
    this.skus = List.copyOf(skus);
    this.tier = tier;
    this.now = now;
  }

  /**
   * The checks of the three clocks.
   *
   * @param active silver/mappings of the products that should have quotes
   * @param tape gold of the slot
   */
  List<Evidence> of(Dataset<Row> active, Dataset<Row> tape) {
    Dataset<Row> paced =
        Held.of(
            active
                .select(PRODUCT[0], PRODUCT[1])
                .join(broadcast(paces(active)), "sku")
                .join(broadcast(clocks(tape)), PRODUCT, "left_outer"));
    Dataset<Row> told = paced.where(col("newest_answer").isNotNull());
    return List.of(
        answered(RunCheck.HOT_FRESHNESS, paced.where(col("is_hot"))),
        answered(RunCheck.ANSWER_FRESHNESS, paced.where(not(col("is_hot")))),
        Evidence.of(
            RunCheck.MARKET_FRESHNESS.check(),
            told,
            col("newest_change").lt(col("oldest_change")),
            words(
                col("platform"), col("sku"), lit("unchanged since"), moment(col("newest_change"))),
            unix_seconds(col("newest_change")).multiply(-1)),
        Evidence.of(
            RunCheck.TAPE_FRESHNESS.check(),
            told,
            col("slowest.seconds").gt(col("slowest_seconds")),
            words(
                col("platform"),
                col("sku"),
                lit("answered"),
                concat(moment(col("slowest.snapshot_at")), lit(",")),
                lit("on the tape"),
                moment(col("slowest.ingested_at"))),
            col("slowest.seconds")));
  }

  private static Evidence answered(RunCheck check, Dataset<Row> paced) {
    Column last =
        coalesce(concat(lit("last answered "), moment(col("newest_answer"))), lit("no answer"));
    return Evidence.of(
        check.check(),
        paced,
        coalesce(col("newest_answer").lt(col("oldest_answer")), lit(true)),
        words(col("platform"), col("sku"), last),
        coalesce(unix_seconds(col("newest_answer")).multiply(-1), lit(0)));
  }

  private static Dataset<Row> clocks(Dataset<Row> tape) {
    Column seconds = unix_seconds(col("ingested_at")).minus(unix_seconds(col("snapshot_at")));
    return tape.groupBy(PRODUCT[0], PRODUCT[1])
        .agg(
            max("snapshot_at").as("newest_answer"),
            max("changed_at").as("newest_change"),
            max(struct(seconds.as("seconds"), col("snapshot_at"), col("ingested_at")))
                .as("slowest"));
  }

  private Dataset<Row> paces(Dataset<Row> active) {
    List<Row> rows = skus.stream().map(this::pace).toList();
    return active.sparkSession().createDataFrame(rows, PACE);
  }

  private Row pace(ListedSku listed) {
    Tier own = tier == Tier.ALL ? listed.tier().flatMap(Tier::parse).orElse(Tier.ALL) : tier;
    return RowFactory.create(
        listed.sku().code(),
        own == Tier.HOT,
        now.minus(own.cadence().multipliedBy(SLOTS_OF_AN_ANSWER)),
        now.minus(stillness(own)),
        own.cadence().toSeconds());
  }

  private static Duration stillness(Tier own) {
    return switch (own) {
      case HOT, ALL -> Duration.ofHours(24);
      case WARM -> Duration.ofDays(3);
      case COLD -> Duration.ofDays(7);
    };
  }
}
