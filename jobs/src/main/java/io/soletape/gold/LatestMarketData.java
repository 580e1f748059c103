package io.soletape.gold;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.row_number;

import io.soletape.lake.Held;
import io.soletape.lake.KeyOrder;
import io.soletape.lake.Tables;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;

/** The newest row of the tape for each key without its slot. */
final class LatestMarketData {

  static final String[] KEY = KeyOrder.of(Tables.LATEST_MARKET_DATA.key());

  private LatestMarketData() {}

  /**
   * Rows of the tape in the place of older ones.
   *
   * @param older rows of gold/latest_market_data
   * @param keys of these, from {@link #keys}, held
   * @param tape rows of one slot that is newer than all of them
   */
  static Dataset<Row> newer(Dataset<Row> older, Dataset<Row> keys, Dataset<Row> tape) {
    Dataset<Row> untold = Held.of(keys.join(broadcast(tape.select(key())), KEY, "left_anti"));
    return Held.isEmpty(untold)
        ? tape
        : older.join(broadcast(untold.select(key())), KEY, "left_semi").unionByName(tape);
  }

  /** Of rows of the tape their keys, and the slots that they are of. */
  static Dataset<Row> keys(Dataset<Row> rows) {
    return rows.select(
        Stream.concat(Stream.of(KEY), Stream.of("slot_at"))
            .map(functions::col)
            .toArray(Column[]::new));
  }

  /** The newest of the given rows of the tape for each key. */
  static Dataset<Row> of(Dataset<Row> rows) {
    return rows.withColumn(
            "place", row_number().over(Window.partitionBy(key()).orderBy(desc("slot_at"))))
        .where(col("place").equalTo(1))
        .drop("place");
  }

  private static Column[] key() {
    return Stream.of(KEY).map(functions::col).toArray(Column[]::new);
  }
}
