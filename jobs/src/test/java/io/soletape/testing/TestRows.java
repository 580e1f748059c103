package io.soletape.testing;

import io.soletape.lake.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rows of a table, of which a test names only the columns that matter; the others are null. Money,
 * moments and days may be given as text.
 */
public final class TestRows {

  private final StructType schema;
  private final Map<String, Object> common = new HashMap<>();
  private final List<String> names;
  private final List<Row> rows = new ArrayList<>();

  private TestRows(StructType schema, List<String> names) {
    this.schema = schema;
    this.names = names;
  }

  /** Rows of a table whose values will be given for these columns. */
  public static TestRows of(Table table, String... names) {
    return new TestRows(table.schema(), List.of(names));
  }

  /** Rows of a schema whose values will be given for these columns. */
  public static TestRows of(StructType schema, String... names) {
    return new TestRows(schema, List.of(names));
  }

  /** A value that every row added from now on has. */
  public TestRows with(String name, Object value) {
    common.put(name, value);
    return this;
  }

  /** A row, with its values in the order of the names. */
  public TestRows row(Object... values) {
    if (values.length != names.size()) {
      throw new IllegalArgumentException(names + " cannot be " + Arrays.toString(values));
    }
    Map<String, Object> told = new HashMap<>(common);
    for (int index = 0; index < values.length; index++) {
      told.put(names.get(index), values[index]);
    }
    rows.add(
        RowFactory.create(
            Arrays.stream(schema.fields()).map(field -> value(field, told)).toArray()));
    return this;
  }

  /** The rows. */
  public Dataset<Row> dataset() {
    return LocalSpark.session().createDataFrame(rows, schema);
  }

  /** What stands in some columns: a text per row, its values parted by a bar. */
  public static List<String> told(Dataset<Row> rows, String... names) {
    return rows
        .select(Arrays.stream(names).map(functions::col).toArray(Column[]::new))
        .collectAsList()
        .stream()
        .map(TestRows::text)
        .toList();
  }

  private static String text(Row row) {
    return row.toSeq().mkString(" | ");
  }

  private static Object value(StructField field, Map<String, Object> told) {
    Object value = told.get(field.name());
    return value instanceof String text ? typed(text, field.dataType()) : value;
  }

  private static Object typed(String text, DataType type) {
    if (type instanceof DecimalType decimal) {
      return new BigDecimal(text).setScale(decimal.scale());
    }
    if (type.equals(DataTypes.TimestampType)) {
      return Instant.parse(text);
    }
    return type.equals(DataTypes.DateType) ? LocalDate.parse(text) : text;
  }
}
