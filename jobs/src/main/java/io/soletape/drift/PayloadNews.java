package io.soletape.drift;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import io.soletape.alias.AliasShapes;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.market.Platform;
import io.soletape.platform.PayloadShape;
import io.soletape.platform.ShapeNews;
import io.soletape.stockx.StockxShapes;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** What of a slot's answers is news: rows of silver/payload_news. Pure functions. */
public final class PayloadNews {

  /** The kind of a regional market whose bid is at or above its ask. */
  public static final String CROSSED_MARKET = "crossed_market";

  private static final String WHOLE_ANSWER = "(answer)";
  private static final String ONE_SIZE = "(size)";
  private static final String QUOTE = "(quote)";
  private static final String KNOWN_WELL = "size_not_carried";
  private static final int LONGEST_SAMPLE = 80;

  private PayloadNews() {}

  /** What the shapes of the endpoints do not know. */
  public static Dataset<Row> ofShapes(Dataset<Row> answers) {
    return answers
        .where(col("outcome").equalTo("ok").and(col("body").isNotNull()))
        .flatMap(
            (FlatMapFunction<Row, Row>) answer -> newsIn(answer).iterator(),
            Encoders.row(Tables.PAYLOAD_NEWS.schema()));
  }

  /** What was refused, by reason; sizes that products do not carry are no news. */
  public static Dataset<Row> ofRefusals(Dataset<Row> quarantine) {
    return counted(
        quarantine
            .where(not(col("reason").equalTo(KNOWN_WELL)))
            .withColumn("path", when(col("size_key").isNull(), WHOLE_ANSWER).otherwise(ONE_SIZE))
            .withColumnRenamed("reason", "kind")
            .withColumn("sample", coalesce(col("detail"), lit(""))));
  }

  /** Markets of one region whose bid is at or above their ask: possible, but not for long. */
  public static Dataset<Row> ofCrossedMarkets(Dataset<Row> quotes) {
    return counted(
        quotes
            .where(not(col("region_code").equalTo("global")))
            .where(col("highest_bid").geq(col("lowest_ask")))
            .withColumn(
                "endpoint",
                when(col("platform").equalTo("stockx"), "market_data").otherwise("availabilities"))
            .withColumn("path", lit(QUOTE))
            .withColumn("kind", lit(CROSSED_MARKET))
            .withColumn(
                "sample",
                concat_ws(" ", col("sku"), col("size_key"), col("highest_bid"), col("lowest_ask")))
            .withColumn("seen_at", col("snapshot_at")));
  }

  private static Dataset<Row> counted(Dataset<Row> cases) {
    Dataset<Row> rows =
        cases
            .groupBy("request_id", "path", "kind")
            .agg(
                first("platform").as("platform"),
                first("endpoint").as("endpoint"),
                first("sku").as("sku"),
                min(cut(col("sample"))).as("sample"),
                count(lit(1)).as("seen_count"),
                first("seen_at").as("seen_at"),
                first("slot_at").as("slot_at"),
                first("slot_date").as("slot_date"));
    return Lake.shapedAs(Tables.PAYLOAD_NEWS, rows);
  }

  private static Column cut(Column text) {
    return substring(text, 1, LONGEST_SAMPLE);
  }

  private static Stream<Row> newsIn(Row answer) {
    return shape(answer).stream()
        .flatMap(shape -> shape.newsIn(answer.getAs("body")).stream())
        .map(news -> row(answer, news));
  }

  private static Optional<PayloadShape> shape(Row answer) {
    String endpoint = answer.getAs("endpoint");
    return switch (Platform.ofCode(answer.getAs("platform"))) {
      case STOCKX -> StockxShapes.of(endpoint);
      case ALIAS -> AliasShapes.of(endpoint);
    };
  }

  private static Row row(Row answer, ShapeNews news) {
    return RowFactory.create(
        answer.getAs("request_id"),
        answer.getAs("platform"),
        answer.getAs("endpoint"),
        answer.getAs("sku"),
        news.path(),
        news.kind(),
        news.sample(),
        news.count(),
        answer.getAs("fetched_at"),
        answer.getAs("slot_at"),
        answer.getAs("slot_date"));
  }
}
