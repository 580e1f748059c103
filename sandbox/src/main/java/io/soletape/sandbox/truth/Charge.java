package io.soletape.sandbox.truth;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a fee file, its amounts in US dollars.
 *
 * @param region {@code *} for all
 * @param programme {@code *} for all
 * @param name what it is for
 */
public record Charge(
    String platform,
    String side,
    String region,
    String programme,
    String name,
    BigDecimal percent,
    BigDecimal fixed,
    BigDecimal minimum,
    LocalDate validFrom) {

  static final String ANY = "*";

  /** Reads the lines of a fee file whose first ten values hold no comma. */
  public static List<Charge> read(List<String> lines) {
    List<Charge> charges = new ArrayList<>();
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("platform,")) {
        List<String> cells = List.of(line.split(",", -1));
        charges.add(
            new Charge(
                cells.get(0),
                cells.get(1),
                cells.get(2),
                cells.get(3),
                cells.get(4),
                number(cells.get(5)),
                number(cells.get(6)),
                number(cells.get(7)),
                LocalDate.parse(cells.get(9))));
      }
    }
    return charges;
  }

  boolean holds(String ofPlatform, String onSide, String inRegion, String as, LocalDate day) {
    return platform.equals(ofPlatform)
        && side.equals(onSide)
        && (region.equals(ANY) || region.equals(inRegion))
        && (programme.equals(ANY) || programme.equals(as))
        && !validFrom.isAfter(day);
  }

  private static BigDecimal number(String text) {
    return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
  }
}
