package io.soletape.lake;

import io.soletape.lake.LoggedFile.Span;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.DataSourceStrategy$;
import org.apache.spark.sql.execution.datasources.FileStatusWithMetadata;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.NoopCache$;
import org.apache.spark.sql.execution.datasources.PartitionDirectory;
import org.apache.spark.sql.execution.datasources.PartitionPath;
import org.apache.spark.sql.execution.datasources.PartitionSpec;
import org.apache.spark.sql.execution.datasources.PartitioningAwareFileIndex;
import org.apache.spark.sql.execution.datasources.PartitioningUtils$;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.sources.EqualNullSafe;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.GreaterThanOrEqual;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.LessThan;
import org.apache.spark.sql.sources.LessThanOrEqual;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.collection.mutable.LinkedHashMap;
import scala.jdk.javaapi.CollectionConverters;

/** The files of a version of a table, for Spark to choose from by folder and by moment. */
final class LoggedFiles extends PartitioningAwareFileIndex {

  private final LoggedTable table;
  private final Map<Path, LoggedFile> files;
  private final PartitionSpec partitions;
  private final LinkedHashMap<Path, FileStatus> leaves = new LinkedHashMap<>();
  private final scala.collection.immutable.Map<Path, FileStatus[]> leavesByFolder;

  private LoggedFiles(SparkSession spark, LoggedTable table) {
    super(
        spark, scala.collection.immutable.Map$.MODULE$.empty(), Option.empty(), NoopCache$.MODULE$);
    this.table = table;
    this.files =
        table.files().stream().collect(Collectors.toMap(LoggedFile::path, Function.identity()));
    this.partitions = partitions(table);
    table.files().forEach(file -> leaves.put(file.path(), status(file)));
    this.leavesByFolder =
        scala.collection.immutable.Map$.MODULE$.from(
            CollectionConverters.asScala(byFolder(table.files())));
  }

  /** The rows of a version of a table, its columns in its order. */
  static Dataset<Row> rows(SparkSession spark, LoggedTable table) {
    HadoopFsRelation relation =
        new HadoopFsRelation(
            new LoggedFiles(spark, table),
            table.partitionSchema(),
            table.dataSchema(),
            Option.empty(),
            new ParquetFileFormat(),
            scala.collection.immutable.Map$.MODULE$.empty(),
            spark);
    return spark
        .baseRelationToDataFrame(relation)
        .select(
            Arrays.stream(table.schema().fieldNames())
                .map(functions::col)
                .toArray(org.apache.spark.sql.Column[]::new));
  }

  private static Map<Path, FileStatus[]> byFolder(List<LoggedFile> files) {
    Map<Path, FileStatus[]> byFolder = new HashMap<>();
    files.stream()
        .collect(Collectors.groupingBy(file -> file.path().getParent()))
        .forEach(
            (folder, inIt) ->
                byFolder.put(
                    folder, inIt.stream().map(LoggedFiles::status).toArray(FileStatus[]::new)));
    return byFolder;
  }

  private static FileStatus status(LoggedFile file) {
    return new FileStatus(file.bytes(), false, 1, 0, file.modifiedMillis(), file.path());
  }

  private static PartitionSpec partitions(LoggedTable table) {
    StructType columns = table.partitionSchema();
    if (columns.isEmpty()) {
      return PartitionSpec.emptySpec();
    }
    Map<Path, PartitionPath> folders = new HashMap<>();
    table
        .files()
        .forEach(
            file ->
                folders.computeIfAbsent(
                    file.path().getParent(),
                    folder -> new PartitionPath(values(columns, file), folder)));
    return new PartitionSpec(columns, CollectionConverters.asScala(folders.values()).toSeq());
  }

  private static GenericInternalRow values(StructType columns, LoggedFile file) {
    return new GenericInternalRow(
        Arrays.stream(columns.fields())
            .map(
                field ->
                    Optional.ofNullable(file.partition().get(field.name()))
                        .map(value -> value(field, value))
                        .orElse(null))
            .toArray());
  }

