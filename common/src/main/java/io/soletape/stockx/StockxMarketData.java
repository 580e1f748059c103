package io.soletape.stockx;

import io.soletape.market.CurrencyCode;
import java.util.List;

/**
 * The quotes of one size (StockX API, market data). It has no size: the variant id leads to it.
 *
 * @param productId StockX's id of the product
 * @param variantId StockX's id of the size
 * @param currency currency of every amount
 * @param quotes the standard programme's first, always there; flex and direct where told
 */
public record StockxMarketData(
    String productId, String variantId, CurrencyCode currency, List<StockxQuote> quotes) {

  public StockxMarketData {
    quotes = List.copyOf(quotes);
  }
}
