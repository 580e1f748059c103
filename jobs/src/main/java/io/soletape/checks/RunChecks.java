package io.soletape.checks;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.soletape.lake.Tables;
import io.soletape.quality.Check;
import io.soletape.quality.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The checks of a run.
 *
 * @param coverage rows of ops/coverage of the run
 * @param mappings silver/mappings of the run's SKUs
 * @param answers bronze of the slot and the SKUs
 * @param quotes silver/quotes of the slot and the SKUs
 * @param quarantine silver/quarantine of the slot and the SKUs
 * @param tape gold of the slot and the SKUs
 * @param hotSkus the run's SKUs that must be fresh
 * @param now when ages are judged
 */
record RunChecks(
    Dataset<Row> coverage,
    Dataset<Row> mappings,
    Dataset<Row> answers,
    Dataset<Row> quotes,
    Dataset<Row> quarantine,
    Dataset<Row> tape,
    List<String> hotSkus,
    Instant now) {

  private static final double LEAST_COVERED = 0.98;
  private static final Duration OLDEST_HOT = Duration.ofHours(2);
  private static final String NOT_CARRIED = "size_not_carried";

  List<Check> all() {
    return List.of(
        coverageCheck(),
        uniqueKeys(),
        hotFreshness(),
        answersAddUp(),
        tapeAddsUp(),
        mappingHealth(),
        refusedRows(),
        crossedRegionalMarkets());
  }

  private Check coverageCheck() {
    Dataset<Row> ofActive =
        coverage.join(
            active().select("platform", "sku"), new String[] {"platform", "sku"}, "left_semi");
    long cells = ofActive.count();
    Dataset<Row> holes =
        ofActive
            .where(functions.not(col("outcome").isin("observed", "empty_market", "not_carried")))
            .select(words(col("platform"), col("sku"), col("outcome"), col("reason")));
    return new Check(
        "coverage",
        Severity.ERROR,
        "98 % or more of the cells of active mappings observed, empty or not carried",
        cells,
        (long) Math.floor(cells * (1 - LEAST_COVERED)),
        holes);
  }

  private Check uniqueKeys() {
    Column[] key =
        Tables.MASTER_MARKET_DATA.key().stream().map(functions::col).toArray(Column[]::new);
    Dataset<Row> repeated =
        tape.groupBy(key).agg(count(lit(1)).as("rows")).where(col("rows").gt(1)).select(words(key));
    return new Check("unique_keys", Severity.ERROR, "no key twice", 0, 0, repeated);
  }

  private Check hotFreshness() {
    Instant oldest = now.minus(OLDEST_HOT);
    Dataset<Row> fresh =
        tape.groupBy("platform", "sku")
            .agg(max("snapshot_at").as("newest"))
            .where(col("newest").geq(lit(oldest)));
    Dataset<Row> stale =
        active()
            .where(col("sku").isin(hotSkus.toArray()))
            .join(fresh, new String[] {"platform", "sku"}, "left_anti")
            .select(words(col("platform"), col("sku")));
    return new Check("hot_freshness", Severity.ERROR, "no hot SKU older than 2 h", 0, 0, stale);
  }

  private Check answersAddUp() {
    Dataset<Row> read =
        quotes.select("request_id").unionByName(quarantine.select("request_id")).distinct();
    Dataset<Row> lost =
        answers
            .where(col("endpoint").isin("market_data", "availabilities"))
            .where(col("outcome").equalTo("ok"))
            .where(functions.not(functions.regexp_like(col("body"), lit(EMPTY_ANSWER))))
            .join(read, new String[] {"request_id"}, "left_anti")
            .select(words(col("platform"), col("sku"), col("request_id")));
    return new Check(
        "bronze_and_silver_agree",
        Severity.ERROR,
        "each usable quote answer has rows in silver or quarantine",
        0,
        0,
        lost);
  }

  private static final String EMPTY_ANSWER =
      "^\\s*(\\[\\s*\\]|\\{\\s*\"variants\"\\s*:\\s*(\\[\\s*\\]|null)\\s*\\}|\\{\\s*\\})\\s*$";

  private Check tapeAddsUp() {
    String[] cell =
        Stream.of("platform", "sku", "size_key", "region_code", "currency_code", "programme")
            .toArray(String[]::new);
    Dataset<Row> told = quotes.where(col("is_new_in_good_box")).select(columns(cell)).distinct();
    Dataset<Row> held = tape.select(columns(cell));
    Dataset<Row> lost =
        told.join(held, cell, "left_anti")
            .unionByName(held.join(told, cell, "left_anti"))
            .select(words(columns(cell)));
    return new Check(
        "silver_and_gold_agree",
        Severity.ERROR,
        "each tape quote of silver is one row of gold and the other way round",
        0,
        0,
        lost);
  }

  private Check mappingHealth() {
    Dataset<Row> unwell =
        mappings
            .where(col("status").notEqual("active"))
            .select(words(col("platform"), col("sku"), col("status"), col("evidence")));
    return new Check("mapping_health", Severity.WARN, "every SKU is mapped", 0, 0, unwell);
  }

  private Check refusedRows() {
    Dataset<Row> refused =
        quarantine
            .where(col("reason").notEqual(NOT_CARRIED))
            .select(words(col("platform"), col("sku"), col("reason")));
    return new Check("refused_rows", Severity.WARN, "no row refused", 0, 0, refused);
  }

  private Check crossedRegionalMarkets() {
    Dataset<Row> crossed =
        tape.where(col("is_crossed").and(col("region_code").notEqual("global")))
            .select(words(col("platform"), col("sku"), col("region_code"), col("size_key")));
    return new Check(
        "crossed_regional_markets",
        Severity.WARN,
        "no bid at or above the ask within a region",
        0,
        0,
        crossed);
  }

  private Dataset<Row> active() {
    return mappings.where(col("status").equalTo("active"));
  }

  private static Column[] columns(String[] names) {
    return Stream.of(names).map(functions::col).toArray(Column[]::new);
  }

  private static Column words(Column... parts) {
    return concat_ws(" ", parts).as("offender");
  }
}
