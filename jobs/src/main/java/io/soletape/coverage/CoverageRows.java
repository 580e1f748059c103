package io.soletape.coverage;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.plan.Slot;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** Expected cells held against answers, refusals and the tape. Pure functions. */
final class CoverageRows {

  private static final String[] PRODUCT = {"platform", "sku"};
  private static final String[] CELL = {
    "sku", "size_key", "platform", "region_code", "currency_code", "programme"
  };

  private static final String[] MARKET = {
    "platform", "sku", "region_code", "currency_code", "programme"
  };
  private static final String ACTIVE = "active";

  private CoverageRows() {}

  /**
   * The rows of ops/coverage of a run.
   *
   * @param expected rows of {@link ExpectedCells}
   * @param variants silver/variants
   * @param answers bronze of the slot
   * @param quarantine silver/quarantine of the slot
   * @param tape gold of the slot
   */
  static Dataset<Row> of(
      Slot slot,
      Dataset<Row> expected,
      Dataset<Row> variants,
      Dataset<Row> answers,
      Dataset<Row> quarantine,
      Dataset<Row> tape) {
    Dataset<Row> cells = withOutcome(expected, variants, answers, quarantine, tape);
    Dataset<Row> rows =
        cells
            .unionByName(toldBesides(tape))
            .withColumn("slot_at", lit(slot.at()))
            .withColumn("slot_date", lit(slot.date()))
            .withColumn("tier", lit(slot.tier().code()));
    return Lake.shapedAs(Tables.COVERAGE, rows);
  }

  /**
   * The rows of a run whose slot has been computed again. Cells with a usable answer are held
   * against it anew; the others stay: why they have none is told by nothing but the run.
   *
   * @param before the rows of the run
   * @param requests rows of {@link io.soletape.silver.QuoteRequests} of the slot
   * @param variants the sizes as the slot knows them
   * @param answers bronze of the slot
   * @param quarantine what is refused in the slot now
   * @param tape gold of the slot for the run's SKUs
   */
  static Dataset<Row> again(
      Slot slot,
      Dataset<Row> before,
      Dataset<Row> requests,
      Dataset<Row> variants,
      Dataset<Row> answers,
      Dataset<Row> quarantine,
      Dataset<Row> tape) {
    Dataset<Row> asked = before.where(not(isToldBesides()));
    Dataset<Row> answered =
        requests
            .groupBy(columns(MARKET))
            .agg(max_by(col("request_id"), col("fetched_at")).as("request_id"))
            .join(asked.select(columns(MARKET)).distinct(), MARKET, "left_semi");
    Dataset<Row> expected =
        answered
            .withColumn("mapping_status", lit(ACTIVE))
            .withColumn("mapping_evidence", lit(null).cast(DataTypes.StringType))
            .withColumn("stop_outcome", lit(null).cast(DataTypes.StringType))
            .withColumn("stop_reason", lit(null).cast(DataTypes.StringType));
    return of(slot, expected, variants, answers, quarantine, tape)
        .unionByName(asked.join(answered, MARKET, "left_anti"));
  }

  /** The columns of gold that are looked at. */
  static Column[] tape() {
    return columns(CELL);
  }

  private static Dataset<Row> withOutcome(
      Dataset<Row> expected,
      Dataset<Row> variants,
      Dataset<Row> answers,
      Dataset<Row> quarantine,
      Dataset<Row> tape) {
    return withSizes(expected, variants)
        .join(broadcast(searchAnswers(answers)), PRODUCT, "left_outer")
        .join(broadcast(quoteAnswers(answers)), names("request_id", "sku"), "left_outer")
        .join(broadcast(payloadRefusals(quarantine)), "request_id", "left_outer")
        .join(broadcast(rowRefusals(quarantine)), names("request_id", "size_key"), "left_outer")
        .join(observed(tape), CELL, "left_outer")
        .withColumn("outcome", outcome())
        .withColumn("reason", reason())
        .select(selected());
  }

  private static String[] names(String... names) {
    return names;
  }

  private static Column[] columns(String... names) {
    return Arrays.stream(names).map(functions::col).toArray(Column[]::new);
  }

  // Sizes are known for products that were found; the others stand as one cell without a size.
  private static Dataset<Row> withSizes(Dataset<Row> expected, Dataset<Row> variants) {
    return expected.join(
        broadcast(variants.select("platform", "sku", "size_key", "is_carried")),
        PRODUCT,
        "left_outer");
  }

