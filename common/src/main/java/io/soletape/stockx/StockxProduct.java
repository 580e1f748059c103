package io.soletape.stockx;

import io.soletape.platform.Refusal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A product as StockX describes it (StockX API, search and product). A field is empty where StockX
 * does not tell it or tells something unreadable; of an amount that is then refused.
 *
 * @param productId StockX's id; can go dead
 * @param styleId the brand's style code, perhaps two joined by a slash, lower case or other text
 * @param title the name
 * @param brand the brand
 * @param colorway the colours
 * @param gender {@code men women kids unisex} seen
 * @param releaseDate day of release
 * @param retailPrice list price in major units, taken to be US dollars; two decimals
 * @param defaultSizeSystem such as {@code us m}; search results never have it
 * @param refusals of amounts that are not taken
 */
public record StockxProduct(
    String productId,
    Optional<String> styleId,
    Optional<String> title,
    Optional<String> brand,
    Optional<String> colorway,
    Optional<String> gender,
    Optional<LocalDate> releaseDate,
    Optional<BigDecimal> retailPrice,
    Optional<String> defaultSizeSystem,
    List<Refusal> refusals) {

  public StockxProduct {
    refusals = List.copyOf(refusals);
  }
}
