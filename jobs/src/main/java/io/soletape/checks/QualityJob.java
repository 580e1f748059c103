package io.soletape.checks;

import static org.apache.spark.sql.functions.col;

import io.soletape.coverage.CoverageJob;
import io.soletape.fetch.BronzeAnswers;
import io.soletape.lake.Held;
import io.soletape.lake.Lake;
import io.soletape.lake.SlotWriter;
import io.soletape.lake.Tables;
import io.soletape.plan.ListedSku;
import io.soletape.plan.QuoteScope;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.quality.CheckResult;
import io.soletape.quality.Checks;
import io.soletape.silver.SilverRows;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Judges a run and keeps the results in ops/quality_results. */
public final class QualityJob {

  private final Lake lake;
  private final Slot slot;
  private final QuoteScope scope;
  private final Clock clock;

  public QualityJob(Lake lake, Slot slot, QuoteScope scope, Clock clock) {
    this.lake = lake;
    this.slot = slot;
    this.scope = scope;
    this.clock = clock;
  }

  /** The result of each check for a run of these SKUs. */
  public List<CheckResult> run(List<ListedSku> skus) {
    Object[] codes = skus.stream().map(listed -> listed.sku().code()).toArray();
    SlotWriter rows = new SlotWriter(lake, slot.at(), codes);
    RunChecks checks =
        new RunChecks(
            Held.of(new CoverageJob(lake, slot, scope).written()),
            Held.of(lake.read(Tables.MAPPINGS).where(col("sku").isin(codes))),
            BronzeAnswers.ofSlot(lake, slot).where(col("sku").isin(codes)),
            Held.of(rows.present(Tables.QUOTES)),
            Held.of(SilverRows.unreleased(rows.present(Tables.QUARANTINE))),
            Held.of(rows.present(Tables.MASTER_MARKET_DATA)),
            hot(skus),
            clock.instant());
    List<CheckResult> results = Checks.judge(checks.all());
    keep(results);
    return results;
  }

  private List<String> hot(List<ListedSku> skus) {
    return skus.stream()
        .filter(listed -> slot.tier() == Tier.HOT || listed.isHot())
        .map(listed -> listed.sku().code())
        .toList();
  }

  private void keep(List<CheckResult> results) {
    long version = lake.version(Tables.MASTER_MARKET_DATA);
    Instant now = clock.instant();
    List<Row> rows = results.stream().map(result -> row(result, version, now)).toList();
    lake.replace(
        Tables.QUALITY_RESULTS,
        lake.spark().createDataFrame(rows, Tables.QUALITY_RESULTS.schema()).coalesce(1),
        "run_id = '" + slot.runId() + "'");
  }

  private Row row(CheckResult result, long version, Instant now) {
    return RowFactory.create(
        slot.runId(),
        slot.at(),
        result.check(),
        result.severity().code(),
        result.passed(),
        result.observed(),
        result.limit(),
        result.offenders().toArray(String[]::new),
        now,
        version);
  }
}
