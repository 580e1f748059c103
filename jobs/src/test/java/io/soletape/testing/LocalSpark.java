package io.soletape.testing;

import io.soletape.fetch.FetchPlugin;
import io.soletape.lake.LakeSession;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of the module's tests, with the line to the fetch desk. */
public final class LocalSpark {

  private LocalSpark() {}

  /** The running session; a new one if some test has stopped it. */
  public static SparkSession session() {
    return LakeSession.configured(SparkSession.builder().master("local[2]").appName("tests"))
        .config("spark.plugins", FetchPlugin.class.getName())
        // A handful of rows is sooner read than code for them is compiled.
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        // Asking which of a few files to skip costs more than reading them all.
        .config("spark.databricks.delta.stats.skipping", "false")
        .config("spark.databricks.delta.stats.collect", "false")
        .getOrCreate();
  }
}
