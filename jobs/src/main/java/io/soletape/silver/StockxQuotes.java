package io.soletape.silver;

import io.soletape.market.CurrencyCode;
import io.soletape.market.Platform;
import io.soletape.market.Programme;
import io.soletape.market.Region;
import io.soletape.plan.QuoteCell;
import io.soletape.platform.Parsed;
import io.soletape.platform.Refusal;
import io.soletape.stockx.StockxApi;
import io.soletape.stockx.StockxMarketData;
import io.soletape.stockx.StockxParser;
import io.soletape.stockx.StockxQuote;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** StockX's quotes: the region is the account's market, whatever the currency. */
final class StockxQuotes implements QuoteReader {

  @Override
  public String endpoint() {
    return StockxApi.MARKET_DATA;
  }

  @Override
  public QuoteCell cell(Map<String, String> params, String stockxMarket) {
    return new QuoteCell(
        Platform.STOCKX,
        new Region(StockxApi.marketOf(params).orElse(stockxMarket)),
        new CurrencyCode(params.get("currencyCode")),
        Programme.STANDARD);
  }

  @Override
  public String productId(Map<String, String> params) {
    return StockxApi.productIdOf(params);
  }

  @Override
  public Parsed<ToldQuote> read(String body, Map<String, String> params, String stockxMarket) {
    QuoteCell cell = cell(params, stockxMarket);
    Parsed<StockxMarketData> parsed =
        StockxParser.marketData(body, cell.currency())
            .only(
                size -> size.productId().equals(productId(params)),
                size ->
                    Refusal.of(
                            Refusal.PRODUCT_MISMATCH,
                            "the answer is of product " + size.productId())
                        .ofSize(size.variantId()));
    List<ToldQuote> quotes =
        parsed.rows().stream()
            .flatMap(size -> size.quotes().stream().map(quote -> told(size, quote, cell.region())))
            .toList();
    return new Parsed<>(quotes, parsed.refusals());
  }

  private static ToldQuote told(StockxMarketData size, StockxQuote quote, Region region) {
    return new ToldQuote(
        size.variantId(),
        region,
        quote.quote(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        quote.sellFaster(),
        quote.earnMore(),
        quote.beatUs());
  }
}
