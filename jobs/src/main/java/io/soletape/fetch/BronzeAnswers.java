package io.soletape.fetch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.to_date;

import io.soletape.alias.AliasApi;
import io.soletape.http.Settlement;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.plan.Slot;
import io.soletape.stockx.StockxApi;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The raw answers of a slot. */
public final class BronzeAnswers {

  private BronzeAnswers() {}

  /** Rows of bronze/platform_responses of one slot, whichever tier asked. */
  public static Dataset<Row> ofSlot(Lake lake, Slot slot) {
    return lake.read(Tables.PLATFORM_RESPONSES)
        .where(col("slot_date").equalTo(lit(slot.date())).and(col("slot_at").equalTo(slot.at())));
  }

  /** Products that have answered for quotes, with the first slot in which they did. */
  public static Dataset<Row> onceWell(Dataset<Row> answers) {
    return answers
        .where(col("endpoint").isin(StockxApi.MARKET_DATA, AliasApi.AVAILABILITIES))
        .where(col("outcome").equalTo(Settlement.OK.code()))
        .groupBy("platform", "sku")
        .agg(min("slot_at").as("well_since"));
  }

  /** The body of a row; no body at all is as unreadable as an empty one. */
  public static String body(Row answer) {
    return Optional.ofNullable(answer.<String>getAs("body")).orElse("");
  }

  static Dataset<Row> landed(Lake lake, List<Path> files) {
    return lake.spark()
        .read()
        .schema(Tables.PLATFORM_RESPONSES.schema())
        .json(files.stream().map(Path::toString).toArray(String[]::new))
        .withColumn("slot_date", to_date(col("slot_at")))
        .where(col("request_id").isNotNull());
  }
}
