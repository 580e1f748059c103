package io.soletape.cli;

import static org.apache.spark.sql.functions.col;

import io.soletape.alias.AliasApi;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.plan.Slot;
import io.soletape.sandbox.GroundTruth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Sales and offers of a slot held against what the sandbox knows, where they were asked for. */
final class DepthTruth {

  private static final String[] SALE = {
    "sku", "size_key", "region_code", "is_consigned", "price", "purchased_at", "occurrence"
  };
  private static final String[] BIN = {"sku", "size_key", "region_code", "price", "offers"};

  private final Lake lake;
  private final GroundTruth truth;
  private final Slot slot;

  private DepthTruth(Lake lake, GroundTruth truth, Slot slot) {
    this.lake = lake;
    this.truth = truth;
    this.slot = slot;
  }

  /** Every sale of the known intervals, and every bin of the slot's histograms. */
  static TruthCheck of(Lake lake, GroundTruth truth, Slot slot) {
    DepthTruth depth = new DepthTruth(lake, truth, slot);
    Set<String> expected = new HashSet<>(depth.expectedSales());
    expected.addAll(depth.expectedBins());
    Set<String> found = new HashSet<>(depth.sales());
    found.addAll(depth.bins());
    return check(expected, found);
  }

  private static TruthCheck check(Set<String> expected, Set<String> found) {
    List<String> missing = expected.stream().filter(row -> !found.contains(row)).toList();
    List<String> extra = found.stream().filter(row -> !expected.contains(row)).toList();
    List<String> examples = new ArrayList<>();
    missing.stream().limit(5).forEach(row -> examples.add("missing " + row));
    extra.stream().limit(5).forEach(row -> examples.add("extra " + row));
    return new TruthCheck(
        expected.size(), expected.size(), missing.size(), extra.size(), 0, examples);
  }

  private List<String> expectedSales() {
    return lake.read(Tables.SALES_COVERAGE).collectAsList().stream()
        .flatMap(
            size ->
                truth
                    .recentSales(
                        size.getAs("sku"),
                        size.getAs("size_key"),
                        size.getAs("region_code"),
                        size.getAs("complete_from_at"),
                        slot.at())
                    .stream())
        .map(sale -> text(sale, SALE))
        .toList();
  }

  private List<String> sales() {
    String[] size = Tables.SALES_COVERAGE.key().toArray(String[]::new);
    Dataset<Row> known =
        lake.read(Tables.SALES)
            .join(lake.read(Tables.SALES_COVERAGE), size, "inner")
            .where(col("purchased_at").geq(col("complete_from_at")));
    return texts(known, SALE);
  }

  private List<String> expectedBins() {
    return lake
        .read(Tables.DEPTH_ANSWERS)
        .where(col("slot_at").equalTo(slot.at()))
        .where(col("endpoint").equalTo(AliasApi.OFFER_HISTOGRAM))
        .collectAsList()
        .stream()
        .flatMap(
            size ->
                truth
                    .offerBins(
                        size.getAs("sku"),
                        size.getAs("size_key"),
                        size.getAs("region_code"),
                        slot.at())
                    .stream())
        .map(bin -> text(bin, BIN))
        .toList();
  }

  private List<String> bins() {
    return texts(lake.read(Tables.OFFER_BINS).where(col("slot_at").equalTo(slot.at())), BIN);
  }

  private static List<String> texts(Dataset<Row> rows, String[] names) {
    return rows.collectAsList().stream()
        .map(row -> text(Stream.of(names).map(name -> row.getAs(name))))
        .toList();
  }

  private static String text(Map<String, Object> row, String[] names) {
    return text(Stream.of(names).map(row::get));
  }

  private static String text(Stream<Object> values) {
    return values.map(String::valueOf).collect(Collectors.joining(" "));
  }
}
