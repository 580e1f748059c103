package io.soletape.fetch;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.soletape.alias.AliasApi;
import io.soletape.market.Platform;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Tells ids that a platform does not know from a platform that is dead. Pure functions. */
final class UnknownIds {

  private static final int UNAVAILABLE = 503;

  private UnknownIds() {}

  /**
   * Whether unknown ids explain why a platform gave no usable answer: it answered nothing but 503
   * to them, as Alias does (Alias API, errors), they never worked before, and they are so few that
   * it can be chance.
   *
   * @param failures rows of bronze: all that the platform was asked
   * @param history rows of bronze: all that is known
   */
  static boolean explain(Dataset<Row> failures, Dataset<Row> history) {
    Dataset<Row> styles = failures.select("platform", "sku").distinct();
    return failures.where(not(isOfAnId())).isEmpty()
        && styles.count() < Breaker.TROUBLED_SKUS
        && BronzeAnswers.onceWell(history)
            .join(styles, new String[] {"platform", "sku"}, "left_semi")
            .isEmpty();
  }

  // A search names no id.
  private static Column isOfAnId() {
    return col("platform")
        .equalTo(Platform.ALIAS.code())
        .and(col("endpoint").notEqual(AliasApi.SEARCH))
        .and(coalesce(col("http_status").equalTo(UNAVAILABLE), lit(false)));
  }
}
