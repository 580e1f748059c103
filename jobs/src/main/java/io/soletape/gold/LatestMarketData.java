package io.soletape.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.row_number;

import io.soletape.lake.Tables;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;

/** The newest row of the tape for each key without its slot. */
final class LatestMarketData {

  static final String[] KEY = Tables.LATEST_MARKET_DATA.key().toArray(String[]::new);

  private LatestMarketData() {}

  /** The newest of the given rows of the tape for each key. */
  static Dataset<Row> of(Dataset<Row> rows) {
    Column[] key =
        Tables.LATEST_MARKET_DATA.key().stream().map(functions::col).toArray(Column[]::new);
    return rows.withColumn(
            "place", row_number().over(Window.partitionBy(key).orderBy(desc("slot_at"))))
        .where(col("place").equalTo(1))
        .drop("place");
  }
}
