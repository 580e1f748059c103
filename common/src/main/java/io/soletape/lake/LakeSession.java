package io.soletape.lake;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Spark as the lake needs it: Delta, UTC, and tables that every common Delta reader can read. */
public final class LakeSession {

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
          Map.entry("spark.sql.shuffle.partitions", "4"),
          Map.entry("spark.sql.files.openCostInBytes", "65536"),
          Map.entry("spark.sql.sources.parallelPartitionDiscovery.threshold", "100000"),
          Map.entry("spark.ui.enabled", "false"),
          Map.entry("spark.ui.showConsoleProgress", "false"));

  private LakeSession() {}

  /** The settings of the session, added to a builder that knows its master. */
  public static SparkSession.Builder configured(SparkSession.Builder builder) {
    SETTINGS.forEach(builder::config);
    return builder;
  }
}
