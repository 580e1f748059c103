package io.soletape.checks;

import static io.soletape.checks.Words.words;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import io.soletape.alias.AliasApi;
import io.soletape.quality.Evidence;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whether answers of sales and offers were taken as they are. The expected cells are those of
 * quotes: one that was refused, or a row of it, shows nowhere else by its answer.
 */
final class DepthAnswers {

  /** What is asked of single sizes. */
  static final Object[] ENDPOINTS = {AliasApi.RECENT_SALES, AliasApi.OFFER_HISTOGRAM};

  private DepthAnswers() {}

  /**
   * The check of a slot's answers of sales and offers.
   *
   * @param answers as {@link Agreement#answers} leaves them
   * @param refused rows of silver/quarantine that are to be named
   */
  static Evidence of(Dataset<Row> answers, Dataset<Row> refused) {
    Dataset<Row> reasons =
        refused
            .where(col("endpoint").isin(ENDPOINTS))
            .groupBy("request_id")
            .agg(min(struct("reason", "size_key")).as("refusal"));
    return Evidence.of(
        RunCheck.DEPTH_ANSWERS.check(),
        answers
            .where(col("endpoint").isin(ENDPOINTS))
            .join(broadcast(reasons), new String[] {"request_id"}, "left_outer"),
        col("refusal").isNotNull(),
        words(
            col("platform"),
            col("sku"),
            col("refusal.size_key"),
            col("endpoint"),
            col("refusal.reason"),
            col("request_id")));
  }
}
