package io.soletape.alias;

import io.soletape.platform.Refusal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * An item of Alias's catalogue (Alias API, catalogue item). A field is empty where Alias does not
 * tell it or tells something unreadable; of an amount that is then refused.
 *
 * @param catalogId Alias's id; looks like words but must not be read, it may name another style
 * @param sku the style code as told, Nike's with a space; empty text where there is none
 * @param name the name
 * @param brand the brand
 * @param gender {@code men women youth} seen; the sizes mean nothing without it
 * @param colorway the colours
 * @param releaseDate day of release as told, in no other time zone
 * @param retailPrice list price in US dollars, two decimals
 * @param maximumListingPrice the most that may be asked, in US dollars, two decimals
 * @param allowedSizes US sizes that the item is sold in, in the answer's order, none twice, without
 *     trailing zeros
 * @param refusals of amounts that are not taken
 */
public record AliasItem(
    String catalogId,
    String sku,
    Optional<String> name,
    Optional<String> brand,
    Optional<String> gender,
    Optional<String> colorway,
    Optional<LocalDate> releaseDate,
    Optional<BigDecimal> retailPrice,
    Optional<BigDecimal> maximumListingPrice,
    List<BigDecimal> allowedSizes,
    List<Refusal> refusals) {

  public AliasItem {
    allowedSizes = List.copyOf(allowedSizes);
    refusals = List.copyOf(refusals);
  }
}
