package io.soletape.market;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A US shoe size with its class. Its {@link #key()} is the size everywhere on the tape.
 *
 * @param number the US number without trailing zeros, 0 or more
 * @param sizeClass whose size it is
 */
public record Size(BigDecimal number, SizeClass sizeClass) {

  /** The sizing system of every size key. */
  public static final String SYSTEM = "US";

  private static final Pattern KEY = Pattern.compile("(\\d{1,2}(?:\\.\\d{1,2})?)([WYC]?)");
  private static final BigDecimal FIRST_CHILD_SIZE = BigDecimal.valueOf(8);

  public Size {
    Objects.requireNonNull(number, "number is null");
    Objects.requireNonNull(sizeClass, "sizeClass is null");
    if (number.signum() < 0) {
      throw new IllegalArgumentException("Size " + number + " is negative: sizes are 0 or more");
    }
    number = withoutTrailingZeros(number);
  }

  /**
   * Reads a size key: a number with the suffix W, Y or C, or none ({@code 9.5}, {@code 10W}).
   *
   * @return empty if the text is of another form ({@code PSA 10}, {@code XL})
   */
  public static Optional<Size> parse(String text) {
    Matcher matcher = KEY.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(new Size(new BigDecimal(matcher.group(1)), classOf(matcher.group(2))));
  }

  /**
   * The size behind Alias's bare number, told by the item's gender: {@code women} is W, {@code
   * youth} is Y below 8 and C from 8, {@code infant} and {@code toddler} are C, {@code men} and
   * {@code unisex} have no suffix.
   *
   * @return empty if the gender is none of these, since 10 could then be four sizes
   */
  public static Optional<Size> ofGender(BigDecimal number, String gender) {
    return switch (gender.strip().toLowerCase(Locale.ROOT)) {
      case "men", "unisex" -> Optional.of(new Size(number, SizeClass.MEN));
      case "women" -> Optional.of(new Size(number, SizeClass.WOMEN));
      case "youth" -> Optional.of(new Size(number, youthClass(number)));
      case "infant", "toddler" -> Optional.of(new Size(number, SizeClass.CHILD));
      default -> Optional.empty();
    };
  }

  /** Number and suffix: {@code 9.5}, {@code 10W}, {@code 5Y}, {@code 10.5C}. */
  public String key() {
    return number.toPlainString() + sizeClass.suffix();
  }

  private static SizeClass youthClass(BigDecimal number) {
    return number.compareTo(FIRST_CHILD_SIZE) < 0 ? SizeClass.YOUTH : SizeClass.CHILD;
  }

  private static SizeClass classOf(String suffix) {
    return switch (suffix) {
      case "W" -> SizeClass.WOMEN;
      case "Y" -> SizeClass.YOUTH;
      case "C" -> SizeClass.CHILD;
      default -> SizeClass.MEN;
    };
  }

  private static BigDecimal withoutTrailingZeros(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
