package io.soletape.bench;

import io.soletape.lake.Lake;
import io.soletape.lake.LakeSession;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** The rows of a table as texts, without the columns in which two lakes may differ. */
final class Contents {

  private static final List<String> OF_THE_MARKET =
      List.of("slot_at", "first_slot_at", "purchased_at", "complete_from_at");

  private final List<String> rows;

  private Contents(List<String> rows) {
    this.rows = rows;
  }

  /** Every column but the one that says when a row was written. */
  static Contents whole(String lake, Table table) {
    return of(lake, table, field -> !field.name().equals("ingested_at"));
  }

  /** Every column but those that say when something was asked, answered, checked or written. */
  static Contents ofTheMarket(String lake, Table table) {
    return of(
        lake,
        table,
        field ->
            OF_THE_MARKET.contains(field.name())
                || !field.dataType().equals(DataTypes.TimestampType)
                    && !field.name().endsWith("_age_seconds"));
  }

  /** How many rows of each table of silver and gold differ between two lakes. */
  static List<Figure> compared(
      String how, String lake, String other, BiFunction<String, Table, Contents> reader) {
    List<Figure> figures = new ArrayList<>();
    for (Table table : Tables.COMPUTED) {
      Contents rows = reader.apply(lake, table);
      figures.add(
          Figure.exactly(
              "%s: rows that differ in %s, of %d".formatted(how, table.path(), rows.size()),
              rows.differences(reader.apply(other, table)),
              0));
    }
    return figures;
  }

  /** A lake as Spark reads it. */
  static Lake lake(String root) {
    SparkSession spark =
        LakeSession.configured(SparkSession.builder().master("local[1]").appName("bench"))
            .getOrCreate();
    return new Lake(spark, root);
  }

  private static Contents of(String root, Table table, Predicate<StructField> isKept) {
    Dataset<Row> rows = lake(root).read(table);
    List<Column> kept = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      if (isKept.test(field)) {
        kept.add(functions.col(field.name()));
      }
    }
    return new Contents(rows.select(kept.toArray(Column[]::new)).toJSON().collectAsList());
  }

  int size() {
    return rows.size();
  }

  /** Rows of either that the other lacks, as often as it has them. */
  long differences(Contents other) {
    Map<String, Integer> surplus = new HashMap<>();
    rows.forEach(row -> surplus.merge(row, 1, Integer::sum));
    other.rows.forEach(row -> surplus.merge(row, -1, Integer::sum));
    return surplus.values().stream().mapToLong(Math::abs).sum();
  }
}
