package io.soletape.sandbox.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A style code reduced to what it is compared by: its letters and digits in upper case.
 *
 * @param text only {@code A-Z} and {@code 0-9}
 */
public record StyleCode(String text) {

  /** Returns the code in {@code raw}, whatever its case, spaces and hyphens. */
  public static StyleCode of(String raw) {
    return new StyleCode(raw.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", ""));
  }

  /** Returns the codes that a dual style such as {@code A-1/B-2} is made of, or the single one. */
  public static List<StyleCode> parts(String raw) {
    return Stream.of(raw.split("/", -1)).map(StyleCode::of).toList();
  }

  /** Returns how many leading characters both codes share. */
  public int commonPrefix(StyleCode other) {
    int limit = Math.min(text.length(), other.text.length());
    int length = 0;
    while (length < limit && text.charAt(length) == other.text.charAt(length)) {
      length++;
    }
    return length;
  }

  /** Returns how many characters have to be added, dropped or exchanged between both codes. */
  public int distance(StyleCode other) {
    int[] previous = new int[other.text.length() + 1];
    for (int column = 0; column < previous.length; column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= text.length(); row++) {
      previous = distanceRow(other, row, previous);
    }
    return previous[other.text.length()];
  }

  private int[] distanceRow(StyleCode other, int row, int[] previous) {
    int[] current = new int[previous.length];
    current[0] = row;
    for (int column = 1; column < current.length; column++) {
      int exchange = text.charAt(row - 1) == other.text.charAt(column - 1) ? 0 : 1;
      int moved = Math.min(current[column - 1] + 1, previous[column] + 1);
      current[column] = Math.min(moved, previous[column - 1] + exchange);
    }
    return current;
  }
}
