package io.soletape.silver;

import static org.apache.spark.sql.functions.col;

import io.soletape.market.Platform;
import io.soletape.plan.QuoteCell;
import java.util.Map;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Which market each usable quote answer was asked for, whatever it says. Pure functions. */
public final class QuoteRequests {

  /** The columns that tell whose market an answer is of. */
  static final String[] MARKET = {"platform", "sku", "region_code", "currency_code", "programme"};

  static final StructType SCHEMA =
      new StructType()
          .add("request_id", DataTypes.StringType)
          .add("platform", DataTypes.StringType)
          .add("endpoint", DataTypes.StringType)
          .add("sku", DataTypes.StringType)
          .add("region_code", DataTypes.StringType)
          .add("currency_code", DataTypes.StringType)
          .add("programme", DataTypes.StringType)
          .add("asked_product_id", DataTypes.StringType)
          .add("fetched_at", DataTypes.TimestampType)
          .add("slot_at", DataTypes.TimestampType)
          .add("slot_date", DataTypes.DateType);

  private QuoteRequests() {}

  /**
   * The quote requests among the answers of a slot that were answered: {@code request_id}, the cell
   * that was asked for, and when the answer came.
   *
   * @param answers rows of bronze; their bodies are not looked at
   * @param stockxMarket of answers that do not say which market they are of
   */
  public static Dataset<Row> of(Dataset<Row> answers, String stockxMarket) {
    return ReadAnswers.usable(answers)
        .select(
            col("request_id"),
            col("platform"),
            col("endpoint"),
            col("sku"),
            col("params"),
            col("fetched_at"),
            col("slot_at"),
            col("slot_date"))
        .map((MapFunction<Row, Row>) answer -> request(answer, stockxMarket), Encoders.row(SCHEMA));
  }

  private static Row request(Row answer, String stockxMarket) {
    Map<String, String> params = answer.getJavaMap(answer.fieldIndex("params"));
    QuoteReader reader = ReadAnswers.reader(Platform.ofCode(answer.getAs("platform")));
    QuoteCell cell = reader.cell(params, stockxMarket);
    return RowFactory.create(
        answer.getAs("request_id"),
        answer.getAs("platform"),
        answer.getAs("endpoint"),
        answer.getAs("sku"),
        cell.region().code(),
        cell.currency().code(),
        cell.programme().code(),
        reader.productId(params),
        answer.getAs("fetched_at"),
        answer.getAs("slot_at"),
        answer.getAs("slot_date"));
  }
}
