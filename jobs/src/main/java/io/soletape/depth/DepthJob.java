package io.soletape.depth;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.soletape.fetch.BronzeAnswers;
import io.soletape.lake.Held;
import io.soletape.lake.Lake;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import io.soletape.mapping.Mapping;
import io.soletape.mapping.Mappings;
import io.soletape.market.Platform;
import io.soletape.market.Region;
import io.soletape.market.Sku;
import io.soletape.plan.DepthCandidate;
import io.soletape.plan.DepthKind;
import io.soletape.plan.DepthPlan;
import io.soletape.plan.Planned;
import io.soletape.plan.QuoteScope;
import io.soletape.plan.Slot;
import io.soletape.silver.SilverJob;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Plans the requests for sales and offers of a slot, once its quotes have been fetched. */
public final class DepthJob {

  private final Lake lake;
  private final Slot slot;
  private final QuoteScope scope;

  public DepthJob(Lake lake, Slot slot, QuoteScope scope) {
    this.lake = lake;
    this.slot = slot;
    this.scope = scope;
  }

  /**
   * The requests for some SKUs, as many as the plan allows.
   *
   * @return none where the plan allows no call
   */
  public List<Planned> plan(List<Sku> skus, DepthPlan plan) {
    if (plan.calls() == 0) {
      return List.of();
    }
    Mappings mappings = Mappings.read(lake, skus);
    Object[] codes = skus.stream().map(Sku::code).toArray();
    List<DepthCandidate> candidates =
        candidates(codes, plan.round()).collectAsList().stream()
            .flatMap(row -> candidate(row, mappings).stream())
            .toList();
    return plan.of(slot, candidates);
  }

  private Dataset<Row> candidates(Object[] codes, Duration round) {
    Dataset<Row> answers =
        BronzeAnswers.ofSlot(lake, slot)
            .where(col("platform").equalTo(Platform.ALIAS.code()))
            .where(col("sku").isin(codes));
    Dataset<Row> variants = Held.of(ofAlias(lake, Tables.VARIANTS, codes));
    // What was asked longer ago is due anyway: the search must not grow with history.
    Period back = Period.ofDays((int) round.toDays() + 1);
    Dataset<Row> asked =
        Held.of(DepthCandidates.asked(before(lake, Tables.DEPTH_ANSWERS, codes, back)));
    Dataset<Row> told =
        before(lake.forReading(Tables.MASTER_MARKET_DATA), Tables.MASTER_MARKET_DATA, codes, back);
    return DepthCandidates.of(
        variants.where(col("is_carried")),
        lake.spark()
            .createDataset(
                DepthPlan.regions(scope).stream().map(Region::code).toList(), Encoders.STRING())
            .toDF("region_code"),
        Held.of(SilverJob.tapeQuotes(answers, variants, scope.stockxMarket().code())),
        asked,
        Held.of(DepthCandidates.pricesThen(told, asked)));
  }

  private Dataset<Row> before(Lake from, Table table, Object[] codes, Period back) {
    return ofAlias(from, table, codes)
        .where(col("slot_date").between(lit(slot.date().minus(back)), lit(slot.date())))
        .where(col("slot_at").lt(lit(slot.at())));
  }

  private static Dataset<Row> ofAlias(Lake from, Table table, Object[] codes) {
    return from.read(table)
        .where(col("platform").equalTo(Platform.ALIAS.code()).and(col("sku").isin(codes)));
  }

  private static Optional<DepthCandidate> candidate(Row row, Mappings mappings) {
    Sku sku = new Sku(row.getAs("sku"));
    return mappings
        .of(Platform.ALIAS, sku)
        .filter(Mapping::isActive)
        .flatMap(Mapping::productId)
        .map(
            product ->
                new DepthCandidate(
                    kind(row.getAs("endpoint")),
                    sku,
                    product,
                    new Region(row.getAs("region_code")),
                    new BigDecimal(row.<String>getAs("size_us")),
                    Optional.ofNullable(row.getAs("asked_at")),
                    row.getAs("move"),
                    row.getAs("value")));
  }

  private static DepthKind kind(String endpoint) {
    return Arrays.stream(DepthKind.values())
        .filter(kind -> kind.endpoint().equals(endpoint))
        .findFirst()
        .orElseThrow();
  }
}
