package io.soletape.sandbox.catalogue;

import java.util.Locale;

/** Who a size is cut for; together with the number it names a size without doubt. */
public enum SizeClass {
  /** Men and unisex, no suffix. */
  MEN("", "us m", "US M"),
  /** Women, {@code 10W}. */
  WOMEN("W", "us w", "US W"),
  /** Youth up to 7, {@code 5Y}. */
  YOUTH("Y", "us", "US"),
  /** Toddlers and little kids, {@code 10.5C}. */
  CHILD("C", "us", "US");

  private final String suffix;
  private final String chartType;
  private final String chartName;

  SizeClass(String suffix, String chartType, String chartName) {
    this.suffix = suffix;
    this.chartType = chartType;
    this.chartName = chartName;
  }

  /** Returns what follows the number in a size text, empty for men. */
  public String suffix() {
    return suffix;
  }

  /** Returns the type that StockX gives this system in its size charts. */
  public String chartType() {
    return chartType;
  }

  /** Returns the name that StockX gives this system in its size charts. */
  public String chartName() {
    return chartName;
  }

  /** Returns the word for this class in tables. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
