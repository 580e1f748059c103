package io.soletape.cli;

import io.soletape.coverage.Covered;
import io.soletape.market.Platform;
import io.soletape.run.CallReport;
import io.soletape.run.RunReport;
import io.soletape.run.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run's report for people. */
final class ReportText {

  private ReportText() {}

  static List<String> of(RunReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Run %s: %s".formatted(report.slot().runId(), report.status().code().replace('_', ' ')));
    report.causes().forEach(cause -> lines.add("  " + cause));
    // Without its slot the command would stand for the slot of that later moment.
    report
        .resumeAt()
        .ifPresent(
            at ->
                lines.add(
                    "  run the same command again after %s, with --slot %s"
                        .formatted(at, report.slot().at())));
    lines.add(
        "  requests   %,d planned, %,d fetched, %,d had an answer, %,d failed, %,d deferred"
            .formatted(
                report.planned(),
                report.fetched(),
                report.reused(),
                report.failed(),
                report.deferred()));
    for (Platform platform : Platform.values()) {
      lines.add(calls(platform, report.calls().get(platform)));
    }
    lines.add(
        "  rows       %,d bronze, %,d silver quotes, %,d gold (%,d new or changed)"
            .formatted(
                report.rows().get("bronze"),
                report.rows().get("silver_quotes"),
                report.rows().get("gold"),
                report.changedRows()));
    for (Platform platform : Platform.values()) {
      Covered covered = report.coverage().get(platform);
      if (covered.expected() > 0) {
        lines.add(coverage(platform, covered));
      }
    }
    lines.addAll(QualityText.of(report.checks(), report.finishedAt()));
    lines.add("  seconds    " + seconds(report));
    return lines;
  }

  private static String calls(Platform platform, CallReport calls) {
    String left =
        calls.quotaLeft().map(quota -> "%,d left of the day".formatted(quota)).orElse("no quota");
    return "  %-10s calls %,d, retries %,d, refused %,d; %s"
        .formatted(platform.code(), calls.made(), calls.retries(), calls.rateLimited(), left);
  }

  private static String coverage(Platform platform, Covered covered) {
    return "  coverage   %s: %,d of %,d cells observed (%.2f %%)"
        .formatted(platform.code(), covered.observed(), covered.expected(), covered.percent());
  }

  private static String seconds(RunReport report) {
    String steps =
        Stream.of(Step.values())
            .map(Step::code)
            .flatMap(
                step ->
                    Optional.ofNullable(report.seconds().get(step)).stream()
                        .map(seconds -> "%s %.1f".formatted(step, seconds)))
            .collect(Collectors.joining(", "));
    return steps.isEmpty() ? "none: no step had to run" : steps;
  }
}
