package io.soletape.plan;

import io.soletape.alias.AliasApi;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Platform;
import io.soletape.market.Programme;
import io.soletape.market.Region;
import io.soletape.market.Sku;
import io.soletape.platform.PlatformRequest;
import io.soletape.stockx.StockxApi;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one quote request must tell of a product: the cells it fills, without their sizes.
 *
 * @param platform who is asked
 * @param region whose market
 * @param currency currency of the amounts
 * @param programme the programme that is told for every size
 */
public record QuoteCell(
    Platform platform, Region region, CurrencyCode currency, Programme programme) {

  /** Every cell that a platform is asked for. */
  public static List<QuoteCell> of(Platform platform, QuoteScope scope) {
    return switch (platform) {
      case STOCKX ->
          scope.stockxCurrencies().stream()
              .map(
                  currency ->
                      new QuoteCell(platform, scope.stockxMarket(), currency, Programme.STANDARD))
              .toList();
      case ALIAS ->
          scope.aliasRegions().stream()
              .flatMap(
                  region ->
                      Stream.of(Programme.STANDARD, Programme.CONSIGNED)
                          .map(
                              programme ->
                                  new QuoteCell(platform, region, CurrencyCode.USD, programme)))
              .toList();
    };
  }

  /** The request that fills this cell for all sizes of a product. */
  public PlatformRequest request(Sku sku, String productId) {
    return switch (platform) {
      case STOCKX -> StockxApi.marketData(sku, productId, currency, region);
      case ALIAS ->
          AliasApi.availabilities(sku, productId, region, programme == Programme.CONSIGNED);
    };
  }
}
