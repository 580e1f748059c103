package io.soletape.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.soletape.alias.AliasApi;
import io.soletape.lake.Held;
import io.soletape.lake.KeyOrder;
import io.soletape.lake.Lake;
import io.soletape.lake.ScopeWriter;
import io.soletape.lake.SlotWriter;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import io.soletape.sales.KnownIntervals;
import io.soletape.sales.SaleRows;
import java.time.Instant;
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
 * Keeps silver/sales and silver/sales_coverage to what the sales answers tell. A repetition changes
 * nothing; in any order of the slots the tables become the same. What an answer was once understood
 * to tell and is not any more is taken back.
 */
final class SalesJob {

  private static final String[] SALE = KeyOrder.of(Tables.SALES.key());
  private static final String[] SIZE = KeyOrder.of(Tables.SALES_COVERAGE.key());

  private final Lake lake;
  private final Instant slotAt;
  private final Object[] skus;

  /**
   * A job for some SKUs of a slot.
   *
   * @param skus the codes of all SKUs whose answers are given
   */
  SalesJob(Lake lake, Instant slotAt, Object[] skus) {
    this.lake = lake;
    this.slotAt = slotAt;
    this.skus = skus.clone();
  }

  /**
   * Takes over what the answers tell. Their rows in silver/depth_answers must be written before.
   *
   * @param told rows of silver/sales, one per telling
   * @param answers rows of silver/depth_answers of the slot
   * @param before what these rows were until now
   */
  void keep(Dataset<Row> told, Dataset<Row> answers, Dataset<Row> before) {
    Dataset<Row> asked = Held.of(ofSales(answers.unionByName(before)));
    if (!Held.isEmpty(asked)) {
      // Of two tiers that share a slot either sees what the other has written, or comes first.
      lake.alone(
          Tables.SALES.path(),
          () -> {
            keepAlone(Held.of(told), asked);
            return true;
          });
    }
  }

  private void keepAlone(Dataset<Row> told, Dataset<Row> asked) {
    Dataset<Row> sizes = Held.of(sizes(asked));
    // By the session of the few rows told: what follows is no large plan.
    Dataset<Row> known = told.limit(0).unionByName(Held.of(known(sizes)));
    Dataset<Row> merged = Held.of(SaleRows.merged(known, told));
    merge(merged);
    Dataset<Row> takenBack = Held.of(sizes(untold(known, told, asked)));
    if (Held.isEmpty(takenBack)) {
      cover(sizes, merged.drop(SaleRows.CHANGE));
    } else {
      tellAgain(takenBack);
      cover(sizes.unionByName(takenBack).distinct(), ofSkus(Tables.SALES));
    }
  }

  // Read once, and no wider than needed: this table is years long.
  private Dataset<Row> known(Dataset<Row> sizes) {
    Dataset<Row> sales =
        ofSkus(lake.forReading(Tables.SALES), Tables.SALES)
            .join(broadcast(sizes.withColumn("is_asked", lit(true))), SIZE, "left_outer")
            .where(col("is_asked").or(col("first_slot_at").equalTo(lit(slotAt))));
    return Lake.shapedAs(Tables.SALES, sales);
  }

  // Sales that stand for an answer of this slot, of which it tells nothing any more.
  private Dataset<Row> untold(Dataset<Row> known, Dataset<Row> told, Dataset<Row> asked) {
    Dataset<Row> ofSlot = asked.select("request_id").distinct().withColumn("is_of_slot", lit(true));
    return known
        .join(broadcast(ofSlot), new String[] {"request_id"}, "left_outer")
        .where(col("first_slot_at").equalTo(lit(slotAt)).or(col("is_of_slot")))
        .join(told.select(columns(SALE)), SALE, "left_anti");
  }

  // Other answers may tell such a sale too: what they tell is kept in bronze alone.
  private void tellAgain(Dataset<Row> sizes) {
    Dataset<Row> answers =
        Held.of(
            ofSales(ofSkus(Tables.DEPTH_ANSWERS).join(sizes, SIZE, "left_semi"))
                .select("request_id", "size_key", "slot_date"));
    Object[] days =
        answers.select("slot_date").distinct().as(Encoders.LOCALDATE()).collectAsList().toArray();
    Dataset<Row> bodies =
        ofSkus(Tables.PLATFORM_RESPONSES)
            .where(col("slot_date").isin(days))
            .join(
                broadcast(answers.select("request_id")), new String[] {"request_id"}, "left_semi");
    Dataset<Row> told =
        DepthRows.salesOfSized(
            ReadDepth.of(bodies)
                .join(broadcast(answers.drop("slot_date")), new String[] {"request_id"}));
    Dataset<Row> merged = SaleRows.merged(told.limit(0), told).drop(SaleRows.CHANGE);
    Dataset<Row> rest = ofSkus(Tables.SALES).join(sizes, SIZE, "left_anti");
    new ScopeWriter(lake, SlotWriter.ofSkus(skus)).write(Tables.SALES, rest.unionByName(merged));
  }

  private static Dataset<Row> ofSales(Dataset<Row> answers) {
    return answers.where(col("endpoint").equalTo(AliasApi.RECENT_SALES));
  }

  private static Dataset<Row> sizes(Dataset<Row> rows) {
    return rows.select(columns(SIZE)).distinct();
  }

  private void merge(Dataset<Row> merged) {
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

  private void cover(Dataset<Row> sizes, Dataset<Row> sales) {
    lake.alone(
        Tables.SALES_COVERAGE.path(),
        () -> {
          Dataset<Row> rest = ofSkus(Tables.SALES_COVERAGE).join(sizes, SIZE, "left_anti");
          return new ScopeWriter(lake, SlotWriter.ofSkus(skus))
              .write(Tables.SALES_COVERAGE, rest.unionByName(covered(sizes, sales)));
        });
  }

  private Dataset<Row> covered(Dataset<Row> sizes, Dataset<Row> sales) {
    Dataset<Row> answers = Held.of(ofSkus(Tables.DEPTH_ANSWERS).join(sizes, SIZE, "left_semi"));
    Dataset<Row> counted = SaleRows.counted(sales.join(broadcast(sizes), SIZE, "left_semi"));
    Dataset<Row> covered =
        KnownIntervals.of(answers)
            .join(counted, SIZE, "left_outer")
            .withColumn("standard_sales", coalesce(col("standard_sales"), lit(0L)))
            .withColumn("consigned_sales", coalesce(col("consigned_sales"), lit(0L)));
    return Lake.shapedAs(Tables.SALES_COVERAGE, covered);
  }

  private Dataset<Row> ofSkus(Table table) {
    return ofSkus(lake, table);
  }

  private Dataset<Row> ofSkus(Lake from, Table table) {
    return from.read(table).where(col("sku").isin(skus));
  }

  private static Column[] columns(String[] names) {
    return Stream.of(names).map(functions::col).toArray(Column[]::new);
  }
}
