package io.soletape.checks;

import static io.soletape.checks.Words.words;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.regexp_like;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.soletape.lake.Held;
import io.soletape.quality.Evidence;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Whether what one layer holds has arrived in the next: nothing lost on the way, nothing added. */
final class Agreement {

  /** What tells quotes of one slot apart. */
  static final String[] CELL = {
    "platform", "sku", "size_key", "region_code", "currency_code", "programme"
  };

  private static final StructType VARIANT_OF_STOCKX =
      new StructType().add("variantId", DataTypes.StringType);
  private static final StructType VARIANTS_OF_ALIAS =
      new StructType()
          .add("variants", new ArrayType(new StructType().add("size", DataTypes.StringType), true));
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
   * none, and those of sales and offers; with {@code sizes_told}, how many sizes the body of an
   * answer of quotes names. They are counted here by Spark, so that a fault of our parsers shows.
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
        .withColumn(
            "sizes_told",
            when(col("endpoint").equalTo("market_data"), counted(sizesOfStockx()))
                .when(col("endpoint").equalTo("availabilities"), counted(sizesOfAlias()))
                .otherwise(0))
        .select("request_id", "platform", "endpoint", "sku", "sizes_told");
  }

  private static Column sizesOfStockx() {
    return from_json(col("body"), new ArrayType(VARIANT_OF_STOCKX, true)).getField("variantId");
  }

  // 10 and 10.0 are one size.
  private static Column sizesOfAlias() {
    return transform(
        from_json(col("body"), VARIANTS_OF_ALIAS).getField("variants").getField("size"),
        size -> size.try_cast("DECIMAL(6,2)"));
  }

  private static Column counted(Column sizes) {
    return coalesce(size(array_distinct(filter(sizes, Column::isNotNull))), lit(0));
  }

  private Evidence bronzeAndSilver() {
    Column isLost = col("sizes_read").isNull();
    Column isCutShort = col("is_refused_whole").equalTo(false).and(lost().gt(0));
    return Evidence.of(
        RunCheck.BRONZE_AND_SILVER_AGREE.check(),
        tables.answers().join(read(), new String[] {"request_id"}, "left_outer"),
        isLost.or(isCutShort),
        words(
            col("platform"),
            col("sku"),
            col("request_id"),
            when(isCutShort, concat_ws(" ", lost(), lit("of"), col("sizes_told"), lit("sizes")))),
        lost());
  }

  private static Column lost() {
    return col("sizes_told").minus(coalesce(col("sizes_read"), lit(0)));
  }

  // What of each answer has arrived, as a quote or as a refusal.
  private Dataset<Row> read() {
    return Stream.of(tables.quotes(), tables.quarantine(), tables.depthAnswers())
        .map(rows -> rows.select("request_id", "size_key"))
        .reduce(Dataset::unionByName)
        .orElseThrow()
        .distinct()
        .groupBy("request_id")
        .agg(
            count(col("size_key")).as("sizes_read"),
            bool_or(col("size_key").isNull()).as("is_refused_whole"));
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

  /** The columns of {@link #CELL} and more. */
  static Column[] columns(String... more) {
    return Stream.concat(Stream.of(CELL), Stream.of(more))
        .map(functions::col)
        .toArray(Column[]::new);
  }
}
