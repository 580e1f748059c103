package io.soletape.silver;

import static org.apache.spark.sql.functions.col;

import io.soletape.fetch.BronzeAnswers;
import io.soletape.lake.Types;
import io.soletape.market.Platform;
import io.soletape.platform.Parsed;
import io.soletape.platform.PayloadRefusedException;
import io.soletape.platform.Refusal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Quote answers of bronze, read: one row per quote told and per refusal, without sizes yet. A row
 * is a refusal where {@code reason} is not null.
 */
final class ReadAnswers {

  private static final StructType SCHEMA =
      new StructType()
          .add("platform", DataTypes.StringType)
          .add("endpoint", DataTypes.StringType)
          .add("sku", DataTypes.StringType)
          .add("size_ref", DataTypes.StringType)
          .add("region_code", DataTypes.StringType)
          .add("currency_code", DataTypes.StringType)
          .add("programme", DataTypes.StringType)
          .add("product_condition", DataTypes.StringType)
          .add("packaging_condition", DataTypes.StringType)
          .add("is_new_in_good_box", DataTypes.BooleanType)
          .add("lowest_ask", Types.MONEY)
          .add("highest_bid", Types.MONEY)
          .add("last_sale_price", Types.MONEY)
          .add("global_indicator_price", Types.MONEY)
          .add("sell_faster_price", Types.MONEY)
          .add("earn_more_price", Types.MONEY)
          .add("beat_us_price", Types.MONEY)
          .add("reason", DataTypes.StringType)
          .add("detail", DataTypes.StringType)
          .add("snapshot_at", DataTypes.TimestampType)
          .add("slot_at", DataTypes.TimestampType)
          .add("slot_date", DataTypes.DateType)
          .add("request_id", DataTypes.StringType)
          .add("run_id", DataTypes.StringType);

  private static final Map<Platform, QuoteReader> READERS =
      Map.of(Platform.STOCKX, new StockxQuotes(), Platform.ALIAS, new AliasQuotes());

  private ReadAnswers() {}

  /** Reads the usable quote answers among the answers of a slot. */
  static Dataset<Row> of(Dataset<Row> answers, String stockxMarket) {
    return usable(answers)
        .flatMap(
            (FlatMapFunction<Row, Row>) answer -> read(answer, stockxMarket).iterator(),
            Encoders.row(SCHEMA));
  }

  /** The answers that hold quotes, if they can be read. */
  static Dataset<Row> usable(Dataset<Row> answers) {
    Object[] endpoints = READERS.values().stream().map(QuoteReader::endpoint).toArray();
    return answers.where(col("outcome").equalTo("ok").and(col("endpoint").isin(endpoints)));
  }

  static QuoteReader reader(Platform platform) {
    return READERS.get(platform);
  }

  private static Stream<Row> read(Row answer, String stockxMarket) {
    QuoteReader reader = reader(Platform.ofCode(answer.getAs("platform")));
    Map<String, String> params = answer.getJavaMap(answer.fieldIndex("params"));
    try {
      Parsed<ToldQuote> parsed = reader.read(BronzeAnswers.body(answer), params, stockxMarket);
      return Stream.concat(
          parsed.rows().stream().map(quote -> quote(answer, quote)),
          parsed.refusals().stream().map(refusal -> refusal(answer, refusal)));
    } catch (PayloadRefusedException e) {
      return List.of(refusal(answer, e.refusal())).stream();
    }
  }

  private static Row quote(Row answer, ToldQuote told) {
    return RowFactory.create(
        answer.getAs("platform"),
        answer.getAs("endpoint"),
        answer.getAs("sku"),
        told.sizeRef(),
        told.region().code(),
        told.quote().currency().code(),
        told.quote().programme().code(),
        told.condition().map(ToldQuote.Condition::product).orElse(null),
        told.condition().map(ToldQuote.Condition::packaging).orElse(null),
        told.isNewInGoodBox(),
        ToldQuote.amount(told.quote().lowestAsk()),
        ToldQuote.amount(told.quote().highestBid()),
        ToldQuote.amount(told.lastSale()),
        ToldQuote.amount(told.globalIndicator()),
        ToldQuote.amount(told.sellFaster()),
        ToldQuote.amount(told.earnMore()),
        ToldQuote.amount(told.beatUs()),
        null,
        null,
        answer.getAs("fetched_at"),
        answer.getAs("slot_at"),
        answer.getAs("slot_date"),
        answer.getAs("request_id"),
        answer.getAs("run_id"));
  }

  private static Row refusal(Row answer, Refusal refusal) {
    Object[] fields = new Object[SCHEMA.size()];
    put(fields, "platform", answer.getAs("platform"));
    put(fields, "endpoint", answer.getAs("endpoint"));
    put(fields, "sku", answer.getAs("sku"));
    put(fields, "size_ref", refusal.sizeKey().orElse(null));
    put(fields, "reason", refusal.reason());
    put(fields, "detail", refusal.detail());
    put(fields, "snapshot_at", answer.getAs("fetched_at"));
    put(fields, "slot_at", answer.getAs("slot_at"));
    put(fields, "slot_date", answer.getAs("slot_date"));
    put(fields, "request_id", answer.getAs("request_id"));
    put(fields, "run_id", answer.getAs("run_id"));
    return RowFactory.create(fields);
  }

  private static void put(Object[] fields, String name, Object value) {
    fields[SCHEMA.fieldIndex(name)] = value;
  }
}
