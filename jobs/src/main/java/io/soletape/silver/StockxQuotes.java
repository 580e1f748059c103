package io.soletape.silver;

import io.soletape.market.CurrencyCode;
import io.soletape.market.Region;
import io.soletape.platform.Parsed;
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
  public Parsed<ToldQuote> read(String body, Map<String, String> params, String stockxMarket) {
    CurrencyCode asked = new CurrencyCode(params.get("currencyCode"));
    Region region = new Region(stockxMarket);
    Parsed<StockxMarketData> parsed = StockxParser.marketData(body, asked);
    List<ToldQuote> quotes =
        parsed.rows().stream()
            .flatMap(size -> size.quotes().stream().map(quote -> told(size, quote, region)))
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
