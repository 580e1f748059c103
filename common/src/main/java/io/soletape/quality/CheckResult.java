package io.soletape.quality;

import java.util.List;

/**
 * What a check found. It names moments, never ages: how old something is depends on when it is
 * read.
 *
 * @param check its name
 * @param severity what failing means
 * @param passed whether it holds
 * @param observed the value found, for people
 * @param limit the value allowed, for people
 * @param offenders the worst of the offending cases, at most ten
 * @param nextStep what to do when it fails
 */
public record CheckResult(
    String check,
    Severity severity,
    boolean passed,
    String observed,
    String limit,
    List<String> offenders,
    String nextStep) {

  public CheckResult {
    offenders = List.copyOf(offenders);
  }

  /** Whether this fails the quality of a run. */
  public boolean isError() {
    return !passed && severity == Severity.ERROR;
  }
}
