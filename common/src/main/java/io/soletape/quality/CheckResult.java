package io.soletape.quality;

import java.util.List;

/**
 * What a check found.
 *
 * @param check its name
 * @param severity what failing means
 * @param passed whether it holds
 * @param observed the value found, for people
 * @param limit the value allowed, for people
 * @param offenders the first of the offending cases, at most ten
 */
public record CheckResult(
    String check,
    Severity severity,
    boolean passed,
    String observed,
    String limit,
    List<String> offenders) {

  public CheckResult {
    offenders = List.copyOf(offenders);
  }

  /** Whether this fails the quality of a run. */
  public boolean isError() {
    return !passed && severity == Severity.ERROR;
  }
}
