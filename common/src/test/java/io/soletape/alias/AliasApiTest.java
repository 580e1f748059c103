package io.soletape.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.soletape.market.Platform;
import io.soletape.market.Region;
import io.soletape.market.Sku;
import io.soletape.platform.PlatformRequest;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AliasApiTest {

  private static final Sku SKU = Sku.parse("DD1391-100");
  private static final String ID = "dunk-low-black-white-dd1391-100";
  private static final String BASE = "https://api.alias.org/api/v1";

  private final AliasApi api = new AliasApi(URI.create(BASE));

  @Test
  void searchAsksForTheHyphenatedCode() {
    assertThat(api.uri(AliasApi.search(SKU)))
        .hasToString(BASE + "/catalog?query=DD1391-100&limit=20");
  }

  @Test
  void aDualStyleIsSearchedByItsFirstCodeSinceBothFindNothing() {
    PlatformRequest request = AliasApi.search(Sku.parse("315122 111/CW2288 111"));

    assertThat(request.param("query")).isEqualTo("315122-111");
  }

  @Test
  void anItemIsAskedById() {
    assertThat(api.uri(AliasApi.catalogItem(SKU, ID))).hasToString(BASE + "/catalog/" + ID);
  }

  @ParameterizedTest
  @CsvSource({"US, 1", "EU, 2", "UK, 3", "AU, 4", "CA, 5", "JP, 6"})
  void regionsAreAskedForByNumberAndReadBack(String region, String id) {
    PlatformRequest request = AliasApi.availabilities(SKU, ID, new Region(region), true);

    assertThat(request.param("region_id")).isEqualTo(id);
    assertThat(AliasApi.regionOf(request.params())).isEqualTo(new Region(region));
    assertThat(api.uri(request))
        .hasToString(
            BASE
                + "/pricing_insights/availabilities/"
                + ID
                + "?region_id="
                + id
                + "&consigned=true");
  }

  @Test
  void globalIsAskedForWithoutARegion() {
    PlatformRequest request = AliasApi.availabilities(SKU, ID, Region.GLOBAL, false);

    assertThat(request.params()).doesNotContainKey("region_id");
    assertThat(AliasApi.regionOf(request.params())).isEqualTo(Region.GLOBAL);
    assertThat(api.uri(request))
        .hasToString(BASE + "/pricing_insights/availabilities/" + ID + "?consigned=false");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void consignedIsAlwaysAskedForAndReadBack(boolean consigned) {
    PlatformRequest request = AliasApi.availabilities(SKU, ID, Region.GLOBAL, consigned);

    assertThat(AliasApi.isConsigned(request.params())).isEqualTo(consigned);
  }

  @Test
  void aRequestWithoutConsignedIsNotGuessed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AliasApi.isConsigned(Map.of()))
        .withMessageContaining("absent");
  }

  @Test
  void aRegionThatAliasLacksIsRefusedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AliasApi.availabilities(SKU, ID, new Region("BR"), false))
        .withMessage(
            "Alias has no region BR: known are US (1), EU (2), UK (3), AU (4), CA (5), JP (6)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "7", "US"})
  void aRegionNumberThatAliasLacksIsRefused(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AliasApi.regionOf(Map.of("region_id", id)))
        .withMessageContaining("region_id '" + id + "'");
  }

  @Test
  void salesAreAskedForPerSizeWithBothConditionsAndTheLargestLimit() {
    PlatformRequest request =
        AliasApi.recentSales(SKU, ID, new Region("US"), new BigDecimal("10.50"));

    assertThat(api.uri(request))
        .hasToString(
            BASE
                + "/pricing_insights/recent_sales?catalog_id="
                + ID
                + "&limit=200&packaging_condition=PACKAGING_CONDITION_GOOD_CONDITION"
                + "&product_condition=PRODUCT_CONDITION_NEW&region_id=1&size=10.5");
  }

  @Test
  void offersAreAskedForPerSizeAndWithoutConsigned() {
    PlatformRequest request = AliasApi.offerHistogram(SKU, ID, Region.GLOBAL, new BigDecimal("10"));

    assertThat(api.uri(request))
        .hasToString(
            BASE
                + "/pricing_insights/offer_histogram?catalog_id="
                + ID
                + "&packaging_condition=PACKAGING_CONDITION_GOOD_CONDITION"
                + "&product_condition=PRODUCT_CONDITION_NEW&size=10");
  }

  @Test
  void foreignRequestsAreRefused() {
    PlatformRequest unrouted = PlatformRequest.of(Platform.ALIAS, "regions", SKU, Map.of());
    PlatformRequest foreign = PlatformRequest.of(Platform.STOCKX, "search", SKU, Map.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> api.uri(unrouted))
        .withMessage("Alias has no endpoint regions");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> api.uri(foreign))
        .withMessageContaining("stockx");
  }

  @Test
  void aRequestForSalesSaysWhatItAskedFor() {
    PlatformRequest request =
        AliasApi.recentSales(SKU, "item", new Region("EU"), new BigDecimal("9.0"));

    assertThat(AliasApi.catalogIdOf(request.params())).isEqualTo("item");
    assertThat(AliasApi.sizeOf(request.params())).isEqualTo("9");
    assertThat(AliasApi.limitOf(request.params())).isEqualTo(200);
    assertThat(AliasApi.regionOf(request.params())).isEqualTo(new Region("EU"));
  }

  @Test
  void aRequestOfAnotherKindHasNoLimitOfSales() {
    Map<String, String> params = Map.of("catalog_id", "item");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> AliasApi.limitOf(params))
        .withMessage("Parameter limit is absent");
  }
}
