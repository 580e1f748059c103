package io.soletape.stockx;

import io.soletape.market.Size;
import java.util.List;
import java.util.Optional;

/**
 * One size of a product (StockX API, variants).
 *
 * @param productId StockX's id of the product
 * @param variantId StockX's id of the size
 * @param sizeText the size in StockX's own text, {@code 9.5}, {@code 10W}, {@code 5Y}
 * @param size the size read from it
 * @param sizeUk the chart's UK size without system and hint, {@code 6}; not unique, since US men's
 *     6.5 and 7 are both UK 6. Empty where the chart has none
 * @param sizeEu the chart's EU size likewise, {@code 39} or {@code 38 2/3}
 * @param gtins barcodes, in the answer's order, none twice
 * @param flexEligible may be sold from StockX's warehouse; false where not told
 * @param directEligible may be sold direct; false where not told
 */
public record StockxVariant(
    String productId,
    String variantId,
    String sizeText,
    Size size,
    Optional<String> sizeUk,
    Optional<String> sizeEu,
    List<String> gtins,
    boolean flexEligible,
    boolean directEligible) {

  public StockxVariant {
    gtins = List.copyOf(gtins);
  }
}
