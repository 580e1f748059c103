package io.soletape.drift;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Keeps ops/schema_drift: the news of every slot, each counted once. */
public final class SchemaDrift {

  private static final String[] KEY = Tables.SCHEMA_DRIFT.key().toArray(String[]::new);

  private final Lake lake;

  public SchemaDrift(Lake lake) {
    this.lake = lake;
  }

  /**
   * Takes over that the news of some answers have become others.
   *
   * @param before their rows of silver/payload_news until now
   * @param after their rows from now on, already written
   */
  public void update(Dataset<Row> before, Dataset<Row> after) {
    if (!before.exceptAll(after).isEmpty() || isBehind(before)) {
      lake.replace(
          Tables.SCHEMA_DRIFT,
          counted(firstSeen(lake.read(Tables.PAYLOAD_NEWS))).coalesce(1),
          Lake.EVERY_ROW);
      return;
    }
    Dataset<Row> added = after.exceptAll(before);
    if (!added.isEmpty()) {
      Dataset<Row> touched =
          lake.read(Tables.SCHEMA_DRIFT).join(added.select(key()).distinct(), KEY, "left_semi");
      lake.upsert(Tables.SCHEMA_DRIFT, counted(touched.unionByName(counted(firstSeen(added)))));
    }
  }

  // A crash between the two tables would leave the count short for good.
  private boolean isBehind(Dataset<Row> news) {
    Dataset<Row> drift = lake.read(Tables.SCHEMA_DRIFT).select(withLastSeen());
    Dataset<Row> newest = news.groupBy(key()).agg(max("seen_at").as("newest_at"));
    return !newest
        .join(drift, KEY, "left_outer")
        .where(col("last_seen_at").isNull().or(col("last_seen_at").lt(col("newest_at"))))
        .isEmpty();
  }

  private static Column[] key() {
    return Tables.SCHEMA_DRIFT.key().stream().map(functions::col).toArray(Column[]::new);
  }

  private static Column[] withLastSeen() {
    Column[] columns = Arrays.copyOf(key(), KEY.length + 1);
    columns[KEY.length] = col("last_seen_at");
    return columns;
  }

  // Of answers that came at the same moment the same one always counts as the first.
  private static Dataset<Row> firstSeen(Dataset<Row> news) {
    return news.groupBy(key())
        .agg(
            min_by(col("sample"), struct(col("seen_at"), col("request_id"))).as("sample"),
            min("seen_at").as("first_seen_at"),
            max("seen_at").as("last_seen_at"),
            sum("seen_count").as("seen_count"));
  }

  private static Dataset<Row> counted(Dataset<Row> drift) {
    Dataset<Row> counted =
        drift
            .groupBy(key())
            .agg(
                min_by(col("sample"), struct(col("first_seen_at"), col("sample"))).as("sample"),
                min("first_seen_at").as("first_seen_at"),
                max("last_seen_at").as("last_seen_at"),
                sum("seen_count").as("seen_count"));
    return Lake.shapedAs(Tables.SCHEMA_DRIFT, counted);
  }
}
