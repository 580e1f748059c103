package io.soletape.silver;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.soletape.alias.AliasApi;
import io.soletape.lake.Held;
import io.soletape.lake.Lake;
import io.soletape.lake.SlotWriter;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import io.soletape.sales.KnownIntervals;
import io.soletape.sales.SaleRows;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Writes what the sales answers of a slot add to silver/sales and silver/sales_coverage. A
 * repetition changes nothing; in any order of the slots the tables become the same.
 */
final class SalesJob {

  private static final String[] SALE = Tables.SALES.key().toArray(String[]::new);
  private static final String[] SIZE = Tables.SALES_COVERAGE.key().toArray(String[]::new);

  private final Lake lake;
  private final Object[] skus;

  /**
   * A job for some SKUs.
   *
   * @param skus the codes of all SKUs whose answers are given
   */
  SalesJob(Lake lake, Object[] skus) {
    this.lake = lake;
    this.skus = skus.clone();
  }

  /**
   * Adds what the answers tell. Their rows in silver/depth_answers must be written before.
   *
   * @param told rows of silver/sales, one per telling
   * @param answers rows of silver/depth_answers of the slot
   */
  void add(Dataset<Row> told, Dataset<Row> answers) {
    Dataset<Row> asked =
        Held.of(
            answers
                .where(col("endpoint").equalTo(AliasApi.RECENT_SALES))
                .select(columns(SIZE))
                .distinct());
    if (!asked.isEmpty()) {
      merge(Held.of(told));
      cover(asked);
    }
  }

  private void merge(Dataset<Row> told) {
    Dataset<Row> known = ofSkus(Tables.SALES).join(told.select(columns(SALE)), SALE, "left_semi");
    Dataset<Row> merged = Held.of(SaleRows.merged(known, told));
    Set<String> changes =
        Set.copyOf(merged.select(SaleRows.CHANGE).distinct().as(Encoders.STRING()).collectAsList());
    if (changes.contains(SaleRows.EARLIER)) {
      replace(merged);
    } else if (changes.contains(SaleRows.FRESH)) {
      lake.append(Tables.SALES, inOneFile(merged.where(isChange(SaleRows.FRESH))));
    }
  }

  // Only where slots are worked on in another order than they were fetched.
  private void replace(Dataset<Row> merged) {
    Dataset<Row> changed = merged.where(not(isChange(SaleRows.SAME)));
    List<Integer> years =
        changed.select("purchased_year").distinct().as(Encoders.INT()).collectAsList();
    Dataset<Row> rest =
        ofSkus(Tables.SALES)
            .where(col("purchased_year").isin(years.toArray()))
            .join(changed.select(columns(SALE)), SALE, "left_anti");
    String scope =
        years.stream()
            .map(String::valueOf)
            .collect(
                Collectors.joining(
                    ", ", SlotWriter.ofSkus(skus) + " AND purchased_year IN (", ")"));
    lake.replace(Tables.SALES, inOneFile(rest.unionByName(changed.drop(SaleRows.CHANGE))), scope);
  }

  private static Dataset<Row> inOneFile(Dataset<Row> sales) {
    return sales.coalesce(1).sortWithinPartitions("purchased_year", "purchased_at");
  }

  private static Column isChange(String change) {
    return col(SaleRows.CHANGE).equalTo(change);
  }

  private void cover(Dataset<Row> asked) {
    Dataset<Row> answers = Held.of(ofSkus(Tables.DEPTH_ANSWERS).join(asked, SIZE, "left_semi"));
    Dataset<Row> counted = SaleRows.counted(ofSkus(Tables.SALES).join(asked, SIZE, "left_semi"));
    Dataset<Row> covered =
        KnownIntervals.of(answers)
            .join(counted, SIZE, "left_outer")
            .withColumn("standard_sales", coalesce(col("standard_sales"), lit(0L)))
            .withColumn("consigned_sales", coalesce(col("consigned_sales"), lit(0L)));
    lake.upsert(
        Tables.SALES_COVERAGE,
        Lake.shapedAs(Tables.SALES_COVERAGE, covered).exceptAll(ofSkus(Tables.SALES_COVERAGE)));
  }

  private Dataset<Row> ofSkus(Table table) {
    return lake.read(table).where(col("sku").isin(skus));
  }

  private static Column[] columns(String[] names) {
    return Stream.of(names).map(functions::col).toArray(Column[]::new);
  }
}
