package io.soletape.budget;

/** Who may use the last calls of a day: hot work before warm before cold. */
public enum Priority {
  HOT,
  WARM,
  COLD
}
