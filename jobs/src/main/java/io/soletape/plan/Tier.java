package io.soletape.plan;

import io.soletape.budget.Priority;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How often a SKU is refreshed; {@link #ALL} is hot, warm and cold in one run. */
public enum Tier {
  HOT(Duration.ofHours(1), Priority.HOT),
  WARM(Duration.ofHours(6), Priority.WARM),
  COLD(Duration.ofDays(1), Priority.COLD),
  ALL(Duration.ofHours(1), Priority.COLD);

  private final Duration cadence;
  private final Priority priority;

  Tier(Duration cadence, Priority priority) {
    this.cadence = cadence;
    this.priority = priority;
  }

  /** Time between two slots. */
  public Duration cadence() {
    return cadence;
  }

  /** Which calls of the day it may use. */
  public Priority priority() {
    return priority;
  }

  /** The name in tables and options: lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The tier of a name in any case; empty if there is none. */
  public static Optional<Tier> parse(String text) {
    return Arrays.stream(values()).filter(tier -> tier.code().equalsIgnoreCase(text)).findFirst();
  }
}
