package io.soletape.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soletape.config.Settings;
import io.soletape.market.Platform;
import io.soletape.run.Platforms;
import io.soletape.run.RunForecast;
import io.soletape.run.RunOptions;
import io.soletape.run.Step;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code plan}: what a run would ask. */
@Command(
    name = "plan",
    sortOptions = false,
    description = {
      "What a run would ask; no call is made.",
      "Calls by platform and kind, time at the allowed rate, quota left after."
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
      print(forecast, lines(forecast, engine.platforms(), options.maxDuration()));
    }
    return 0;
  }

  private static List<PlanLine> lines(
      RunForecast forecast, Platforms platforms, Optional<Duration> maxDuration) {
    return Stream.of(Platform.values())
        .map(platform -> PlanLine.of(platform, forecast, platforms, maxDuration))
        .toList();
  }

  private void print(RunForecast forecast, List<PlanLine> lines) {
    PrintWriter out = spec.commandLine().getOut();
    if (common.isJson()) {
      out.println(json(forecast, lines));
    } else {
      PlanText.of(forecast, lines).forEach(out::println);
    }
    out.flush();
  }

  private static ObjectNode json(RunForecast forecast, List<PlanLine> lines) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("run_id", forecast.slot().runId());
    json.put("slot_at", forecast.slot().at().toString());
    ObjectNode platforms = json.putObject("platforms");
    lines.forEach(line -> platforms.set(line.platform().code(), line.json()));
    json.put("reused", forecast.reused());
    json.put("unknown", forecast.unknown());
    json.put("depth_at_most", forecast.depth());
    json.put("overtaken", forecast.isOvertaken());
    return json;
  }
}
