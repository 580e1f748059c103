package io.soletape.plan;

import io.soletape.config.SettingNames;
import io.soletape.config.Settings;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Region;
import java.util.List;

/**
 * What of the market is asked for.
 *
 * @param stockxMarket the market of the StockX account: the region of its quotes
 * @param stockxCurrencies the currencies StockX is asked to quote in
 * @param aliasRegions the regions Alias is asked for
 */
public record QuoteScope(
    Region stockxMarket, List<CurrencyCode> stockxCurrencies, List<Region> aliasRegions) {

  public QuoteScope {
    stockxCurrencies = List.copyOf(stockxCurrencies);
    aliasRegions = List.copyOf(aliasRegions);
  }

  /** As the settings say. */
  public static QuoteScope of(Settings settings) {
    return new QuoteScope(
        settings.value(SettingNames.STOCKX_MARKET),
        settings.value(SettingNames.STOCKX_CURRENCIES),
        settings.value(SettingNames.ALIAS_REGIONS));
  }
}
