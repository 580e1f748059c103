package io.soletape.checks;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.soletape.coverage.CoverageJob;
import io.soletape.fetch.BronzeAnswers;
import io.soletape.lake.Held;
import io.soletape.lake.Lake;
import io.soletape.lake.SlotWriter;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import io.soletape.plan.ListedSku;
import io.soletape.plan.QuoteScope;
import io.soletape.plan.Slot;
import io.soletape.quality.CheckResult;
import io.soletape.quality.Checks;
import io.soletape.silver.SilverRows;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Judges a run and keeps the results in ops/quality_results. */
public final class QualityJob {

  private static final Object[] FINISHED = {"done", "quality_failed"};

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
    RunChecks checks =
        new RunChecks(tables(codes), new Freshness(skus, slot.tier(), clock.instant()));
    List<CheckResult> results = Checks.judge(checks.all());
    keep(results);
    return results;
  }

  // What several checks look at is held, and of it only the columns that they need.
  private RunTables tables(Object[] codes) {
    SlotWriter rows = new SlotWriter(lake, slot.at(), codes);
    List<Dataset<Row>> held =
        Held.allOf(
            new CoverageJob(lake, slot, scope).written(),
            ofSkus(Tables.MAPPINGS, codes),
            rows.present(Tables.QUOTES)
                .select(Agreement.columns("request_id", "is_new_in_good_box")),
            SilverRows.unreleased(rows.present(Tables.QUARANTINE)),
            rows.present(Tables.DEPTH_ANSWERS),
            rows.present(Tables.MASTER_MARKET_DATA).select(RunChecks.tape()));
    return new RunTables(
        held.get(0),
        held.get(1),
        Agreement.answers(BronzeAnswers.ofSlot(lake, slot).where(col("sku").isin(codes))),
        held.get(2),
        held.get(3),
        held.get(4),
        ofSkus(Tables.SALES, codes).where(col("first_slot_at").equalTo(lit(slot.at()))),
        ofSkus(Tables.SALES_COVERAGE, codes),
        held.get(5),
        ofSkus(Tables.LATEST_MARKET_DATA, codes),
        coverageBefore(codes));
  }

  private Dataset<Row> ofSkus(Table table, Object[] codes) {
    return lake.read(table).where(col("sku").isin(codes));
  }

  private Dataset<Row> coverageBefore(Object[] codes) {
    List<Instant> slots =
        lake.read(Tables.RUNS)
            .where(col("tier").equalTo(slot.tier().code()))
            .where(col("slot_at").lt(lit(slot.at())))
            .where(col("status").isin(FINISHED))
            .orderBy(col("slot_at").desc())
            .limit(Volume.SLOTS)
            .select("slot_at")
            .as(Encoders.INSTANT())
            .collectAsList();
    Object[] days = slots.stream().map(QualityJob::day).distinct().toArray();
    return ofSkus(Tables.COVERAGE, codes)
        .where(col("slot_date").isin(days))
        .where(col("slot_at").isin(slots.toArray()))
        .where(col("tier").equalTo(slot.tier().code()));
  }

  private static LocalDate day(Instant moment) {
    return moment.atZone(ZoneOffset.UTC).toLocalDate();
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
        version,
        result.nextStep());
  }
}
