package io.soletape.gold;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import io.soletape.alias.AliasApi;
import io.soletape.lake.Types;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * The histograms of a slot. Alias's offers take goods of either programme, so both rows have them.
 *
 * @param answers rows of silver/depth_answers of the slot; of a histogram of which a bin was
 *     refused nothing is said
 * @param bins rows of silver/offer_bins of the slot
 */
record KnownOffers(Dataset<Row> answers, Dataset<Row> bins) {

  private static final String[] SIZE = {"platform", "sku", "size_key", "region_code"};

  /** The tape's rows with count and depth of offers; null where the slot has no histogram. */
  Dataset<Row> addedTo(Dataset<Row> tape) {
    return tape.drop("bid_count", "bid_depth").join(broadcast(histograms()), SIZE, "left_outer");
  }

  private Dataset<Row> histograms() {
    Dataset<Row> asked =
        answers
            .where(col("endpoint").equalTo(AliasApi.OFFER_HISTOGRAM))
            .where(col("rows_refused").equalTo(0))
            .groupBy(columns())
            .agg(max(struct(col("requested_at"), col("request_id"))).as("newest"))
            .withColumn("histogram_id", col("newest.request_id"))
            .drop("newest");
    Dataset<Row> depth =
        bins.groupBy(col("request_id").as("histogram_id"))
            .agg(
                sum("offers").as("offers"),
                sort_array(collect_list(struct(col("price"), col("offers").as("count"))), false)
                    .as("depth"));
    return asked
        .join(depth, "histogram_id", "left_outer")
        .withColumn("bid_count", coalesce(col("offers"), lit(0L)).try_cast(DataTypes.IntegerType))
        .withColumn(
            "bid_depth",
            coalesce(col("depth").cast(Types.DEPTH), functions.array().cast(Types.DEPTH)))
        .drop("histogram_id", "offers", "depth");
  }

  private static Column[] columns() {
    return Arrays.stream(SIZE).map(functions::col).toArray(Column[]::new);
  }
}
