package io.soletape.lake;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The declaration of a table: reader, writer, tests and docs all use it.
 *
 * @param layer {@code bronze}, {@code silver}, {@code gold} or {@code ops}
 * @param name its name in the layer
 * @param grain what one row is
 * @param columns its columns in order
 * @param key the columns that tell rows apart
 * @param partitionedBy the columns that folders are made of; empty for small tables
 */
public record Table(
    String layer,
    String name,
    String grain,
    List<Column> columns,
    List<String> key,
    List<String> partitionedBy) {

  private static final List<String> SEARCHED =
      List.of("sku", "slot_at", "purchased_at", "first_slot_at");

  public Table {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    partitionedBy = List.copyOf(partitionedBy);
    List<String> names = columns.stream().map(Column::name).toList();
    if (!names.containsAll(key) || !names.containsAll(partitionedBy)) {
      throw new IllegalArgumentException(
          "Table " + name + " has a key or a partition that is no column of it");
    }
  }

  /**
   * The columns by which files are left out that cannot hold what is looked for. Each costs time in
   * every write.
   */
  public List<String> searchedBy() {
    return SEARCHED.stream()
        .filter(columnNames()::contains)
        .filter(name -> !partitionedBy.contains(name))
        .toList();
  }

  /** Layer and name: {@code gold/master_market_data}. */
  public String path() {
    return layer + "/" + name;
  }

  /** The schema as Spark knows it. */
  public StructType schema() {
    return DataTypes.createStructType(
        columns.stream().map(Column::field).toArray(StructField[]::new));
  }

  /** Names of all columns, in order. */
  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }
}