  private static Object value(StructField field, String value) {
    return PartitioningUtils$.MODULE$.castPartValueToDesiredType(
        field.dataType(), value, ZoneOffset.UTC);
  }

  @Override
  public PartitionSpec partitionSpec() {
    return partitions;
  }

  @Override
  public LinkedHashMap<Path, FileStatus> leafFiles() {
    return leaves;
  }

  @Override
  public scala.collection.immutable.Map<Path, FileStatus[]> leafDirToChildrenFiles() {
    return leavesByFolder;
  }

  @Override
  public Seq<Path> rootPaths() {
    return CollectionConverters.asScala(List.of(table.root())).toSeq();
  }

  @Override
  public void refresh() {
    // A version does not change.
  }

  @Override
  public Seq<PartitionDirectory> listFiles(
      Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
    Seq<PartitionDirectory> folders = super.listFiles(partitionFilters, dataFilters);
    List<Filter> conditions = conditions(dataFilters);
    if (conditions.isEmpty()) {
      return folders;
    }
    return CollectionConverters.asScala(
            CollectionConverters.asJava(folders).stream()
                .map(folder -> chosen(folder, conditions))
                .toList())
        .toSeq();
  }

  private PartitionDirectory chosen(PartitionDirectory folder, List<Filter> conditions) {
    List<FileStatusWithMetadata> chosen =
        CollectionConverters.asJava(folder.files()).stream()
            .filter(status -> canHold(files.get(status.getPath()), conditions))
            .toList();
    return new PartitionDirectory(folder.values(), CollectionConverters.asScala(chosen).toSeq());
  }

  private static List<Filter> conditions(Seq<Expression> dataFilters) {
    return CollectionConverters.asJava(dataFilters).stream()
        .map(filter -> DataSourceStrategy$.MODULE$.translateFilter(filter, false))
        .filter(Option::isDefined)
        .map(Option::get)
        .toList();
  }

  private static boolean canHold(LoggedFile file, List<Filter> conditions) {
    return conditions.stream().allMatch(condition -> canHold(file.spans(), condition));
  }

  // Other conditions, and values of other kinds, leave out nothing.
  private static boolean canHold(Map<String, Span> spans, Filter condition) {
    if (condition instanceof EqualTo equal) {
      return canHold(spans, equal.attribute(), equal.value());
    }
    if (condition instanceof EqualNullSafe equal) {
      return canHold(spans, equal.attribute(), equal.value());
    }
    if (condition instanceof In in) {
      return in.values().length == 0
          || Arrays.stream(in.values()).anyMatch(value -> canHold(spans, in.attribute(), value));
    }
    if (condition instanceof GreaterThan after) {
      return reaches(spans, after.attribute(), after.value());
    }
    if (condition instanceof GreaterThanOrEqual after) {
      return reaches(spans, after.attribute(), after.value());
    }
    if (condition instanceof LessThan before) {
      return beginsBefore(spans, before.attribute(), before.value());
    }
    return !(condition instanceof LessThanOrEqual before)
        || begins(spans, before.attribute(), before.value());
  }

  private static boolean canHold(Map<String, Span> spans, String column, Object value) {
    return reaches(spans, column, value) && begins(spans, column, value);
  }

  private static boolean reaches(Map<String, Span> spans, String column, Object value) {
    return !(value instanceof Instant moment)
        || !spans.containsKey(column)
        || !spans.get(column).to().isBefore(moment);
  }

  private static boolean beginsBefore(Map<String, Span> spans, String column, Object value) {
    return !(value instanceof Instant moment)
        || !spans.containsKey(column)
        || spans.get(column).from().isBefore(moment);
  }

  private static boolean begins(Map<String, Span> spans, String column, Object value) {
    return !(value instanceof Instant moment)
        || !spans.containsKey(column)
        || !spans.get(column).from().isAfter(moment);
  }
}