  private static Column outcome() {
    return when(col("is_on_tape"), "observed")
        .when(not(isMapped()).and(isAsked()), "unmapped")
        .when(not(isMapped()).and(col("search_outcome").isNotNull()), "failed")
        .when(not(isMapped()), coalesce(col("stop_outcome"), lit("failed")))
        .when(col("is_carried").equalTo(false), "not_carried")
        .when(col("answer_outcome").isNull().and(isUnwell()), "failed")
        .when(col("answer_outcome").isNull(), coalesce(col("stop_outcome"), lit("deferred")))
        .when(col("answer_outcome").notEqual("ok"), "failed")
        .when(col("payload_refusal").isNotNull().or(col("row_refusal").isNotNull()), "quarantined")
        .when(col("size_key").isNull(), "failed")
        .otherwise("empty_market");
  }

  private static Column reason() {
    Column trouble = coalesce(col("stop_reason"), lit("not asked"));
    return when(col("is_on_tape"), lit(null).cast(DataTypes.StringType))
        .when(not(isMapped()).and(isAsked()), whatIsKnown())
        .when(not(isMapped()), coalesce(col("search_reason"), trouble))
        .when(col("is_carried").equalTo(false), lit("the product has dropped the size"))
        .when(col("answer_outcome").isNull().and(isUnwell()), whatIsKnown())
        .when(col("answer_outcome").isNull(), trouble)
        .when(col("answer_outcome").notEqual("ok"), col("answer_reason"))
        .when(col("payload_refusal").isNotNull(), col("payload_refusal"))
        .when(col("row_refusal").isNotNull(), col("row_refusal"))
        .when(col("size_key").isNull(), "the product's sizes are not known")
        .otherwise("the answer has no row for the size");
  }

  private static Column whatIsKnown() {
    return concat(col("mapping_status"), lit(": "), col("mapping_evidence"));
  }

  // A product without known sizes cannot be covered size by size either.
  private static Column isMapped() {
    return coalesce(col("mapping_status").isin(ACTIVE, "broken", "suspect"), lit(false));
  }

  // Such a product is remembered for a while and not asked for in every slot.
  private static Column isUnwell() {
    return col("mapping_status").isin("broken", "suspect");
  }

  private static Column isAsked() {
    return col("mapping_status").isNotNull();
  }

  private static Column not(Column condition) {
    return functions.not(condition);
  }

  private static Dataset<Row> searchAnswers(Dataset<Row> answers) {
    return answers
        .where(col("endpoint").equalTo("search").and(col("outcome").notEqual("ok")))
        .groupBy("platform", "sku")
        .agg(first("outcome").as("search_outcome"), first(because()).as("search_reason"));
  }

  // Of its own SKU: a mapping that names another's product leads to the other's answer.
  private static Dataset<Row> quoteAnswers(Dataset<Row> answers) {
    return answers.select(
        col("request_id"),
        col("sku"),
        col("outcome").as("answer_outcome"),
        because().as("answer_reason"));
  }

  private static Column because() {
    Column told =
        coalesce(
            concat(lit("http "), col("http_status").cast(DataTypes.StringType)),
            lit("no whole answer"));
    // The cell's own outcome says failed too.
    return when(col("outcome").equalTo("failed"), told)
        .otherwise(concat(col("outcome"), lit(": "), told));
  }

  private static Dataset<Row> payloadRefusals(Dataset<Row> quarantine) {
    return quarantine
        .where(col("size_key").isNull())
        .groupBy("request_id")
        .agg(min("reason").as("payload_refusal"));
  }

  private static Dataset<Row> rowRefusals(Dataset<Row> quarantine) {
    return quarantine
        .where(col("size_key").isNotNull())
        .groupBy("request_id", "size_key")
        .agg(min("reason").as("row_refusal"));
  }

  private static Dataset<Row> observed(Dataset<Row> tape) {
    return tape.select(tape()).distinct().withColumn("is_on_tape", lit(true));
  }

  // Flex and direct are expected where they are told.
  private static Dataset<Row> toldBesides(Dataset<Row> tape) {
    return tape.where(isToldBesides())
        .withColumn("outcome", lit("observed"))
        .withColumn("reason", lit(null).cast(DataTypes.StringType))
        .select(selected());
  }

  private static Column isToldBesides() {
    return col("programme").isin("flex", "direct");
  }

  private static Column[] selected() {
    return new Column[] {
      col("platform"),
      col("sku"),
      col("region_code"),
      col("currency_code"),
      col("programme"),
      col("size_key"),
      col("outcome"),
      col("reason")
    };
  }
}
