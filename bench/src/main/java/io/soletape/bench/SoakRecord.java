package io.soletape.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What happened in a soak, as JSON for whoever draws it: every run, and how old quotes became. */
final class SoakRecord {

  /** Its file in the folder of the soak. */
  static final String FILE = "soak.json";

  private final ObjectMapper mapper = new ObjectMapper();
  private final ObjectNode told = mapper.createObjectNode();

  SoakRecord(SoakPlan plan) {
    told.put("from", plan.from().toString()).put("until", plan.until().toString());
    plan.outages()
        .forEach(
            each ->
                period(told.withArray("outages").addObject(), each.from(), each.until())
                    .put("platform", each.platform().code()));
    plan.cut()
        .ifPresent(
            cut ->
                period(told.withObject("/cut"), cut.from(), cut.until())
                    .put("calls_per_day", cut.callsPerDay()));
  }

  SoakRecord withRuns(List<SoakAttempt> attempts) {
    attempts.forEach(
        each -> {
          ObjectNode run =
              told.withArray("runs")
                  .addObject()
                  .put("tier", each.slot().tier().code())
                  .put("slot_at", each.slot().at().toString())
                  .put("status", each.status().code())
                  .put("started_at", each.startedAt().toString())
                  .put("finished_at", each.finishedAt().toString());
          each.report()
              .calls()
              .forEach((platform, calls) -> run.put(platform.code() + "_calls", calls.made()));
          each.report().seconds().forEach((step, seconds) -> run.put(step + "_seconds", seconds));
        });
    return this;
  }

  SoakRecord withAges(HotAges ages, Instant end) {
    ages.peaks(end)
        .forEach(
            peak ->
                told.withArray("ages")
                    .addObject()
                    .put("at", peak.at().toString())
                    .put("seconds", peak.age().toSeconds()));
    return this;
  }

  SoakRecord withFigures(List<Figure> figures) {
    figures.forEach(told.withArray("figures")::addPOJO);
    return this;
  }

  void writeTo(Path folder) throws IOException {
    mapper.writeValue(folder.resolve(FILE).toFile(), told);
  }

  private static ObjectNode period(ObjectNode node, Instant from, Instant until) {
    return node.put("from", from.toString()).put("until", until.toString());
  }
}
