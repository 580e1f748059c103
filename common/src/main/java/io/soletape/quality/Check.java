package io.soletape.quality;

import java.util.Objects;

/**
 * A check as it is declared: passed while no more cases offend than are allowed.
 *
 * @param name its name in tables
 * @param severity what failing means
 * @param cases what is judged one by one, as a plural: {@code cells}
 * @param limit what is allowed, for people
 * @param allowedShare the share of the cases that may offend, from 0 to 1
 * @param nextStep what to do when it fails
 */
public record Check(
    String name,
    Severity severity,
    String cases,
    String limit,
    double allowedShare,
    String nextStep) {

  public Check {
    Objects.requireNonNull(name, "name is null");
    Objects.requireNonNull(severity, "severity is null");
    if (allowedShare < 0 || allowedShare > 1) {
      throw new IllegalArgumentException(
          "%s allows a share of %s: use a number from 0 to 1".formatted(name, allowedShare));
    }
  }

  /** How many of so many cases may offend. */
  long allowed(long judged) {
    // 0.02 of 50 is a trifle less than 1 in binary.
    return (long) Math.floor(judged * allowedShare + 1e-6);
  }
}
