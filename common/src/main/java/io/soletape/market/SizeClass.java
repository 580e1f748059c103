package io.soletape.market;

import java.util.Locale;

/** Whose size it is. A men's 10, a women's 10, a youth 10 and a child's 10 are four sizes. */
public enum SizeClass {
  /** Men and unisex: no suffix. */
  MEN(""),
  WOMEN("W"),
  YOUTH("Y"),
  /** Toddler and little kids. */
  CHILD("C");

  private final String suffix;

  SizeClass(String suffix) {
    this.suffix = suffix;
  }

  /** What stands behind the number in a size key. */
  public String suffix() {
    return suffix;
  }

  /** The name in tables: lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
