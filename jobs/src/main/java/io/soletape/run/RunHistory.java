package io.soletape.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.soletape.coverage.Covered;
import io.soletape.lake.Lake;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import io.soletape.market.Platform;
import io.soletape.plan.Slot;
import io.soletape.silver.ParserVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The runs that the lake remembers. */
final class RunHistory {

  private static final Object[] FINISHED = {RunStatus.DONE.code(), RunStatus.QUALITY_FAILED.code()};

  private static final List<Table> LEFT_BY_A_RUN =
      List.of(
          Tables.PLATFORM_RESPONSES,
          Tables.MAPPINGS,
          Tables.QUOTES,
          Tables.MASTER_MARKET_DATA,
          Tables.COVERAGE);

  private final Lake lake;

  RunHistory(Lake lake) {
    this.lake = lake;
  }

  /** The finished run of a slot, if the same code would do the same work again. */
  Optional<Row> finished(Slot slot, String planDigest) {
    return finished(slot).filter(run -> planDigest.equals(run.<String>getAs("plan_digest")));
  }

  /** The finished run of a slot, whatever its plan was, if the same code would read it again. */
  Optional<Row> finished(Slot slot) {
    return lake
        .read(Tables.RUNS)
        .where(col("run_id").equalTo(slot.runId()))
        .where(col("status").isin(FINISHED))
        .where(col("parser_version").equalTo(ParserVersion.CURRENT))
        .collectAsList()
        .stream()
        .findFirst();
  }

  /** Whether a newer slot of the tier has finished: then this one is past. */
  boolean isOvertaken(Slot slot) {
    return !lake.read(Tables.RUNS)
        .where(col("tier").equalTo(slot.tier().code()))
        .where(col("slot_at").gt(lit(slot.at())))
        .where(col("status").isin(FINISHED))
        .isEmpty();
  }

  void keep(RunReport report) {
    replace(report.slot(), row(report));
  }

  /**
   * Keeps what some steps of a slot did, beside what earlier ones left. The slot is finished when
   * its quality has been judged.
   */
  void keepSteps(RunReport report, Set<Step> steps) {
    Optional<Row> before =
        lake
            .read(Tables.RUNS)
            .where(col("run_id").equalTo(report.slot().runId()))
            .collectAsList()
            .stream()
            .findFirst();
    SlotInSteps slot = new SlotInSteps(before, row(report), steps);
    if (slot.isNews()) {
      replace(report.slot(), slot.row());
    }
  }

  private void replace(Slot slot, Row row) {
    lake.replace(
        Tables.RUNS,
        lake.spark().createDataFrame(List.of(row), Tables.RUNS.schema()).coalesce(1),
        "run_id = '" + slot.runId() + "'");
  }

  private Row row(RunReport report) {
    return RowFactory.create(
        report.slot().runId(),
        report.slot().tier().code(),
        report.slot().at(),
        report.status().code(),
        report.planned(),
        report.fetched(),
        report.reused(),
        report.failed(),
        report.deferred(),
        report.resumeAt().orElse(null),
        report.causes().isEmpty() ? null : String.join("; ", report.causes()),
        perPlatform(platform -> calls(report.calls().get(platform))),
        RowFactory.create(
            report.rows().get("bronze"),
            report.rows().get("silver_quotes"),
            report.rows().get("gold")),
        perPlatform(platform -> coverage(report.coverage().get(platform))),
        report.seconds(),
        report.planDigest(),
        CodeVersion.CURRENT,
        ParserVersion.CURRENT,
        tableVersions(),
        report.startedAt(),
        report.finishedAt(),
        report.metrics());
  }

  private Map<String, Long> tableVersions() {
    Map<String, Long> versions = new TreeMap<>();
    LEFT_BY_A_RUN.forEach(table -> versions.put(table.path(), lake.version(table)));
    return versions;
  }

  static Map<String, Long> rows(Row run) {
    Row rows = run.getAs("rows");
    Map<String, Long> counts = new HashMap<>();
    List.of("bronze", "silver_quotes", "gold").forEach(name -> counts.put(name, rows.getAs(name)));
    return counts;
  }

  static Map<Platform, Covered> coverage(Row run) {
    Row coverage = run.getAs("coverage");
    Map<Platform, Covered> covered = new HashMap<>();
    for (Platform platform : Platform.values()) {
      Row each = coverage.getAs(platform.code());
      covered.put(platform, new Covered(each.getAs("expected"), each.getAs("observed")));
    }
    return covered;
  }

  private static Row perPlatform(Function<Platform, Row> each) {
    List<Row> rows = new ArrayList<>();
    rows.add(each.apply(Platform.STOCKX));
    rows.add(each.apply(Platform.ALIAS));
    return RowFactory.create(rows.toArray());
  }

  private static Row calls(CallReport calls) {
    return RowFactory.create(
        calls.made(),
        calls.retries(),
        calls.rateLimited(),
        calls.quotaUsed(),
        calls.quotaLeft().map(Integer::longValue).orElse(null));
  }

  private static Row coverage(Covered covered) {
    return RowFactory.create(covered.expected(), covered.observed(), covered.percent());
  }
}
