package io.soletape.run;

import io.soletape.lake.Tables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The row of ops/runs of a slot whose steps are run one by one, as a scheduler does: each step adds
 * what it knows and leaves the rest as the steps before it said.
 */
final class SlotInSteps {

  private static final String OPEN = "open";
  private static final Set<String> TOLD_BY_CALLS =
      Set.of(
          "planned",
          "fetched",
          "reused",
          "failed",
          "deferred",
          "resume_at",
          "cause",
          "calls",
          "metrics");
  private static final Map<String, Step> COUNTED_BY =
      Map.of("silver_quotes", Step.SILVER, "gold", Step.GOLD);

  private final Optional<Row> before;
  private final Row now;
  private final Set<Step> steps;

  /**
   * What is known of the slot.
   *
   * @param before its row; empty if no step has left one
   * @param now what these steps would leave on their own, in the order of the table's columns
   * @param steps the steps that were run
   */
  SlotInSteps(Optional<Row> before, Row now, Set<Step> steps) {
    this.before = before;
    this.now = now;
    this.steps = Set.copyOf(steps);
  }

  /** Whether the steps say anything new: a finished slot stays so until it is judged again. */
  boolean isNews() {
    return isJudged() || !isFinished(before);
  }

  /** The row to keep. */
  Row row() {
    String[] names = Tables.RUNS.schema().fieldNames();
    Object[] values = new Object[names.length];
    for (int i = 0; i < names.length; i++) {
      values[i] = value(names[i], now.get(i));
    }
    return RowFactory.create(values);
  }

  private Object value(String name, Object told) {
    return switch (name) {
      case "status" -> status((String) told);
      case "rows" -> rows((Row) told);
      case "seconds" -> seconds(told);
      case "started_at" -> kept(name, told);
      case "coverage" -> isJudged() ? told : kept(name, told);
      default -> TOLD_BY_CALLS.contains(name) && !hasAsked() ? kept(name, told) : told;
    };
  }

  private String status(String told) {
    if (!hasAsked() && before.filter(SlotInSteps::isStopped).isPresent()) {
      return before.get().getAs("status");
    }
    return isJudged() || !told.equals(RunStatus.DONE.code()) ? told : OPEN;
  }

  private Row rows(Row told) {
    Map<String, Long> earlier = before.map(RunHistory::rows).orElse(new HashMap<>());
    return RowFactory.create(
        told.get(0),
        counted("silver_quotes", told.getLong(1), earlier),
        counted("gold", told.getLong(2), earlier));
  }

  private long counted(String table, long told, Map<String, Long> earlier) {
    return steps.contains(COUNTED_BY.get(table)) ? told : earlier.getOrDefault(table, told);
  }

  @SuppressWarnings("unchecked")
  private Map<String, Double> seconds(Object told) {
    Map<String, Double> all = new TreeMap<>();
    before.ifPresent(row -> all.putAll(row.getJavaMap(row.fieldIndex("seconds"))));
    all.putAll((Map<String, Double>) told);
    return all;
  }

  private Object kept(String name, Object told) {
    return before.isPresent() ? before.get().getAs(name) : told;
  }

  private boolean hasAsked() {
    return steps.contains(Step.FETCH) || steps.contains(Step.MAP);
  }

  private boolean isJudged() {
    return steps.contains(Step.QUALITY);
  }

  private static boolean isFinished(Optional<Row> run) {
    return run.map(row -> row.<String>getAs("status"))
        .filter(List.of(RunStatus.DONE.code(), RunStatus.QUALITY_FAILED.code())::contains)
        .isPresent();
  }

  private static boolean isStopped(Row run) {
    return List.of(RunStatus.FAILED.code(), RunStatus.DEFERRED.code())
        .contains(run.<String>getAs("status"));
  }
}
