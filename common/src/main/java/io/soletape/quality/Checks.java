package io.soletape.quality;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.soletape.lake.Held;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Judges checks, all in one pass over their cases. */
public final class Checks {

  private static final int MOST_NAMED = 10;

  private Checks() {}

  /** The result of each check, in their order. */
  public static List<CheckResult> judge(List<Evidence> evidence) {
    Map<String, Found> found = new HashMap<>();
    evidence.stream()
        .map(Checks::labelled)
        .reduce(Dataset::unionByName)
        .map(Held::inFewParts)
        .map(Checks::worst)
        .ifPresent(rows -> rows.forEach(row -> add(found, row)));
    return evidence.stream()
        .map(Evidence::check)
        .map(check -> result(check, Optional.ofNullable(found.get(check.name()))))
        .toList();
  }

  private static Dataset<Row> labelled(Evidence evidence) {
    return evidence.cases().withColumn("check", lit(evidence.check().name()));
  }

  private static List<Row> worst(Dataset<Row> cases) {
    Column isOffending = col("offender").isNotNull();
    return cases
        .groupBy("check", "offender")
        .agg(count(lit(1)).as("cases"), max("weight").as("weight"))
        .withColumn("judged", sum("cases").over(Window.partitionBy("check")))
        .withColumn(
            "offending",
            sum(when(isOffending, col("cases")).otherwise(0)).over(Window.partitionBy("check")))
        .withColumn(
            "place",
            row_number()
                .over(
                    Window.partitionBy("check")
                        .orderBy(
                            isOffending.desc(),
                            col("cases").desc(),
                            coalesce(col("weight"), lit(0)).desc(),
                            col("offender"))))
        // Where nothing offends the first place tells how many cases there are.
        .where(col("place").equalTo(1).or(isOffending.and(col("place").leq(MOST_NAMED))))
        .orderBy("check", "place")
        .collectAsList();
  }

  private static void add(Map<String, Found> found, Row row) {
    Found ofCheck =
        found.computeIfAbsent(
            row.getAs("check"), check -> new Found(row.getAs("judged"), row.getAs("offending")));
    Optional<String> offender = Optional.ofNullable(row.getAs("offender"));
    long cases = row.getAs("cases");
    offender
        .map(name -> cases > 1 ? name + " (" + cases + ")" : name)
        .ifPresent(ofCheck.named::add);
  }

  private static CheckResult result(Check check, Optional<Found> found) {
    long judged = found.map(all -> all.judged).orElse(0L);
    long offending = found.map(all -> all.offending).orElse(0L);
    return new CheckResult(
        check.name(),
        check.severity(),
        offending <= check.allowed(judged),
        observed(check, judged, offending),
        check.limit(),
        found.map(all -> all.named).orElse(List.of()),
        check.nextStep());
  }

  private static String observed(Check check, long judged, long offending) {
    return check.allowedShare() > 0 && judged > 0
        ? String.format(
            Locale.ROOT,
            "%.2f %% of %,d %s",
            100.0 * (judged - offending) / judged,
            judged,
            check.cases())
        : String.format(Locale.ROOT, "%,d of %,d %s", offending, judged, check.cases());
  }

  private static final class Found {
    private final long judged;
    private final long offending;
    private final List<String> named = new ArrayList<>();

    private Found(long judged, long offending) {
      this.judged = judged;
      this.offending = offending;
    }
  }
}
