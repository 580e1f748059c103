package io.soletape.lake;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Spark as the lake needs it: Delta, UTC, and tables that every common Delta reader can read. */
public final class LakeSession {

  private static final int MANY_SKUS = 1_000;
  private static final int FEW_SKUS = 20;

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension"),
          Map.entry(
              "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog"),
          Map.entry("spark.sql.session.timeZone", "UTC"),
          Map.entry("spark.sql.datetime.java8API.enabled", "true"),
          // Deletion vectors are unreadable for some readers; so are v2 checkpoints.
          Map.entry("spark.databricks.delta.properties.defaults.enableDeletionVectors", "false"),
          Map.entry("spark.databricks.delta.properties.defaults.checkpointPolicy", "classic"),
          // Time travel reaches as far back as both of these allow.
          Map.entry(
              "spark.databricks.delta.properties.defaults.logRetentionDuration",
              "interval 90 days"),
          Map.entry(
              "spark.databricks.delta.properties.defaults.deletedFileRetentionDuration",
              "interval 90 days"),
          // Local tables are small: many partitions of a snapshot cost more than they save.
          Map.entry("spark.databricks.delta.snapshotPartitions", "1"),
          // Delta would note all files of a table with each commit, and never read it.
          Map.entry("spark.databricks.delta.allFilesInCrc.enabled", "false"),
          Map.entry("spark.sql.files.openCostInBytes", "65536"),
          Map.entry("spark.sql.sources.parallelPartitionDiscovery.threshold", "100000"),
          // A vacuum would list a folder in thousands of tasks.
          Map.entry("spark.sql.sources.parallelPartitionDiscovery.parallelism", "4"),
          // Its own pattern does not know what the platforms call their credentials.
          Map.entry(
              "spark.redaction.regex",
              "(?i)secret|password|token|access[._]?key|api[._]?key|client[._]?id"),
          // Each query is described in full for a page that is rarely looked at.
          Map.entry("spark.sql.ui.explainMode", "simple"),
          // After each rule the plan would be looked through for faults of Spark's own.
          Map.entry("spark.sql.lightweightPlanChangeValidation", "false"),
          Map.entry("spark.ui.showConsoleProgress", "false"));

  private static final String OF_HADOOP = "spark.hadoop.";

  // See ADR 19.
  private static final Map<String, String> FILES =
      Map.of(
          "fs.file.impl", ForklessFileSystem.class.getName(),
          "fs.AbstractFileSystem.file.impl", ForklessFs.class.getName());

  // Compiling a plan for few rows, or planning it twice, costs far more than running it.
  private static final Map<String, String> FOR_FEW_ROWS =
      Map.of(
          "spark.sql.codegen.wholeStage", "false",
          "spark.sql.codegen.factoryMode", "NO_CODEGEN",
          "spark.sql.optimizer.runtime.bloomFilter.enabled", "false",
          "spark.sql.adaptive.enabled", "false");

  private static final Map<String, String> FOR_MANY_ROWS =
      Map.of(
          "spark.sql.codegen.wholeStage", "true",
          "spark.sql.codegen.factoryMode", "FALLBACK",
          "spark.sql.optimizer.runtime.bloomFilter.enabled", "true",
          "spark.sql.adaptive.enabled", "true",
          // Rows of some weeks of days need not be sorted by day first.
          "spark.sql.maxConcurrentOutputFileWriters", "64");

  // A task costs some milliseconds for no rows too.
  private static final String PARTS = "spark.sql.shuffle.partitions";
  private static final String PARTS_FOR_FEW_SKUS = "1";
  private static final String PARTS_FOR_FEW_ROWS = "2";
  private static final String PARTS_FOR_MANY_ROWS = "4";
  private static final String PARTS_OF_FILES = "spark.sql.files.minPartitionNum";

  // A page that is rarely looked at costs a port and a second, but metrics are read through it.
  // What
  // it would show is kept in the driver whether it is there or not.
  private static final Map<String, String> UNLESS_TOLD =
      Map.of(
          "spark.ui.enabled", "false",
          "spark.ui.retainedJobs", "100",
          "spark.ui.retainedStages", "100",
          "spark.ui.retainedTasks", "1000",
          "spark.sql.ui.retainedExecutions", "50");

  private LakeSession() {}

  /**
   * The settings of the session, added to a builder that knows its master. It is set up for few
   * rows, up to some hundred thousand a step. Spark's page is off unless {@code spark-submit} or a
   * system property says otherwise.
   */
  public static SparkSession.Builder configured(SparkSession.Builder builder) {
    SETTINGS.forEach(builder::config);
    FILES.forEach((name, value) -> builder.config(OF_HADOOP + name, value));
    FOR_FEW_ROWS.forEach(builder::config);
    builder.config(PARTS, PARTS_FOR_FEW_ROWS);
    unlessTold(new SparkConf()).forEach(builder::config);
    return builder;
  }

  /**
   * What opens files before there is a session. Hadoop keeps the first file system that was opened
   * in a process for all who come later.
   */
  public static Configuration hadoop() {
    Configuration hadoop = new Configuration();
    FILES.forEach(hadoop::set);
    return hadoop;
  }

  // A builder's settings win over those of spark-submit.
  static Map<String, String> unlessTold(SparkConf told) {
    return UNLESS_TOLD.entrySet().stream()
        .filter(setting -> !told.contains(setting.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Sets a session up for a run of so many SKUs. The rows of few are worked on in one part: while
   * one step plans, another fills the other cores.
   */
  public static void expectSkus(SparkSession spark, int skus) {
    spark.conf().unset(PARTS_OF_FILES);
    if (skus >= MANY_SKUS) {
      expectManyRows(spark);
    } else if (skus > FEW_SKUS) {
      spark.conf().set(PARTS, PARTS_FOR_FEW_ROWS);
    } else {
      spark.conf().set(PARTS, PARTS_FOR_FEW_SKUS);
      spark.conf().set(PARTS_OF_FILES, PARTS_FOR_FEW_SKUS);
    }
  }

  /** Whether a session is set up for the rows of few SKUs. */
  static boolean expectsFewSkus(SparkSession spark) {
    return spark.conf().get(PARTS).equals(PARTS_FOR_FEW_SKUS);
  }

  /** Sets a session up for millions of rows a step. */
  public static void expectManyRows(SparkSession spark) {
    FOR_MANY_ROWS.forEach((name, value) -> spark.conf().set(name, value));
    spark.conf().set(PARTS, PARTS_FOR_MANY_ROWS);
  }
}
