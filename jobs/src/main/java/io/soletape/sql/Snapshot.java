package io.soletape.sql;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The contents of one version of a table.
 *
 * @param columns in the order of the table
 * @param partitionedBy names of the columns that folders are made of
 * @param files the data files
 */
record Snapshot(List<SnapshotColumn> columns, Set<String> partitionedBy, List<Path> files) {

  Snapshot {
    columns = List.copyOf(columns);
    partitionedBy = Set.copyOf(partitionedBy);
    files = List.copyOf(files);
  }

  /**
   * A column.
   *
   * @param type as DuckDB names it
   */
  record SnapshotColumn(String name, String type) {}

  /** The same, with the files alone that can hold rows of some days. */
  Snapshot within(AskedDays days) {
    return partitionedBy.contains(AskedDays.FOLDERS)
        ? new Snapshot(columns, partitionedBy, files.stream().filter(days::mayHold).toList())
        : this;
  }

  /** The query that reads it. No file is opened before rows are asked for. */
  String query() {
    return files.isEmpty() ? noRows() : rows();
  }

  private String noRows() {
    return columns.stream()
        .map(
            column -> "CAST(NULL AS %s) AS %s".formatted(column.type(), Quoted.name(column.name())))
        .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
  }

  private String rows() {
    return "SELECT %s FROM read_parquet(%s, schema = MAP {%s}, filename = true)"
        .formatted(
            columns.stream().map(this::selected).collect(Collectors.joining(", ")),
            Quoted.list(files),
            columns.stream()
                .filter(column -> !partitionedBy.contains(column.name()))
                .map(Snapshot::told)
                .collect(Collectors.joining(", ")));
  }

  // A file of an older version lacks the columns that came later: null.
  private static String told(SnapshotColumn column) {
    String name = Quoted.text(column.name());
    return "%s: {name: %s, type: %s, default_value: NULL}"
        .formatted(name, name, Quoted.text(column.type()));
  }

  // Derived from the path, so that DuckDB leaves out the files of other partitions.
  private String selected(SnapshotColumn column) {
    String name = Quoted.name(column.name());
    if (!partitionedBy.contains(column.name())) {
      return name;
    }
    String folder = Quoted.text("/" + column.name() + "=([^/]*)/");
    return "CAST(nullif(url_decode(regexp_extract(filename, %s, 1)), '__HIVE_DEFAULT_PARTITION__') AS %s) AS %s"
        .formatted(folder, column.type(), name);
  }
}
