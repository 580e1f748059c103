package io.soletape.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soletape.config.SettingException;
import io.soletape.config.Settings;
import io.soletape.lake.Lake;
import io.soletape.replay.ReplayJob;
import io.soletape.replay.ReplayRange;
import io.soletape.replay.ReplayReport;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code replay}. */
@Command(
    name = "replay",
    sortOptions = false,
    description = {
      "Computes silver and gold again from bronze, oldest slot first; no call is made.",
      "The coverage of the lake's runs follows."
    })
final class ReplayCommand implements Callable<Integer> {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Mixin private CommonOptions common;

  @Option(
      names = "--from",
      paramLabel = "ISO",
      description = "The first slot, UTC; default: the first that bronze has.")
  private Optional<String> from;

  @Option(
      names = "--to",
      paramLabel = "ISO",
      description = "The last slot, UTC; default: the last that bronze has.")
  private Optional<String> to;

  @Option(
      names = "--into",
      paramLabel = "LAKE",
      description =
          "Compute into another lake. Bronze is copied there as far as it lacks it, and slots"
              + " before --from are computed too, since rows look back.")
  private Optional<String> into;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Settings settings = common.settings();
    ReplayRange range = range();
    PrintWriter problems = spec.commandLine().getErr();
    try (Engine engine = Engine.start(settings, Clock.systemUTC())) {
      Lake target = into.map(engine::lakeAt).orElse(engine.lake());
      boolean isElsewhere = !target.root().equals(engine.lake().root());
      if (isElsewhere) {
        ReplayJob.copyBronze(engine.lake(), target, range);
      }
      ReplayReport report =
          engine
              .replay(target)
              .run(
                  isElsewhere ? new ReplayRange(Optional.empty(), range.to()) : range,
                  slot -> {
                    problems.println("soletape: slot " + slot);
                    problems.flush();
                  });
      if (report.slots().isEmpty()) {
        throw new SettingException(
            "Bronze of the lake %s has no slot in that range: fetch some first, as ./soletape run does"
                .formatted(engine.lake().root()));
      }
      print(report, target);
      return 0;
    }
  }

  private ReplayRange range() {
    Optional<Instant> first = from.map(text -> RunOptionsMixin.moment("--from", text));
    Optional<Instant> last = to.map(text -> RunOptionsMixin.moment("--to", text));
    try {
      return new ReplayRange(first, last);
    } catch (IllegalArgumentException e) {
      throw new SettingException(e.getMessage(), e);
    }
  }

  private void print(ReplayReport report, Lake target) {
    PrintWriter out = spec.commandLine().getOut();
    Instant first = report.slots().get(0);
    Instant last = report.slots().get(report.slots().size() - 1);
    if (common.isJson()) {
      ObjectNode json = MAPPER.createObjectNode();
      json.put("lake", target.root());
      json.put("slots", report.slots().size());
      json.put("from", first.toString());
      json.put("to", last.toString());
      ObjectNode rows = json.putObject("rows");
      rows.put("silver_quotes", report.quotes());
      rows.put("gold", report.gold());
      json.put("changed", report.changed());
      out.println(json);
    } else {
      out.printf(
          "Replayed %,d slots from %s to %s into %s%n",
          report.slots().size(), first, last, target.root());
      out.printf(
          "  rows       %,d silver quotes, %,d gold (%,d new or changed)%n",
          report.quotes(), report.gold(), report.changed());
    }
    out.flush();
  }
}
