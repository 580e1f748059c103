package io.soletape.silver;

import io.soletape.alias.AliasApi;
import io.soletape.alias.AliasAvailability;
import io.soletape.alias.AliasParser;
import io.soletape.market.Region;
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
