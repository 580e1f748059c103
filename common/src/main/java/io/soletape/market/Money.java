package io.soletape.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A positive amount in major units of a currency (dollars, not cents), with two decimals. Made only
 * from a text whose unit is said, so that cents and dollars cannot meet in one column.
 *
 * @param amount major units, scale 2, above zero and below a hundred million: more is no shoe in
 *     any currency that the platforms tell
 * @param currency the currency of the amount
 */
public record Money(BigDecimal amount, CurrencyCode currency) {

  /** Decimals of every amount on the tape. */
  public static final int SCALE = 2;

  private static final BigDecimal LARGEST = new BigDecimal("99999999.99");
  private static final Pattern MAJOR_UNITS = Pattern.compile("\\d+(\\.\\d{1,2})?");
  private static final Pattern MINOR_UNITS = Pattern.compile("\\d+");

  public Money {
    Objects.requireNonNull(amount, "amount is null");
    Objects.requireNonNull(currency, "currency is null");
    BigDecimal rounded = amount.setScale(SCALE, RoundingMode.HALF_EVEN);
    if (rounded.signum() <= 0 || rounded.compareTo(LARGEST) > 0) {
      throw new IllegalArgumentException(
          "Amount " + amount + " " + currency + " is not a price: above 0, at most " + LARGEST);
    }
    amount = rounded;
  }

  /**
   * An amount that is told in major units as a decimal text, as StockX does.
   *
   * @throws IllegalArgumentException if the text is not a plain positive number with at most two
   *     decimals (no separators, no sign, no exponent)
   */
  public static Money ofMajorUnits(String text, CurrencyCode currency) {
    return new Money(parse(text, MAJOR_UNITS, "major units, such as 121 or 121.50"), currency);
  }

  /**
   * An amount that is told in cents as an integer text, as Alias does; its {@code "0"} says that
   * there is none.
   *
   * @return empty for zero
   * @throws IllegalArgumentException if the text is not a whole number without sign
   */
  public static Optional<Money> ofCents(String text, CurrencyCode currency) {
    BigDecimal cents = parse(text, MINOR_UNITS, "whole cents, such as 12100");
    return cents.signum() == 0
        ? Optional.empty()
        : Optional.of(new Money(cents.movePointLeft(SCALE), currency));
  }

  private static BigDecimal parse(String text, Pattern form, String allowed) {
    Objects.requireNonNull(text, "text is null");
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "Amount '" + text + "' is unreadable: expected " + allowed);
    }
    return new BigDecimal(text);
  }
}
