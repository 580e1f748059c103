package io.soletape.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.alias.AliasApi;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Region;
import io.soletape.market.Sku;
import io.soletape.platform.PlatformRequest;
import io.soletape.stockx.StockxApi;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequestIdTest {

  private static final Instant AT = Instant.parse("2026-03-01T00:00:00Z");
  private static final Sku SKU = new Sku("DD1391-100");
  private static final PlatformRequest USD =
      StockxApi.marketData(SKU, "p1", new CurrencyCode("USD"), new Region("US"));

  @Test
  void anIdIsTheSameOnAnyMachineAndInAnyRelease() {
    // sha256("2026-03-01T10:00:00Z|stockx|market_data|currencyCode=USD&market=US&productId=p1")
    assertThat(RequestId.of(Instant.parse("2026-03-01T10:00:00Z"), USD))
        .isEqualTo("77666db528c65fc3235790292c8ddc82");
  }

  @Test
  void tiersThatShareASlotShareTheirAnswers() {
    assertThat(
            Stream.of(Tier.values()).map(tier -> Planned.in(new Slot(tier, AT), USD).requestId()))
        .containsOnly(RequestId.of(AT, USD));
  }

  @Test
  void anyOtherSlotEndpointOrParameterIsAnotherRequest() {
    Stream<String> ids =
        Stream.concat(
            Stream.of(RequestId.of(AT.plusSeconds(3600), USD)),
            Stream.of(
                    USD,
                    StockxApi.marketData(SKU, "p1", new CurrencyCode("GBP"), new Region("US")),
                    StockxApi.marketData(SKU, "p2", new CurrencyCode("USD"), new Region("US")),
                    StockxApi.variants(SKU, "p1"),
                    StockxApi.product(SKU, "p1"),
                    StockxApi.search(SKU),
                    AliasApi.search(SKU),
                    AliasApi.availabilities(SKU, "p1", new Region("US"), false),
                    AliasApi.availabilities(SKU, "p1", new Region("US"), true),
                    AliasApi.availabilities(SKU, "p1", new Region("EU"), false),
                    AliasApi.availabilities(SKU, "p1", Region.GLOBAL, false),
                    AliasApi.offerHistogram(SKU, "p1", Region.GLOBAL, new BigDecimal("9")),
                    AliasApi.offerHistogram(SKU, "p1", Region.GLOBAL, new BigDecimal("9.5")))
                .map(request -> RequestId.of(AT, request)));

    assertThat(ids.toList()).doesNotHaveDuplicates().hasSize(14).allMatch(id -> id.length() == 32);
  }
}
