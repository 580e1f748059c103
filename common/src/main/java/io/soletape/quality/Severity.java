package io.soletape.quality;

import java.util.Locale;

/** What a failed check means: a warning is named, an error fails the run's quality. */
public enum Severity {
  WARN,
  ERROR;

  /** The name in tables: lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
