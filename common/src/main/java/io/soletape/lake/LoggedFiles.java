package io.soletape.lake;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.PartitionDirectory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The files of a table for Spark: those of its newest version when a query runs, as Delta's own
 * reader does. So what is planned before a table's lock is had is read once it is.
 */
final class LoggedFiles implements FileIndex {

  private final SparkSession spark;
  private final LoggedTable planned;
  private final Supplier<LoggedTable> newest;

  private LoggedFiles(SparkSession spark, LoggedTable planned, Supplier<LoggedTable> newest) {
    this.spark = Objects.requireNonNull(spark, "spark is null");
    this.planned = Objects.requireNonNull(planned, "planned is null");
    this.newest = Objects.requireNonNull(newest, "newest is null");
  }

  /**
   * The rows of a table, its columns in its order.
   *
   * @param planned its version now, of which columns and size are taken
   * @param newest its version whenever a query runs
   */
  static Dataset<Row> rows(SparkSession spark, LoggedTable planned, Supplier<LoggedTable> newest) {
    HadoopFsRelation relation =
        new HadoopFsRelation(
            new LoggedFiles(spark, planned, newest),
            planned.partitionSchema(),
            planned.dataSchema(),
            Option.empty(),
            new ParquetFileFormat(),
            Map$.MODULE$.empty(),
            spark);
    Column[] columns =
        Arrays.stream(planned.schema().fieldNames())
            .map(name -> functions.col("`" + name.replace("`", "``") + "`"))
            .toArray(Column[]::new);
    return spark.baseRelationToDataFrame(relation).select(columns);
  }

  @Override
  public Seq<PartitionDirectory> listFiles(
      Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
    return new VersionFiles(spark, newest.get()).listFiles(partitionFilters, dataFilters);
  }

  @Override
  public Seq<Path> rootPaths() {
    return CollectionConverters.asScala(List.of(planned.root())).toSeq();
  }

  @Override
  public String[] inputFiles() {
    return planned.files().stream().map(file -> file.path().toString()).toArray(String[]::new);
  }

  @Override
  public void refresh() {
    // Each query looks for the newest version.
  }

  @Override
  public long sizeInBytes() {
    return planned.files().stream().mapToLong(LoggedFile::bytes).sum();
  }

  @Override
  public StructType partitionSchema() {
    return planned.partitionSchema();
  }

  // Spark does once what two equal parts of a plan ask for.
  @Override
  public boolean equals(Object other) {
    return other instanceof LoggedFiles files && planned == files.planned;
  }

  @Override
  public int hashCode() {
    return planned.root().hashCode();
  }
}
