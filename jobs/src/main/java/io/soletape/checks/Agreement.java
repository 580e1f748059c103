package io.soletape.checks;

import static io.soletape.checks.Words.words;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.regexp_like;
import static org.apache.spark.sql.functions.when;

import io.soletape.lake.Held;
import io.soletape.quality.Evidence;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Whether what one layer holds has arrived in the next: nothing lost on the way, nothing added. */
final class Agreement {

  private static final String[] CELL = {
    "platform", "sku", "size_key", "region_code", "currency_code", "programme"
  };
  private static final String EMPTY_ANSWER =
      "^\\s*(\\[\\s*\\]|\\{\\s*\"variants\"\\s*:\\s*(\\[\\s*\\]|null)\\s*\\}|\\{\\s*\\})\\s*$";

  private final RunTables tables;
  private final Dataset<Row> cells;

  Agreement(RunTables tables) {
    this.tables = tables;
    this.cells = Held.of(cells(tables));
  }

  List<Evidence> all() {
    return List.of(uniqueKeys(), bronzeAndSilver(), silverAndGold(), goldAndLatest());
  }

  // One pass over three tables serves three checks.
  private static Dataset<Row> cells(RunTables tables) {
    Dataset<Row> told = tables.quotes().where(col("is_new_in_good_box"));
    return counted(told, "in_silver", lit(null))
        .unionByName(counted(tables.tape(), "in_gold", col("slot_at")))
        .unionByName(counted(tables.latest(), "in_latest", col("slot_at")))
        .groupBy(columns())
        .agg(
            count(when(col("layer").equalTo("in_silver"), 1)).as("in_silver"),
            count(when(col("layer").equalTo("in_gold"), 1)).as("in_gold"),
            max(when(col("layer").equalTo("in_gold"), col("layer_slot_at"))).as("slot_at"),
            max(when(col("layer").equalTo("in_latest"), col("layer_slot_at"))).as("latest_slot_at"))
        .where(col("in_silver").plus(col("in_gold")).gt(0));
  }

  private static Dataset<Row> counted(Dataset<Row> rows, String layer, Column slotAt) {
    return rows.withColumn("layer", lit(layer))
        .withColumn("layer_slot_at", slotAt.cast("timestamp"))
        .select(columns("layer", "layer_slot_at"));
  }

  private Evidence uniqueKeys() {
    return Evidence.of(
        RunCheck.UNIQUE_KEYS.check(),
        cells,
        col("in_gold").gt(1).or(col("in_silver").gt(1)),
        words(
            concat_ws(" ", columns()),
            lit("gold"),
            col("in_gold"),
            lit("times, silver"),
            col("in_silver")),
        col("in_gold").plus(col("in_silver")));
  }

  /**
   * The answers that must have left something: usable ones of quotes, unless they say that there is
   * none, and those of sales and offers.
   *
   * @param bronze rows of bronze/platform_responses
   */
  static Dataset<Row> answers(Dataset<Row> bronze) {
    Column isOfQuotes = col("endpoint").isin("market_data", "availabilities");
    Column isOfDepth = col("endpoint").isin(DepthAnswers.ENDPOINTS);
    Column isEmpty = coalesce(regexp_like(col("body"), lit(EMPTY_ANSWER)), lit(false));
    return bronze
        .where(col("outcome").equalTo("ok"))
        .where(isOfQuotes.or(isOfDepth))
        .where(functions.not(isOfQuotes.and(isEmpty)))
        .select("request_id", "platform", "endpoint", "sku");
  }

  private Evidence bronzeAndSilver() {
    Dataset<Row> read =
        Stream.of(tables.quotes(), tables.quarantine(), tables.depthAnswers())
            .map(rows -> rows.select("request_id"))
            .reduce(Dataset::unionByName)
            .orElseThrow()
            .distinct()
            .withColumn("is_read", lit(true));
    return Evidence.of(
        RunCheck.BRONZE_AND_SILVER_AGREE.check(),
        tables.answers().join(read, new String[] {"request_id"}, "left_outer"),
        col("is_read").isNull(),
        words("platform", "sku", "request_id"));
  }

  private Evidence silverAndGold() {
    return Evidence.of(
        RunCheck.SILVER_AND_GOLD_AGREE.check(),
        cells,
        col("in_gold").equalTo(0).or(col("in_silver").equalTo(0)),
        words(CELL));
  }

  private Evidence goldAndLatest() {
    return Evidence.of(
        RunCheck.GOLD_AND_LATEST_AGREE.check(),
        cells.where(col("in_gold").gt(0)),
        coalesce(col("latest_slot_at").lt(col("slot_at")), lit(true)),
        words(CELL));
  }

  private static Column[] columns(String... more) {
    return Stream.concat(Stream.of(CELL), Stream.of(more))
        .map(functions::col)
        .toArray(Column[]::new);
  }
}
