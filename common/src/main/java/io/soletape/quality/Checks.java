package io.soletape.quality;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Judges checks, all in one pass over their offenders. */
public final class Checks {

  private static final int MOST_NAMED = 10;
  private static final String UNNAMED = "(unnamed)";

  private Checks() {}

  /** The result of each check, in their order. */
  public static List<CheckResult> judge(List<Check> checks) {
    Map<String, Found> found = new HashMap<>();
    checks.stream()
        .map(Checks::labelled)
        .reduce(Dataset::unionByName)
        .map(Checks::worst)
        .ifPresent(rows -> rows.forEach(row -> add(found, row)));
    return checks.stream()
        .map(check -> result(check, Optional.ofNullable(found.get(check.name()))))
        .toList();
  }

  private static Dataset<Row> labelled(Check check) {
    return check
        .offenders()
        .select(
            lit(check.name()).as("check"),
            coalesce(col(check.offenders().columns()[0]), lit(UNNAMED)).as("offender"));
  }

  private static List<Row> worst(Dataset<Row> offenders) {
    return offenders
        .groupBy("check", "offender")
        .agg(count(lit(1)).as("cases"))
        .withColumn("all_cases", sum("cases").over(Window.partitionBy("check")))
        .withColumn(
            "place",
            row_number()
                .over(Window.partitionBy("check").orderBy(col("cases").desc(), col("offender"))))
        .where(col("place").leq(MOST_NAMED))
        .orderBy("check", "place")
        .collectAsList();
  }

  private static void add(Map<String, Found> found, Row row) {
    String offender = row.getAs("offender");
    long cases = row.getAs("cases");
    found
        .computeIfAbsent(row.getAs("check"), check -> new Found(row.getAs("all_cases")))
        .named
        .add(cases > 1 ? offender + " (" + cases + ")" : offender);
  }

  private static CheckResult result(Check check, Optional<Found> found) {
    long cases = found.map(all -> all.cases).orElse(0L);
    return new CheckResult(
        check.name(),
        check.severity(),
        cases <= check.allowed(),
        observed(check, cases),
        check.limit(),
        found.map(all -> all.named).orElse(List.of()));
  }

  private static String observed(Check check, long offending) {
    return check.cases() > 0
        ? String.format(
            Locale.ROOT,
            "%.2f %% of %d",
            100.0 * (check.cases() - offending) / check.cases(),
            check.cases())
        : String.valueOf(offending);
  }

  private static final class Found {
    private final long cases;
    private final List<String> named = new ArrayList<>();

    private Found(long cases) {
      this.cases = cases;
    }
  }
}
