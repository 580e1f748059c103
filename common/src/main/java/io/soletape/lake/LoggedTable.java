package io.soletape.lake;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A version of a table, as its log tells of it.
 *
 * @param root its folder
 * @param schema its columns, in its order
 * @param partitionedBy the columns that folders are made of
 * @param files all that it consists of
 */
record LoggedTable(
    Path root, StructType schema, List<String> partitionedBy, List<LoggedFile> files) {

  LoggedTable {
    Objects.requireNonNull(root, "root is null");
    Objects.requireNonNull(schema, "schema is null");
    partitionedBy = List.copyOf(partitionedBy);
    files = List.copyOf(files);
  }

  /** Whether Spark takes all files for data: it leaves out empty ones and some names. */
  boolean hasPlainFiles() {
    return files.stream()
        .allMatch(file -> file.bytes() > 0 && !file.path().getName().matches("[._].*"));
  }

  /** The same with other files. */
  LoggedTable having(List<LoggedFile> others) {
    return new LoggedTable(root, schema, partitionedBy, others);
  }

  StructType partitionSchema() {
    return columns(partitionedBy::contains);
  }

  StructType dataSchema() {
    return columns(name -> !partitionedBy.contains(name));
  }

  private StructType columns(Predicate<String> chosen) {
    return new StructType(
        Arrays.stream(schema.fields())
            .filter(field -> chosen.test(field.name()))
            .toArray(StructField[]::new));
  }
}
