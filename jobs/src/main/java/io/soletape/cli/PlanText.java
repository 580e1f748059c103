package io.soletape.cli;

import io.soletape.run.RunForecast;
import java.util.ArrayList;
import java.util.List;

/** A plan for people. */
final class PlanText {

  private PlanText() {}

  static List<String> of(RunForecast forecast, List<PlanLine> platforms) {
    if (forecast.isOvertaken()) {
      return List.of(
          "Run %s would ask nothing: a newer slot of the tier has finished"
              .formatted(forecast.slot().runId()));
    }
    List<String> lines = new ArrayList<>();
    lines.add("Run %s would ask:".formatted(forecast.slot().runId()));
    platforms.forEach(platform -> lines.add("  " + platform.text()));
    lines.add("  %,d requests have an answer already".formatted(forecast.reused()));
    lines.add(
        "  sales and offers of single sizes: %,d calls at most, for what the quotes show to have moved"
            .formatted(forecast.depth()));
    if (forecast.unknown() > 0) {
      lines.add(
          "  at most: %,d searches of unknown SKUs may find nothing to ask further"
              .formatted(forecast.unknown()));
    }
    return lines;
  }
}
