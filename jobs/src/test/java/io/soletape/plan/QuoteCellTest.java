package io.soletape.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.market.CurrencyCode;
import io.soletape.market.Platform;
import io.soletape.market.Region;
import io.soletape.market.Sku;
import io.soletape.platform.PlatformRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuoteCellTest {

  private static final QuoteScope SCOPE =
      new QuoteScope(
          new Region("US"),
          List.of(new CurrencyCode("USD"), new CurrencyCode("GBP")),
          List.of(new Region("EU"), Region.GLOBAL));

  @Test
  void stockxIsAskedForEachCurrencyInTheMarketOfTheAccount() {
    assertThat(QuoteCell.of(Platform.STOCKX, SCOPE).stream().map(QuoteCellTest::told))
        .containsExactly("US USD standard", "US GBP standard");
  }

  @Test
  void aliasIsAskedForBothProgrammesOfEachRegionInDollars() {
    assertThat(QuoteCell.of(Platform.ALIAS, SCOPE).stream().map(QuoteCellTest::told))
        .containsExactly(
            "EU USD standard", "EU USD consigned", "global USD standard", "global USD consigned");
  }

  @Test
  void aCellIsFilledByTheRequestOfItsCurrencyOrItsRegionAndProgramme() {
    assertThat(requests(Platform.STOCKX))
        .containsExactly(
            Map.of("productId", "p1", "currencyCode", "USD", "market", "US"),
            Map.of("productId", "p1", "currencyCode", "GBP", "market", "US"));
    assertThat(requests(Platform.ALIAS))
        .containsExactly(
            Map.of("catalog_id", "p1", "region_id", "2", "consigned", "false"),
            Map.of("catalog_id", "p1", "region_id", "2", "consigned", "true"),
            Map.of("catalog_id", "p1", "consigned", "false"),
            Map.of("catalog_id", "p1", "consigned", "true"));
  }

  private static List<Map<String, String>> requests(Platform platform) {
    return QuoteCell.of(platform, SCOPE).stream()
        .map(cell -> cell.request(new Sku("DD1391-100"), "p1"))
        .map(PlatformRequest::params)
        .<Map<String, String>>map(Map::copyOf)
        .toList();
  }

  private static String told(QuoteCell cell) {
    return cell.region() + " " + cell.currency() + " " + cell.programme().code();
  }
}
