package io.soletape.stockx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.soletape.market.CurrencyCode;
import io.soletape.market.Platform;
import io.soletape.market.Region;
import io.soletape.market.Sku;
import io.soletape.platform.PlatformRequest;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StockxApiTest {

  private static final Sku SKU = Sku.parse("DD1391-100");
  private static final String ID = "6f0f1c7e-2a54-4c1e-9c0b-1d9b6a0f2e11";

  private final StockxApi api = new StockxApi(URI.create("https://api.stockx.com/"));

  @Test
  void searchAsksForTheLargestFirstPage() {
    assertThat(api.uri(StockxApi.search(SKU)))
        .hasToString(
            "https://api.stockx.com/v2/catalog/search?query=DD1391-100&pageNumber=1&pageSize=50");
  }

  @Test
  void aDualStyleIsSearchedWhole() {
    PlatformRequest request = StockxApi.search(Sku.parse("FQ0213-001/FQ0214-001"));

    assertThat(api.uri(request).getQuery()).startsWith("query=FQ0213-001/FQ0214-001&");
  }

  @Test
  void productsAndVariantsAreAskedById() {
    String product = "https://api.stockx.com/v2/catalog/products/" + ID;

    assertThat(api.uri(StockxApi.product(SKU, ID))).hasToString(product);
    assertThat(api.uri(StockxApi.variants(SKU, ID))).hasToString(product + "/variants");
  }

  @Test
  void marketDataIsAskedForTheWholeProductAndNeverByCountry() {
    PlatformRequest request =
        StockxApi.marketData(SKU, ID, new CurrencyCode("GBP"), new Region("US"));

    assertThat(request.endpoint()).isEqualTo("market_data");
    assertThat(request.params())
        .isEqualTo(Map.of("productId", ID, "currencyCode", "GBP", "market", "US"));
    assertThat(StockxApi.currencyOf(request)).isEqualTo(new CurrencyCode("GBP"));
    assertThat(StockxApi.productIdOf(request)).isEqualTo(ID);
    assertThat(api.uri(request))
        .hasToString(
            "https://api.stockx.com/v2/catalog/products/" + ID + "/market-data?currencyCode=GBP");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", ""})
  void anIdThatWouldClimbThePathIsRefused(String id) {
    PlatformRequest request = StockxApi.product(SKU, id);

    assertThatIllegalArgumentException().isThrownBy(() -> api.uri(request));
  }

  @Test
  void foreignRequestsAreRefused() {
    PlatformRequest unknown = PlatformRequest.of(Platform.STOCKX, "sales", SKU, Map.of());
    PlatformRequest foreign = PlatformRequest.of(Platform.ALIAS, "search", SKU, Map.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> api.uri(unknown))
        .withMessageContaining("sales");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> api.uri(foreign))
        .withMessageContaining("alias");
  }
}
