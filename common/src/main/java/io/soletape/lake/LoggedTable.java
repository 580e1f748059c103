package io.soletape.lake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A version of a table, as its log tells of it.
 *
 * @param root its folder
 * @param version its number
 * @param schema its columns, in its order
 * @param partitionedBy the columns that folders are made of
 * @param files all that it consists of
 */
record LoggedTable(
    Path root,
    long version,
    StructType schema,
    List<String> partitionedBy,
    List<LoggedFile> files) {

  LoggedTable {
    Objects.requireNonNull(root, "root is null");
    Objects.requireNonNull(schema, "schema is null");
    partitionedBy = List.copyOf(partitionedBy);
    files = List.copyOf(files);
  }

  /** Whether all files of a folder have the same partition, as Spark takes for granted. */
  boolean hasFoldersOfOnePartition() {
    Map<Path, Map<String, String>> partitions = new HashMap<>();
    return files.stream()
        .allMatch(
            file ->
                partitions
                    .computeIfAbsent(file.path().getParent(), folder -> file.partition())
                    .equals(file.partition()));
  }

  StructType partitionSchema() {
    return partitionedBy.stream()
        .map(schema::apply)
        .reduce(new StructType(), StructType::add, (one, other) -> one);
  }

  StructType dataSchema() {
    StructType data = new StructType();
    for (StructField field : schema.fields()) {
      if (!partitionedBy.contains(field.name())) {
        data = data.add(field);
      }
    }
    return data;
  }

  static StructType schemaOf(String json) {
    return (StructType) DataType.fromJson(json);
  }
}
