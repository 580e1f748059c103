package io.soletape.budget;

import java.util.Locale;

/**
 * Whose calls come first, in this order: hot work before warm before cold, and the search for
 * products on its own after all quotes.
 */
public enum Priority {
  HOT,
  WARM,
  COLD,
  MAPPING;

  /** The name in reports: lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
