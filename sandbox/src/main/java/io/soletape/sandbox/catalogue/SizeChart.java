package io.soletape.sandbox.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a size is called in other systems, after the charts that StockX serves.
 *
 * <p>US 6.5 and 7 of men are both UK 6; StockX tells them apart by a hint in brackets (StockX API,
 * variants).
 */
public final class SizeChart {

  /** Men's EU sizes from US 1.5 by halves. */
  private static final String[] EU_ADULT = {
    "33", "33.5", "34", "35", "35.5", "36", "36.5", "37.5", "38", "38.5", "39", "40", "40.5", "41",
    "42", "42.5", "43", "44", "44.5", "45", "45.5", "46", "47", "47.5", "48", "48.5", "49", "49.5",
    "50", "50.5", "51", "51.5", "52", "52.5"
  };

  /** Little kids' EU sizes from US 2C by halves. */
  private static final String[] EU_CHILD = {
    "17", "18", "18.5", "19", "19.5", "20", "21", "21.5", "22", "22.5", "23.5", "24", "25", "25.5",
    "26", "26.5", "27", "27.5", "28", "28.5", "29.5", "30", "31", "31.5"
  };

  private static final int FIRST_ADULT = 3;
  private static final int FIRST_CHILD = 4;
  private static final int WOMEN_OVER_MEN = 3;
  private static final int UK_6_5 = 13;
  private static final int UK_7 = 14;

  private final Size size;

  public SizeChart(Size size) {
    this.size = size;
  }

  /** One line of the chart: a size in one system, in StockX's words. */
  public record Line(String text, String type) {}

  /** Returns the chart in StockX's order. */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    lines.add(own());
    other().ifPresent(lines::add);
    lines.add(new Line("UK " + uk() + ukHint(), "uk"));
    if (size.sizeClass() == SizeClass.MEN || size.sizeClass() == SizeClass.WOMEN) {
      lines.add(new Line("CM " + centimetres() + lengthHint(), "cm"));
      lines.add(new Line("KR " + korean() + lengthHint(), "kr"));
    }
    lines.add(new Line("EU " + eu(), "eu"));
    return lines;
  }

  /** Returns the UK size as a bare number. */
  public String uk() {
    return switch (size.sizeClass()) {
      case MEN -> Size.numberOf(size.halves() < UK_7 ? size.halves() - 1 : size.halves() - 2);
      case WOMEN -> Size.numberOf(size.halves() - 5);
      case YOUTH, CHILD ->
          Size.numberOf(size.halves() < UK_7 || isChild() ? size.halves() - 1 : size.halves() - 2);
    };
  }

  /** Returns the EU size as a bare number. */
  public String eu() {
    if (isChild()) {
      return EU_CHILD[size.halves() - FIRST_CHILD];
    }
    int index = men() - FIRST_ADULT;
    // Below the chart only 1Y exists.
    return index >= 0 ? EU_ADULT[index] : "32";
  }

  private Line own() {
    return new Line(
        size.sizeClass().chartName()
            + " "
            + Size.numberOf(size.halves())
            + (size.sizeClass() == SizeClass.WOMEN ? "" : size.sizeClass().suffix()),
        size.sizeClass().chartType());
  }

  private Optional<Line> other() {
    return switch (size.sizeClass()) {
      case MEN ->
          Optional.of(new Line("US W " + Size.numberOf(size.halves() + WOMEN_OVER_MEN), "us w"));
      case WOMEN -> Optional.of(new Line("US M " + Size.numberOf(men()), "us m"));
      case YOUTH, CHILD -> Optional.empty();
    };
  }

  private String ukHint() {
    boolean ambiguous =
        size.sizeClass() == SizeClass.MEN && (size.halves() == UK_6_5 || size.halves() == UK_7);
    return ambiguous ? " (EU " + eu() + ")" : "";
  }

  private String lengthHint() {
    return men() < UK_7 ? " (US M " + Size.numberOf(men()) + ")" : "";
  }

  private String centimetres() {
    return men() < UK_7 ? Size.numberOf(42 + (men() + 1) / 2) : Size.numberOf(men() + 36);
  }

  private int korean() {
    return men() < UK_7 ? (42 + (men() + 1) / 2) * 5 : (men() + 36) * 5;
  }

  private int men() {
    return size.sizeClass() == SizeClass.WOMEN ? size.halves() - WOMEN_OVER_MEN : size.halves();
  }

  private boolean isChild() {
    return size.sizeClass() == SizeClass.CHILD;
  }
}
