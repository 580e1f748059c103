package io.soletape.cli;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.soletape.maintenance.MaintenanceJob;
import io.soletape.run.RunStatus;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The runs that somebody wants to hear of. */
final class RunsWorthTelling {

  private static final int MOST_RUNS = 8;

  private RunsWorthTelling() {}

  /**
   * The last runs, and before them those that are deferred and may still go on: no newer slot of
   * their tier has finished.
   *
   * @param all rows of ops/runs
   * @return some of them, newest first
   */
  static Dataset<Row> of(Dataset<Row> all) {
    Dataset<Row> runs = all.where(col("tier").notEqual(MaintenanceJob.TIER));
    Dataset<Row> finished =
        runs.where(col("status").isin(RunStatus.DONE.code(), RunStatus.QUALITY_FAILED.code()))
            .groupBy("tier")
            .agg(max("slot_at").as("finished_slot_at"));
    Column isOpen = coalesce(col("slot_at").gt(col("finished_slot_at")), lit(true));
    Dataset<Row> waiting =
        runs.where(col("status").equalTo(RunStatus.DEFERRED.code()))
            .join(finished, new String[] {"tier"}, "left_outer")
            .where(isOpen);
    Dataset<Row> newest = runs.orderBy(desc("finished_at")).limit(MOST_RUNS);
    Dataset<Row> told = waiting.select("run_id").unionByName(newest.select("run_id")).distinct();
    return runs.join(told, "run_id").orderBy(desc("finished_at"));
  }
}
