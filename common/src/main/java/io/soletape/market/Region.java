package io.soletape.market;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Whose market a quote is of: the account's market at StockX, the region asked for at Alias.
 *
 * @param code {@code US}, {@code EU}, {@code UK}, another country code, or {@code global}
 */
public record Region(String code) {

  private static final Pattern FORM = Pattern.compile("[A-Z]{2}|global");

  /** All regions at once: offers of one may cross listings of another. */
  public static final Region GLOBAL = new Region("global");

  public Region {
    Objects.requireNonNull(code, "code is null");
    if (!FORM.matcher(code).matches()) {
      throw new IllegalArgumentException(
          "'" + code + "' is not a region: use two capital letters, such as US, or global");
    }
  }

  /** Whether this is no region of its own but all of them. */
  public boolean isGlobal() {
    return equals(GLOBAL);
  }

  @Override
  public String toString() {
    return code;
  }
}
