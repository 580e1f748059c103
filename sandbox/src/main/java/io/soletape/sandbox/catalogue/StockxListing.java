package io.soletape.sandbox.catalogue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A product as StockX describes it.
 *
 * @param productId UUID
 * @param styleId brand style code, maybe dual ({@code A/B}); empty where StockX answers null
 * @param gender {@code men}, {@code women}, {@code kids} or {@code unisex}
 * @param retailPrice US dollars
 */
public record StockxListing(
    String productId,
    Optional<String> styleId,
    String brand,
    String title,
    String urlKey,
    String gender,
    Optional<LocalDate> releaseDate,
    Optional<BigDecimal> retailPrice,
    Optional<String> colorway,
    List<StockxVariant> variants) {

  public StockxListing {
    variants = List.copyOf(variants);
  }

  /** Returns true if the style is {@code code} and nothing else. */
  public boolean is(StyleCode code) {
    return styleId.filter(style -> StyleCode.of(style).equals(code)).isPresent();
  }

  /** Returns true if the style is dual and {@code code} is one of its two. */
  public boolean isHalf(StyleCode code) {
    return !is(code) && styleId.filter(style -> StyleCode.parts(style).contains(code)).isPresent();
  }
}
