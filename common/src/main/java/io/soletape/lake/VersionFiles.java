package io.soletape.lake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.execution.datasources.DataSourceStrategy$;
import org.apache.spark.sql.execution.datasources.NoopCache$;
import org.apache.spark.sql.execution.datasources.PartitionDirectory;
import org.apache.spark.sql.execution.datasources.PartitionPath;
import org.apache.spark.sql.execution.datasources.PartitionSpec;
import org.apache.spark.sql.execution.datasources.PartitioningAwareFileIndex;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The files of one version of a table. Spark chooses among its partitions; of their files those are
 * left out that cannot hold the moments asked for.
 */
final class VersionFiles extends PartitioningAwareFileIndex {

  private final LoggedTable table;
  private final Map<Path, LoggedFile> files;
  private final PartitionSpec partitions;
  private final Map<Path, FileStatus[]> byPartition = new HashMap<>();

  VersionFiles(SparkSession spark, LoggedTable table) {
    super(spark, Map$.MODULE$.empty(), Option.empty(), NoopCache$.MODULE$);
    this.table = table;
    this.files =
        table.files().stream().collect(Collectors.toMap(LoggedFile::path, Function.identity()));
    this.partitions = partitions();
  }

  // Where a file lies tells nothing: a log may name any place. Partitions get names of their own.
  private PartitionSpec partitions() {
    StructType columns = table.partitionSchema();
    Map<Map<String, String>, List<LoggedFile>> told =
        table.files().stream()
            .collect(
                Collectors.groupingBy(
                    LoggedFile::partition, LinkedHashMap::new, Collectors.toList()));
    List<PartitionPath> paths = new ArrayList<>();
    told.forEach(
        (values, inIt) -> {
          Path name =
              columns.isEmpty()
                  ? table.root()
                  : new Path(table.root(), Integer.toString(paths.size()));
          byPartition.put(name, inIt.stream().map(VersionFiles::status).toArray(FileStatus[]::new));
          paths.add(new PartitionPath(row(columns, values), name));
        });
    return columns.isEmpty()
        ? PartitionSpec.emptySpec()
        : new PartitionSpec(columns, CollectionConverters.asScala(paths).toSeq());
  }

  private static FileStatus status(LoggedFile file) {
    return new FileStatus(file.bytes(), false, 1, 0, file.modifiedMillis(), file.path());
  }

  private static InternalRow row(StructType columns, Map<String, String> values) {
    return new GenericInternalRow(
        Arrays.stream(columns.fields())
            .map(
                field ->
                    Optional.ofNullable(values.get(field.name()))
                        .map(value -> value(field, value))
                        .orElse(null))
            .toArray());
  }

  // As Delta reads what a log tells of a partition.
  private static Object value(StructField field, String told) {
    return new Cast(
            Literal$.MODULE$.apply(told), field.dataType(), Option.apply("UTC"), EvalMode.LEGACY())
        .eval(InternalRow.empty());
  }

  @Override
  public Seq<PartitionDirectory> listFiles(
      Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
    Seq<PartitionDirectory> all = super.listFiles(partitionFilters, dataFilters);
    List<Filter> conditions = conditions(dataFilters);
    return conditions.isEmpty()
        ? all
        : CollectionConverters.asScala(
                CollectionConverters.asJava(all).stream()
                    .map(partition -> chosen(partition, conditions))
                    .toList())
            .toSeq();
  }

  private static List<Filter> conditions(Seq<Expression> dataFilters) {
    return CollectionConverters.asJava(dataFilters).stream()
        .map(filter -> DataSourceStrategy$.MODULE$.translateFilter(filter, false))
        .filter(Option::isDefined)
        .map(Option::get)
        .toList();
  }

  private PartitionDirectory chosen(PartitionDirectory partition, List<Filter> conditions) {
    return new PartitionDirectory(
        partition.values(),
        CollectionConverters.asScala(
                CollectionConverters.asJava(partition.files()).stream()
                    .filter(file -> files.get(file.getPath()).canHold(conditions))
                    .toList())
            .toSeq());
  }

  @Override
  public PartitionSpec partitionSpec() {
    return partitions;
  }

  @Override
  public scala.collection.mutable.LinkedHashMap<Path, FileStatus> leafFiles() {
    scala.collection.mutable.LinkedHashMap<Path, FileStatus> leaves =
        new scala.collection.mutable.LinkedHashMap<>();
    table.files().forEach(file -> leaves.put(file.path(), status(file)));
    return leaves;
  }

  @Override
  public scala.collection.immutable.Map<Path, FileStatus[]> leafDirToChildrenFiles() {
    return Map$.MODULE$.from(CollectionConverters.asScala(byPartition));
  }

  @Override
  public Seq<Path> rootPaths() {
    return CollectionConverters.asScala(List.of(table.root())).toSeq();
  }

  @Override
  public void refresh() {
    // A version does not change.
  }
}
