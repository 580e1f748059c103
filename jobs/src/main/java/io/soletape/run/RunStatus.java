package io.soletape.run;

import java.util.Locale;

/** How a run ended, with the exit code that says so. */
public enum RunStatus {
  DONE(0),
  QUALITY_FAILED(3),
  DEFERRED(75),
  FAILED(1);

  private final int exitCode;

  RunStatus(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The exit code of the contract. */
  public int exitCode() {
    return exitCode;
  }

  /** Whether the slot is complete: repeating it would change nothing. */
  public boolean isFinished() {
    return this == DONE || this == QUALITY_FAILED;
  }

  /** The name in tables: lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
