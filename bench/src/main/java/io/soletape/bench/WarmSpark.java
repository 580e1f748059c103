package io.soletape.bench;

import io.soletape.fetch.FetchPlugin;
import io.soletape.lake.LakeSession;
import org.apache.spark.sql.SparkSession;

/** The product's Spark within the bench's own process. */
final class WarmSpark {

  private WarmSpark() {}

  /** A session as commands start it; one that another scenario has left is ended. */
  static SparkSession started() {
    if (SparkSession.getDefaultSession().isDefined()) {
      SparkSession.getDefaultSession().get().stop();
    }
    SparkSession spark =
        LakeSession.configured(SparkSession.builder().master("local[*]").appName("bench"))
            .config("spark.plugins", FetchPlugin.class.getName())
            .getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    return spark;
  }
}
