package io.soletape.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.max;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soletape.budget.Trouble;
import io.soletape.config.Settings;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.market.Platform;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code status}: how old and how complete the tape is, and what is left of the budget. */
@Command(
    name = "status",
    sortOptions = false,
    description =
        "Age and coverage of the tape, quota used and left, last runs, what is deferred until"
            + " when.")
final class StatusCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Clock clock = Clock.systemUTC();
    Settings settings = common.settings();
    try (Engine engine = Engine.start(settings, clock)) {
      ObjectNode status = new ObjectMapper().createObjectNode();
      status.put("lake", engine.lake().root());
      addAges(status.putObject("platforms"), engine);
      addRuns(status.putArray("runs"), engine.lake());
      print(status);
    }
    return 0;
  }

  private static void addAges(ObjectNode platforms, Engine engine) {
    List<Row> newest =
        engine
            .lake()
            .read(Tables.MASTER_MARKET_DATA)
            .groupBy("platform")
            .agg(
                max("slot_at").as("slot_at"),
                max("snapshot_at").as("snapshot_at"),
                countDistinct(col("sku")).as("skus"))
            .collectAsList();
    for (Platform platform : Platform.values()) {
      ObjectNode told = platforms.putObject(platform.code());
      newest.stream()
          .filter(row -> row.getAs("platform").equals(platform.code()))
          .findFirst()
          .ifPresent(row -> addAge(told, row, engine.clock()));
      engine
          .platforms()
          .usage(platform)
          .ifPresent(
              usage -> {
                told.put("quota_used", usage.binding());
                told.put(
                    "quota_left",
                    usage.left(engine.platforms().limit(platform).callsPerDay()).orElse(null));
              });
      engine.platforms().trouble(platform).ifPresent(trouble -> addTrouble(told, trouble));
    }
  }

  // The breaker: why runs stopped calling, until a call is answered again.
  static void addTrouble(ObjectNode told, Trouble trouble) {
    ObjectNode breaker = told.putObject("breaker");
    breaker.put("kind", trouble.kind());
    breaker.put("message", trouble.message());
    breaker.put("since", trouble.since().toString());
    breaker.put("until", trouble.until().map(Object::toString).orElse(null));
  }

  private static void addAge(ObjectNode told, Row row, Clock clock) {
    Instant newest = row.getAs("snapshot_at");
    told.put("skus", row.<Long>getAs("skus"));
    told.put("newest_slot_at", row.getAs("slot_at").toString());
    told.put("newest_snapshot_at", newest.toString());
    told.put("age_minutes", Duration.between(newest, clock.instant()).toMinutes());
  }

  private static void addRuns(ArrayNode runs, Lake lake) {
    RunsWorthTelling.of(lake.read(Tables.RUNS))
        .collectAsList()
        .forEach(row -> addRun(runs.addObject(), row));
  }

  private static void addRun(ObjectNode run, Row row) {
    run.put("run_id", row.<String>getAs("run_id"));
    run.put("status", row.<String>getAs("status"));
    run.put("finished_at", row.getAs("finished_at").toString());
    run.put("gold_rows", row.<Row>getAs("rows").<Long>getAs("gold"));
    run.put("deferred", row.<Long>getAs("deferred"));
    Row coverage = row.getAs("coverage");
    for (Platform platform : Platform.values()) {
      run.put(
          platform.code() + "_percent",
          coverage.<Row>getAs(platform.code()).<Double>getAs("percent"));
    }
    Optional.ofNullable(row.<Instant>getAs("resume_at"))
        .ifPresent(at -> run.put("resume_at", at.toString()));
    Optional.ofNullable(row.<String>getAs("cause")).ifPresent(cause -> run.put("cause", cause));
  }

  private void print(ObjectNode status) {
    PrintWriter out = spec.commandLine().getOut();
    if (common.isJson()) {
      out.println(status);
    } else {
      StatusText.of(status).forEach(out::println);
    }
    out.flush();
  }
}
