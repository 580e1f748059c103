package io.soletape.checks;

import static io.soletape.checks.Words.words;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.to_date;

import io.soletape.quality.Evidence;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The evidence for each check of a run.
 *
 * @param tables what is looked at
 * @param freshness how old what may be
 */
record RunChecks(RunTables tables, Freshness freshness) {

  private static final String NOT_CARRIED = "size_not_carried";
  private static final int OLDEST_RATE_DAYS = 3;
  private static final String GLOBAL = "global";

  /** The columns of the tape that are looked at: it has many more. */
  static Column[] tape() {
    Stream<String> others =
        Stream.of("slot_at", "snapshot_at", "changed_at", "ingested_at", "fx_as_of", "is_crossed");
    return Stream.of(Stream.of(Agreement.CELL), others, Ranges.columns().stream())
        .flatMap(names -> names)
        .distinct()
        .map(functions::col)
        .toArray(Column[]::new);
  }

  List<Evidence> all() {
    Agreement agreement = new Agreement(tables);
    return Stream.of(
            Stream.of(coverage()),
            agreement.all().stream(),
            freshness.of(active(), tables.tape()).stream(),
            Stream.of(
                Ranges.of(tables.tape()),
                rates(),
                SalesOverlap.of(tables.depthAnswers(), tables.newSales(), tables.salesCoverage()),
                Volume.of(tables.coverage(), tables.coverageBefore()),
                mappingHealth(),
                refusedRows(),
                DepthAnswers.of(tables.answers(), refused()),
                crossedRegionalMarkets()))
        .flatMap(evidence -> evidence)
        .toList();
  }

  private Evidence coverage() {
    Dataset<Row> ofActive =
        tables
            .coverage()
            .join(
                active().select("platform", "sku"), new String[] {"platform", "sku"}, "left_semi");
    return Evidence.of(
        RunCheck.COVERAGE.check(),
        ofActive,
        not(col("outcome").isin("observed", "empty_market", "not_carried")),
        words("platform", "sku", "outcome", "reason"));
  }

  private Evidence rates() {
    Column hasAmount = coalesce(col("lowest_ask"), col("highest_bid"), col("last_sale_price"));
    Column age = datediff(to_date(col("slot_at")), col("fx_as_of"));
    return Evidence.of(
        RunCheck.FX_RATES.check(),
        tables.tape().where(hasAmount.isNotNull()),
        coalesce(age.gt(OLDEST_RATE_DAYS), lit(true)),
        words("currency_code", "fx_as_of"));
  }

  private Evidence mappingHealth() {
    return Evidence.of(
        RunCheck.MAPPING_HEALTH.check(),
        tables.mappings(),
        col("status").notEqual("active"),
        words("platform", "sku", "status", "evidence"));
  }

  private Evidence refusedRows() {
    return Evidence.of(
        RunCheck.REFUSED_ROWS.check(), refused(), lit(true), words("platform", "sku", "reason"));
  }

  private Dataset<Row> refused() {
    return tables.quarantine().where(col("reason").notEqual(NOT_CARRIED));
  }

  private Evidence crossedRegionalMarkets() {
    return Evidence.of(
        RunCheck.CROSSED_REGIONAL_MARKETS.check(),
        tables.tape().where(col("region_code").notEqual(GLOBAL)),
        col("is_crossed"),
        words("platform", "sku", "region_code", "size_key"));
  }

  private Dataset<Row> active() {
    return tables.mappings().where(col("status").equalTo("active"));
  }
}
