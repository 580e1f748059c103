package io.soletape.bench;

/**
 * One figure of a scenario.
 *
 * @param name what was measured
 * @param measured with its unit
 * @param comparedWith what it is held against, with its unit
 * @param holds true if it is as it should be
 */
record Figure(String name, String measured, String comparedWith, boolean holds) {

  /** A number that may not exceed another. */
  static Figure atMost(String name, long measured, long limit) {
    return new Figure(name, Long.toString(measured), "at most " + limit, measured <= limit);
  }

  /** A number that may not be less than another. */
  static Figure atLeast(String name, long measured, long limit) {
    return new Figure(name, Long.toString(measured), "at least " + limit, measured >= limit);
  }

  /** A number that must be another. */
  static Figure exactly(String name, long measured, long wanted) {
    return new Figure(name, Long.toString(measured), "exactly " + wanted, measured == wanted);
  }

  /** A share of a whole in per cent that may not be less than another. */
  static Figure atLeastPercent(String name, double share, double limit) {
    double percent = share * 100;
    return new Figure(
        name, "%.1f %%".formatted(percent), "at least %.0f %%".formatted(limit), percent >= limit);
  }

  /** A ratio that may not exceed another. */
  static Figure ratioAtMost(String name, double measured, double limit) {
    return new Figure(
        name, "%.3f".formatted(measured), "at most %.2f".formatted(limit), measured <= limit);
  }

  /** A text that must equal another. */
  static Figure same(String name, String measured, String wanted) {
    return new Figure(name, measured, wanted, measured.equals(wanted));
  }

  /** A measurement that is held against nothing. */
  static Figure told(String name, String measured) {
    return new Figure(name, measured, "", true);
  }
}
