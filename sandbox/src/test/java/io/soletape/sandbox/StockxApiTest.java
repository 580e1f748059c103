package io.soletape.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StockxApiTest {

  private static Sandbox sandbox;
  private static SandboxClient client;

  @BeforeAll
  static void start() throws IOException {
    sandbox = Sandbox.start(SandboxFixture.unhurried());
    client = new SandboxClient(sandbox).signedIn();
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void shouldFindExactStyleFirstAndNeighboursAfter() throws IOException {
    JsonNode page = search("cu9225 100");

    assertThat(page.at("/products/0/styleId").asText()).isEqualTo("CU9225-100");
    assertThat(page.get("products").size()).isGreaterThan(3);
    assertThat(page.get("pageSize").asInt()).isEqualTo(10);
  }

  @Test
  void shouldFindNeighbourForTypo() throws IOException {
    assertThat(search("V5029-200").at("/products/0/styleId").asText()).isEqualTo("FV5029-200");
  }

  @Test
  void shouldHonourPages() throws IOException {
    JsonNode first = search("CU9225-100&pageSize=2&pageNumber=1");
    JsonNode second = search("CU9225-100&pageSize=2&pageNumber=2");

    assertThat(first.get("products")).hasSize(2);
    assertThat(first.get("hasNextPage").asBoolean()).isTrue();
    assertThat(second.at("/products/0/styleId")).isNotEqualTo(first.at("/products/0/styleId"));
  }

  @Test
  void shouldFindOnlyNeighboursOfWhatItLacks() throws IOException {
    assertThat(sandbox.groundTruth().missing(sandbox.groundTruth().listedSkus(), "stockx"))
        .containsOnlyKeys("HF1012-300", "IO4643-200", "HF8813-700")
        .containsEntry("HF8813-700", "ambiguous")
        .containsEntry("HF1012-300", "not_found");
    assertThat(styles(search("IO4643-200"))).doesNotContain("IO4643-200");
    assertThat(styles(search("HF8813-700"))).contains("HF8813-700/HF8813-701");
  }

  @Test
  void shouldServeEightToTwentySevenSizes() throws IOException {
    List<Integer> sizes = new ArrayList<>();
    for (String sku : sandbox.groundTruth().listedSkus()) {
      if (sandbox.groundTruth().carries("stockx", sku)) {
        sizes.add(SandboxClient.json(client.stockx(products(sku) + "/variants")).size());
      }
    }

    assertThat(sizes).hasSize(109).contains(8, 27).allMatch(count -> count >= 8 && count <= 27);
    assertThat(sizes.stream().mapToInt(count -> count).average().orElseThrow()).isBetween(19d, 22d);
  }

  @Test
  void shouldTellAmbiguousSizesApartByHint() throws IOException {
    String chart = client.stockx(products("DD1391-103") + "/variants").body();

    assertThat(chart).contains("UK 6 (EU 39)", "UK 6 (EU 40)", "CM 23.5 (US M 4.5)");
    assertThat(chart).contains("KR 240 (US M 6)", "US W 8.5");
  }

  @Test
  void shouldFindSizeByBarCode() throws IOException {
    JsonNode variants = SandboxClient.json(client.stockx(products("FV5029-200") + "/variants"));
    String gtin = variants.findValues("identifier").get(0).asText();

    JsonNode found =
        SandboxClient.json(client.stockx("/v2/catalog/products/variants/gtins/" + gtin));

    assertThat(variants).contains(found);
    assertThat(client.stockx("/v2/catalog/products/variants/gtins/1").statusCode()).isEqualTo(400);
  }

  @Test
  void shouldAnswerSingleSizeLikeTheWholeProduct() throws IOException {
    JsonNode all =
        SandboxClient.json(client.stockx(products("FV5029-200") + "/market-data?currencyCode=EUR"));
    String variant = all.at("/0/variantId").asText();

    JsonNode one =
        SandboxClient.json(
            client.stockx(
                products("FV5029-200") + "/variants/" + variant + "/market-data?currencyCode=EUR"));

    assertThat(one).isEqualTo(all.get(0));
  }

  @Test
  void shouldRefuseWhatTheRealOneRefuses() throws IOException {
    String market = products("FV5029-200") + "/market-data";
    String other = products("FV5029-010") + "/variants/" + firstVariant("FV5029-200");

    assertThat(client.stockx(market + "?country=US").statusCode()).isEqualTo(400);
    assertThat(client.stockx(market + "?currencyCode=XXX").statusCode()).isEqualTo(400);
    assertThat(client.stockx(other).statusCode()).isEqualTo(400);
    assertThat(client.stockx("/v2/catalog/products/FV5029-200").statusCode()).isEqualTo(404);
    assertThat(client.stockx("/v2/search").statusCode()).isEqualTo(404);
    assertThat(client.stockx("/catalog/search").statusCode()).isEqualTo(403);
    assertThat(client.stockx("/v2/catalog/search?query=").statusCode()).isEqualTo(400);
  }

  @Test
  void shouldAnswerTheSameBytesAtTheSameTimeAndOthersLater() throws IOException {
    String path = products("FV5029-200") + "/market-data?currencyCode=USD";
    try (Sandbox twin = Sandbox.start(SandboxFixture.unhurried())) {
      SandboxClient twinClient = new SandboxClient(twin).signedIn();

      String now = twinClient.stockx(path).body();
      twin.moveMarketTo(SandboxFixture.HOUR.plusSeconds(3600));
      String later = twinClient.stockx(path).body();
      twin.moveMarketTo(SandboxFixture.HOUR.plusSeconds(1800));

      assertThat(client.stockx(path).body()).isEqualTo(now).isNotEqualTo(later);
      assertThat(twinClient.stockx(path).body()).isEqualTo(now);
    }
  }

  private static String firstVariant(String sku) throws IOException {
    return SandboxClient.json(client.stockx(products(sku) + "/variants"))
        .at("/0/variantId")
        .asText();
  }

  private static String products(String sku) {
    return "/v2/catalog/products/" + sandbox.groundTruth().productId("stockx", sku).orElseThrow();
  }

  private static JsonNode search(String query) throws IOException {
    return SandboxClient.json(
        client.stockx("/v2/catalog/search?query=" + query.replace(" ", "%20")));
  }

  private static List<String> styles(JsonNode page) {
    return page.findValues("styleId").stream().map(JsonNode::asText).toList();
  }
}
