package io.soletape.run;

import java.util.Locale;

/** A step of a run, in the order of the flow. */
public enum Step {
  MAP,
  FETCH,
  SILVER,
  GOLD,
  QUALITY;

  /** The name in reports and commands: lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
