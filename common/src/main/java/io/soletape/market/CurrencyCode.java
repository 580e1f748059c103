package io.soletape.market;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An ISO 4217 currency code, upper case.
 *
 * @param code three letters
 */
public record CurrencyCode(String code) {

  private static final Pattern FORM = Pattern.compile("[A-Z]{3}");

  /** What Alias quotes in, whatever the region (Alias API, regions). */
  public static final CurrencyCode USD = new CurrencyCode("USD");

  public CurrencyCode {
    Objects.requireNonNull(code, "code is null");
    if (!FORM.matcher(code).matches()) {
      throw new IllegalArgumentException(
          "'" + code + "' is not a currency code: use three letters as in ISO 4217, such as USD");
    }
  }

  /**
   * Reads a code in any case.
   *
   * @throws IllegalArgumentException if the text is not three letters
   */
  public static CurrencyCode parse(String text) {
    return new CurrencyCode(text.strip().toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return code;
  }
}
