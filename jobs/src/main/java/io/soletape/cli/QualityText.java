package io.soletape.cli;

import io.soletape.quality.CheckResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The results of checks as a table for people. */
final class QualityText {

  private static final String LINE = "  %-6s %-25s %-40s %s";
  private static final String BELOW = "         %s";

  private QualityText() {}

  /**
   * A line per check and each of its worst cases, which may be few enough for it to hold; for those
   * that fail what to do. No line without checks.
   *
   * @param now when it is read: what ages are reckoned from
   */
  static List<String> of(List<CheckResult> results, Instant now) {
    List<String> lines = new ArrayList<>();
    if (!results.isEmpty()) {
      lines.add(LINE.formatted("", "check", "observed", "limit"));
    }
    results.forEach(result -> lines.addAll(lines(result, now)));
    return lines;
  }

  private static List<String> lines(CheckResult result, Instant now) {
    List<String> lines = new ArrayList<>();
    String mark = result.passed() ? "ok" : result.severity().code();
    lines.add(LINE.formatted(mark, result.check(), result.observed(), result.limit()));
    result
        .offenders()
        .forEach(offender -> lines.add(BELOW.formatted("- " + Ages.beside(offender, now))));
    if (!result.passed()) {
      lines.add(BELOW.formatted("next: " + result.nextStep()));
    }
    return lines;
  }
}
