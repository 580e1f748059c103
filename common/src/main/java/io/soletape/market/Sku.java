package io.soletape.market;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A brand's style code in canonical form: upper case, one hyphen where the brand has one ({@code
 * DD1391-100}, {@code U9060BPM}); a dual style keeps its slash ({@code 315122-111/CW2288-111}).
 *
 * @param code the canonical text
 */
public record Sku(String code) implements Comparable<Sku> {

  private static final Pattern FORM =
      Pattern.compile("[A-Z0-9]+(-[A-Z0-9]+)?(/[A-Z0-9]+(-[A-Z0-9]+)?)?");
  private static final Pattern GAP = Pattern.compile("[\\s\\-]+");
  private static final Pattern NOT_COMPARED = Pattern.compile("[^A-Z0-9]");
  private static final int SHORTEST = 5;
  private static final int LONGEST = 30;
  private static final int FEWEST_DIGITS = 3;

  public Sku {
    Objects.requireNonNull(code, "code is null");
    if (!isStyleCode(code)) {
      throw new IllegalArgumentException(
          "'"
              + code
              + "' is not a style code: use letters and digits, at least three digits, with at most"
              + " one hyphen (DD1391-100) and a slash between the halves of a dual style");
    }
  }

  /**
   * Reads a style code as people and platforms write it: any case, a space or several hyphens where
   * the brand has one hyphen.
   *
   * @throws IllegalArgumentException if the text is no style code
   */
  public static Sku parse(String text) {
    String upper = text.strip().toUpperCase(Locale.ROOT).replaceAll("\\s*/\\s*", "/");
    return new Sku(GAP.matcher(upper).replaceAll("-"));
  }

  /** The form by which codes are compared: only A-Z and 0-9, upper case. */
  public static String comparable(String text) {
    return NOT_COMPARED.matcher(text.toUpperCase(Locale.ROOT)).replaceAll("");
  }

  /** Whether a platform's style text is exactly this code, whatever its case and separators. */
  public boolean isSameStyleAs(String styleText) {
    return comparable(code).equals(comparable(styleText)) && isDual() == styleText.contains("/");
  }

  /**
   * Whether a platform's dual style ({@code A/B}) has this code as one half, or this dual code has
   * the style as one half: near, but not the same product.
   */
  public boolean isHalfOf(String styleText) {
    if (isDual() == styleText.contains("/")) {
      return false;
    }
    String dual = isDual() ? code : styleText;
    String single = comparable(isDual() ? styleText : code);
    return Arrays.stream(dual.split("/")).anyMatch(half -> comparable(half).equals(single));
  }

  /** Whether this is two codes joined by a slash. */
  public boolean isDual() {
    return code.indexOf('/') >= 0;
  }

  /** The first code of a dual style, else the code itself: what a search can be asked for. */
  public String firstCode() {
    return isDual() ? code.substring(0, code.indexOf('/')) : code;
  }

  @Override
  public int compareTo(Sku other) {
    return code.compareTo(other.code);
  }

  @Override
  public String toString() {
    return code;
  }

  private static boolean isStyleCode(String text) {
    String compared = comparable(text);
    return FORM.matcher(text).matches()
        && compared.length() >= SHORTEST
        && compared.length() <= LONGEST
        && compared.chars().filter(Character::isDigit).count() >= FEWEST_DIGITS;
  }
}
