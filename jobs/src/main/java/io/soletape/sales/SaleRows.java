package io.soletape.sales;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.year;

import io.soletape.lake.KeyOrder;
import io.soletape.lake.Tables;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Sales, each once. Pure functions; any order and repetition of what is told gives the same. */
public final class SaleRows {

  /** The column that says what is new. */
  public static final String CHANGE = "change";

  /** The sale was not known. */
  public static final String FRESH = "fresh";

  /** The sale was known from a later answer. */
  public static final String EARLIER = "earlier";

  /** Nothing is new. */
  public static final String SAME = "same";

  private static final Column[] KEY =
      Stream.of(KeyOrder.of(Tables.SALES.key())).map(functions::col).toArray(Column[]::new);
  private static final Column[] SIZE =
      Stream.of(KeyOrder.of(Tables.SALES_COVERAGE.key()))
          .map(functions::col)
          .toArray(Column[]::new);

  private SaleRows() {}

  /**
   * One row per sale: the earliest answer that tells it stays with it. Beside the columns of
   * silver/sales each row says what is new: {@link #FRESH}, {@link #EARLIER} where it is known but
   * an earlier answer has turned up, else {@link #SAME}.
   *
   * @param known rows of silver/sales, those of the sales told or more
   * @param told rows of silver/sales, one per telling
   */
  public static Dataset<Row> merged(Dataset<Row> known, Dataset<Row> told) {
    Column first = struct(col("first_seen_at"), col("request_id"), col("first_slot_at"));
    Column isNew =
        not(
            struct(col("first.first_seen_at"), col("first.request_id"), col("first_slot"))
                .equalTo(col("before")));
    return known
        .withColumn("is_known", lit(true))
        .unionByName(told.withColumn("is_known", lit(false)))
        .groupBy(KEY)
        .agg(
            min(struct(col("first_seen_at"), col("request_id"))).as("first"),
            min("first_slot_at").as("first_slot"),
            min(when(col("is_known"), first)).as("before"))
        .withColumn(
            CHANGE, when(col("before").isNull(), FRESH).when(isNew, EARLIER).otherwise(SAME))
        .select(columns());
  }

  /** How many sales of each kind are known of a size in a region. */
  public static Dataset<Row> counted(Dataset<Row> sales) {
    return sales
        .groupBy(SIZE)
        .agg(
            count(when(col("is_consigned").equalTo(false), lit(1))).as("standard_sales"),
            count(when(col("is_consigned"), lit(1))).as("consigned_sales"));
  }

  private static Column[] columns() {
    return Stream.concat(
            Stream.of(KEY),
            Stream.of(
                col("first.first_seen_at"),
                col("first.request_id"),
                col("first_slot").as("first_slot_at"),
                year(col("purchased_at")).as("purchased_year"),
                col(CHANGE)))
        .toArray(Column[]::new);
  }
}
