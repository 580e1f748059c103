package io.soletape.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soletape.budget.Limit;
import io.soletape.budget.Usage;
import io.soletape.config.Settings;
import io.soletape.market.Platform;
import io.soletape.run.RunForecast;
import io.soletape.run.RunOptions;
import io.soletape.run.Step;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code plan}: what a run would ask. */
@Command(
    name = "plan",
    sortOptions = false,
    description = {
      "What a run would ask: calls by platform and kind, time at the allowed rate, quota left",
      "after. No call is made."
    })
final class PlanCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Mixin private RunOptionsMixin run;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Clock clock = Clock.systemUTC();
    Settings settings = common.settings();
    RunOptions options =
        run.read(settings, EnumSet.allOf(Step.class), clock, spec.commandLine().getErr());
    try (Engine engine = Engine.start(settings, clock)) {
      RunForecast forecast = engine.forecast(options);
      print(forecast, engine);
    }
    return 0;
  }

  private void print(RunForecast forecast, Engine engine) {
    PrintWriter out = spec.commandLine().getOut();
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("run_id", forecast.slot().runId());
    json.put("slot_at", forecast.slot().at().toString());
    ObjectNode platforms = json.putObject("platforms");
    if (!common.isJson()) {
      out.println("Run %s would ask:".formatted(forecast.slot().runId()));
    }
    for (Platform platform : Platform.values()) {
      Limit limit = engine.platforms().limit(platform);
      Usage usage = engine.ledger().usage(engine.platforms().key(platform));
      Map<String, Long> calls = forecast.calls().getOrDefault(platform, Map.of());
      long total = calls.values().stream().mapToLong(Long::longValue).sum();
      Duration time = limit.spacing().multipliedBy(total);
      ObjectNode told = platforms.putObject(platform.code());
      told.put("calls", total);
      ObjectNode kinds = told.putObject("by_kind");
      calls.forEach(kinds::put);
      told.put("seconds", time.toSeconds());
      told.put(
          "quota_left_after",
          usage.left(limit.callsPerDay()).map(left -> left - total).orElse(null));
      if (!common.isJson()) {
        out.println(line(platform, calls, total, time, usage, limit));
      }
    }
    json.put("reused", forecast.reused());
    if (common.isJson()) {
      out.println(json);
    } else {
      out.println("  %,d requests have an answer already".formatted(forecast.reused()));
      out.println(
          "  searches of SKUs that are not known yet lead to further calls: sizes and quotes");
    }
    out.flush();
  }

  private static String line(
      Platform platform,
      Map<String, Long> calls,
      long total,
      Duration time,
      Usage usage,
      Limit limit) {
    String quota =
        usage
            .left(limit.callsPerDay())
            .map(left -> "%,d of the day left after".formatted(left - total))
            .orElse("no quota");
    return "  %-7s %,6d calls %s, %d:%02d min at %s calls/s; %s"
        .formatted(
            platform.code(),
            total,
            calls,
            time.toMinutes(),
            time.toSecondsPart(),
            limit.callsPerSecond(),
            quota);
  }
}
