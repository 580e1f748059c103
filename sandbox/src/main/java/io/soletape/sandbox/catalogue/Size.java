package io.soletape.sandbox.catalogue;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * A US size of one class.
 *
 * @param halves the size in halves: 19 is 9.5
 * @param sizeClass who it is cut for
 */
public record Size(int halves, SizeClass sizeClass) {

  public Size {
    requireNonNull(sizeClass, "sizeClass is null");
  }

  /** Returns the size that {@code text} names, for example {@code 9.5}, {@code 10W}, {@code 5Y}. */
  public static Size of(String text) {
    char last = text.charAt(text.length() - 1);
    return switch (last) {
      case 'W' -> new Size(halvesOf(text.substring(0, text.length() - 1)), SizeClass.WOMEN);
      case 'Y' -> new Size(halvesOf(text.substring(0, text.length() - 1)), SizeClass.YOUTH);
      case 'C' -> new Size(halvesOf(text.substring(0, text.length() - 1)), SizeClass.CHILD);
      default -> new Size(halvesOf(text), SizeClass.MEN);
    };
  }

  /**
   * Returns a number of sizes as halves.
   *
   * @throws ArithmeticException if {@code number} is not a multiple of 0.5
   */
  public static int halvesOf(String number) {
    return new BigDecimal(number).multiply(BigDecimal.valueOf(2)).intValueExact();
  }

  /** Returns halves as the number that they stand for, without trailing zeros. */
  public static String numberOf(int halves) {
    return halves % 2 == 0 ? Integer.toString(halves / 2) : halves / 2 + ".5";
  }

  /** Returns the size without its suffix. */
  public BigDecimal number() {
    return new BigDecimal(numberOf(halves));
  }

  /** Returns the size with its suffix, as StockX writes it: {@code 9.5}, {@code 10W}. */
  public String key() {
    return numberOf(halves) + sizeClass.suffix();
  }
}
