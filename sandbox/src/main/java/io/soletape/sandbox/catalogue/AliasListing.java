package io.soletape.sandbox.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A catalogue item as Alias describes it.
 *
 * @param catalogId slug, not to be parsed
 * @param sku style code, with a space for most brands
 * @param gender {@code men}, {@code women}, {@code youth} or {@code infant}
 * @param releasedAt timestamp text, empty text where unknown
 * @param releaseDate the day of that timestamp, in UTC
 * @param retailDollars 0 where unknown
 * @param allowedSizes bare US sizes in halves, in the platform's order
 * @param maximumDollars highest price a listing may have
 */
public record AliasListing(
    String catalogId,
    String sku,
    String brand,
    String name,
    String gender,
    String releasedAt,
    Optional<LocalDate> releaseDate,
    long retailDollars,
    String colorway,
    String nickname,
    List<Integer> allowedSizes,
    long maximumDollars) {

  /** From this size on, in halves, a youth run means little kids (Alias API, sizes). */
  private static final int YOUTH_ENDS = 16;

  public AliasListing {
    allowedSizes = List.copyOf(allowedSizes);
  }

  /** Returns true if the item's style is {@code code}. */
  public boolean is(StyleCode code) {
    return StyleCode.of(sku).equals(code);
  }

  /** Returns the full size that a bare number of this item means. */
  public Size sizeOf(int halves) {
    return new Size(halves, classOf(halves));
  }

  private SizeClass classOf(int halves) {
    return switch (gender) {
      case "women" -> SizeClass.WOMEN;
      case "youth" -> halves < YOUTH_ENDS ? SizeClass.YOUTH : SizeClass.CHILD;
      case "infant" -> SizeClass.CHILD;
      default -> SizeClass.MEN;
    };
  }
}
