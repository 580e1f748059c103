package io.soletape.checks;

import static io.soletape.checks.Words.words;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.regexp_like;
import static org.apache.spark.sql.functions.sum;

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

  Agreement(RunTables tables) {
    this.tables = tables;
  }

  List<Evidence> all() {
    return List.of(bronzeAndSilver(), silverAndGold(), goldAndLatest());
  }

  /**
   * The answers that must have left something: usable ones of quotes, unless they say that there is
   * none, and those of sales and offers.
   *
   * @param bronze rows of bronze/platform_responses
   */
  static Dataset<Row> answers(Dataset<Row> bronze) {
    Column isOfQuotes = col("endpoint").isin("market_data", "availabilities");
    Column isEmpty = coalesce(regexp_like(col("body"), lit(EMPTY_ANSWER)), lit(false));
    return bronze
        .where(col("outcome").equalTo("ok"))
        .where(isOfQuotes.or(col("endpoint").isin("recent_sales", "offer_histogram")))
        .where(functions.not(isOfQuotes.and(isEmpty)))
        .select("request_id", "platform", "sku");
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
    Dataset<Row> told =
        tables
            .quotes()
            .where(col("is_new_in_good_box"))
            .select(columns())
            .withColumn("gold", lit(0));
    Dataset<Row> held = tables.tape().select(columns()).withColumn("gold", lit(1));
    Dataset<Row> cells =
        told.unionByName(held)
            .groupBy(columns())
            .agg(sum("gold").as("in_gold"), max(lit(1).minus(col("gold"))).as("in_silver"));
    return Evidence.of(
        RunCheck.SILVER_AND_GOLD_AGREE.check(),
        cells,
        col("in_gold").notEqual(1).or(col("in_silver").equalTo(0)),
        words(CELL));
  }

  private Evidence goldAndLatest() {
    Dataset<Row> latest =
        tables.latest().select(columns("slot_at")).withColumnRenamed("slot_at", "latest_slot_at");
    return Evidence.of(
        RunCheck.GOLD_AND_LATEST_AGREE.check(),
        tables.tape().select(columns("slot_at")).join(latest, CELL, "left_outer"),
        coalesce(col("latest_slot_at").lt(col("slot_at")), lit(true)),
        words(CELL));
  }

  private static Column[] columns(String... more) {
    return Stream.concat(Stream.of(CELL), Stream.of(more))
        .map(functions::col)
        .toArray(Column[]::new);
  }
}
