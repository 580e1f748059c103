package io.soletape.silver;

import io.soletape.alias.AliasApi;
import io.soletape.alias.AliasAvailability;
import io.soletape.alias.AliasParser;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Platform;
import io.soletape.market.Programme;
import io.soletape.market.Region;
import io.soletape.plan.QuoteCell;
import io.soletape.platform.Parsed;
import java.util.Map;
import java.util.Optional;

/** Alias's quotes: the region is the one asked for, the currency always USD. */
final class AliasQuotes implements QuoteReader {

  @Override
  public String endpoint() {
    return AliasApi.AVAILABILITIES;
  }

  @Override
  public QuoteCell cell(Map<String, String> params, String stockxMarket) {
    return new QuoteCell(
        Platform.ALIAS,
        AliasApi.regionOf(params),
        CurrencyCode.USD,
        AliasApi.isConsigned(params) ? Programme.CONSIGNED : Programme.STANDARD);
  }

  @Override
  public String productId(Map<String, String> params) {
    return AliasApi.catalogIdOf(params);
  }

  @Override
  public Parsed<ToldQuote> read(String body, Map<String, String> params, String stockxMarket) {
    Region region = AliasApi.regionOf(params);
    Parsed<AliasAvailability> parsed =
        AliasParser.availabilities(body, AliasApi.isConsigned(params));
    return new Parsed<>(
        parsed.rows().stream().map(row -> told(row, region)).toList(), parsed.refusals());
  }

  private static ToldQuote told(AliasAvailability row, Region region) {
    return new ToldQuote(
        row.size().toPlainString(),
        region,
        row.quote(),
        Optional.of(
            new ToldQuote.Condition(
                row.productCondition(), row.packagingCondition(), row.isNewInGoodBox())),
        row.lastSale(),
        row.globalIndicator(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
