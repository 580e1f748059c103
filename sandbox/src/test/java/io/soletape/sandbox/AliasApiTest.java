package io.soletape.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AliasApiTest {

  private static Sandbox sandbox;
  private static SandboxClient client;

  @BeforeAll
  static void start() throws IOException {
    sandbox = Sandbox.start(SandboxFixture.unhurried());
    client = new SandboxClient(sandbox);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void shouldRefuseWrongTokenInGrpcShape() throws IOException {
    HttpResponse<String> answer = client.alias("/test", "wrong");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(SandboxClient.json(answer).get("code").asInt()).isEqualTo(16);
    assertThat(answer.headers().firstValue("x-request-id")).isPresent();
  }

  @Test
  void shouldFindExactCodeFirst() throws IOException {
    JsonNode page = SandboxClient.json(client.alias("/catalog?query=FV5029-200&limit=1"));

    assertThat(page.at("/catalog_items/0/sku").asText()).isEqualTo("FV5029 200");
    assertThat(page.get("catalog_items")).hasSize(1);
    assertThat(page.get("has_more").asBoolean()).isTrue();
  }

  @Test
  void shouldPageByOpaqueToken() throws IOException {
    JsonNode first = SandboxClient.json(client.alias("/catalog?query=CU9225-100&limit=2"));
    String token = first.get("next_pagination_token").asText().replace("=", "%3D");

    JsonNode second =
        SandboxClient.json(
            client.alias("/catalog?query=CU9225-100&limit=2&pagination_token=" + token));

    assertThat(second.get("catalog_items")).isNotEqualTo(first.get("catalog_items"));
  }

  @Test
  void shouldFindNothingForDualCodes() throws IOException {
    assertThat(
            SandboxClient.json(client.alias("/catalog?query=315122-111/CW2288-111"))
                .get("catalog_items"))
        .isEmpty();
  }

  @Test
  void shouldLackThreeOfTheList() {
    assertThat(sandbox.groundTruth().missing(sandbox.groundTruth().listedSkus(), "alias"))
        .containsOnlyKeys("DX0755-001", "IB4453-001", "HF2903-100")
        .containsValue("not_found");
  }

  @Test
  void shouldAllowEightToThirtyNineSizes() throws IOException {
    List<Integer> sizes = new ArrayList<>();
    for (String sku : sandbox.groundTruth().listedSkus()) {
      if (sandbox.groundTruth().carries("alias", sku)) {
        JsonNode item = SandboxClient.json(client.alias("/catalog/" + item(sku)));
        sizes.add(item.at("/catalog_item/allowed_sizes").size());
      }
    }

    assertThat(sizes).hasSize(109).contains(8, 39).allMatch(count -> count >= 8 && count <= 39);
    assertThat(sizes.stream().filter(count -> count == 39).count()).isGreaterThan(54);
  }

  @Test
  void shouldNameConsignedOnlyWhenAsked() throws IOException {
    assertThat(variants("FV5029-010", "").findValues("consigned")).isEmpty();
    assertThat(variants("FV5029-010", "?consigned=true").findValues("consigned"))
        .isNotEmpty()
        .allMatch(JsonNode::asBoolean);
  }

  @Test
  void shouldGiveIndicatorOnlyForARegion() throws IOException {
    assertThat(amounts(variants("FV5029-010", ""), "global_indicator_price_cents"))
        .containsOnly("0");
    assertThat(amounts(variants("FV5029-010", "?region_id=1"), "global_indicator_price_cents"))
        .contains("0")
        .anyMatch(amount -> !amount.equals("0"));
  }

  @Test
  void shouldCrossOnlyWithoutARegion() throws IOException {
    for (String region : List.of("?region_id=1", "?region_id=2&consigned=false", "?region_id=3")) {
      assertThat(crossed(variants("FV5029-010", region))).isZero();
    }
    assertThat(crossed(variants("FV5029-010", ""))).isPositive();
  }

  @Test
  void shouldServeAboutTwoHundredAndFortyRowsOfAFullItem() throws IOException {
    JsonNode item = SandboxClient.json(client.alias("/catalog/" + item("FV5029-010")));
    JsonNode variants = variants("FV5029-010", "");

    assertThat(item.at("/catalog_item/allowed_sizes")).hasSize(39);
    assertThat(variants.size()).isBetween(200, 280);
    assertThat(amounts(variants, "lowest_listing_price_cents"))
        .allMatch(amount -> Long.parseLong(amount) % 100 == 0);
  }

  @Test
  void shouldMergeBothKindsIntoTheLowerAsk() throws IOException {
    String standard = availability("&region_id=1&consigned=false");
    String consigned = availability("&region_id=1&consigned=true");
    String merged = availability("&region_id=1");

    assertThat(Long.parseLong(merged))
        .isEqualTo(Math.min(Long.parseLong(standard), Long.parseLong(consigned)));
  }

  @Test
  void shouldPutHighestOfferOnTopOfHistogram() throws IOException {
    String cell = "?catalog_id=" + item("FV5029-010") + "&size=10" + SandboxClient.NEW_IN_GOOD_BOX;

    JsonNode quote =
        SandboxClient.json(client.alias("/pricing_insights/availability" + cell + "&region_id=1"));
    JsonNode bins =
        SandboxClient.json(
            client.alias("/pricing_insights/offer_histogram" + cell + "&region_id=1"));

    assertThat(bins.at("/offer_histogram/bins/0/offer_price_cents"))
        .isEqualTo(quote.at("/availability/highest_offer_price_cents"));
  }

  @Test
  void shouldShowNewSalesAsTheMarketMoves() throws IOException {
    String path =
        "/pricing_insights/recent_sales?catalog_id="
            + item("FV5029-010")
            + "&size=10&limit=200"
            + SandboxClient.NEW_IN_GOOD_BOX;
    try (Sandbox moving = Sandbox.start(SandboxFixture.unhurried())) {
      SandboxClient mover = new SandboxClient(moving);
      List<String> before = SandboxClient.json(mover.alias(path)).findValuesAsText("purchased_at");
      moving.moveMarketTo(SandboxFixture.HOUR.plusSeconds(30 * 86_400));
      List<String> after = SandboxClient.json(mover.alias(path)).findValuesAsText("purchased_at");

      assertThat(before).hasSizeBetween(50, 200).isSortedAccordingTo((a, b) -> b.compareTo(a));
      assertThat(Instant.parse(before.get(0))).isBeforeOrEqualTo(SandboxFixture.HOUR);
      assertThat(after).isNotEqualTo(before).contains(before.get(0));
    }
  }

  @Test
  void shouldKeepRegionalSalesApart() {
    GroundTruth truth = sandbox.groundTruth();
    Instant since = Instant.parse("2026-01-01T00:00:00Z");

    assertThat(truth.recentSales("FV5029-010", "10", "US", since, SandboxFixture.HOUR))
        .extracting(row -> row.get("purchased_at"))
        .doesNotContainAnyElementsOf(
            truth.recentSales("FV5029-010", "10", "UK", since, SandboxFixture.HOUR).stream()
                .map(row -> row.get("purchased_at"))
                .toList());
  }

  @Test
  void shouldCapSalesWithoutAllFilters() throws IOException {
    String path = "/pricing_insights/recent_sales?catalog_id=" + item("FV5029-010") + "&size=10";

    assertThat(SandboxClient.json(client.alias(path + "&limit=200")).get("recent_sales"))
        .hasSize(10);
    assertThat(
            SandboxClient.json(client.alias(path + SandboxClient.NEW_IN_GOOD_BOX))
                .get("recent_sales"))
        .hasSize(10);
  }

  @Test
  void shouldRefuseWhatTheRealOneRefuses() throws IOException {
    String sales = "/pricing_insights/recent_sales?catalog_id=" + item("FV5029-010");
    HttpResponse<String> withoutSize = client.alias(sales);
    HttpResponse<String> unknown = client.alias("/catalog/no-such-shoe");
    HttpResponse<String> regions = client.alias("/regions");

    assertThat(withoutSize.statusCode()).isEqualTo(400);
    assertThat(SandboxClient.json(withoutSize).get("code").asInt()).isEqualTo(3);
    assertThat(SandboxClient.json(withoutSize).get("message").asText())
        .isEqualTo("Missing parameter: input.Size");
    assertThat(unknown.statusCode()).isEqualTo(503);
    assertThat(regions.statusCode()).isEqualTo(415);
    assertThat(regions.body()).doesNotStartWith("{");
    assertThat(client.alias(sales + "&size=9&region_id=").statusCode()).isEqualTo(400);
    assertThat(client.alias(sales + "&size=9&product_condition=0").statusCode()).isEqualTo(400);
    assertThat(client.alias(sales + "&size=9&product_condition=1").statusCode()).isEqualTo(200);
  }

  private static String availability(String more) throws IOException {
    String path = "/pricing_insights/availability?catalog_id=" + item("FV5029-010") + "&size=10";
    return SandboxClient.json(client.alias(path + SandboxClient.NEW_IN_GOOD_BOX + more))
        .at("/availability/lowest_listing_price_cents")
        .asText();
  }

  private static JsonNode variants(String sku, String query) throws IOException {
    return SandboxClient.json(client.alias("/pricing_insights/availabilities/" + item(sku) + query))
        .get("variants");
  }

  private static List<String> amounts(JsonNode variants, String field) {
    return variants.findValues(field).stream().map(JsonNode::asText).toList();
  }

  private static long crossed(JsonNode variants) {
    return StreamSupport.stream(variants.spliterator(), false)
        .map(variant -> variant.get("availability"))
        .filter(quote -> quote.get("lowest_listing_price_cents").asLong() > 0)
        .filter(
            quote ->
                quote.get("highest_offer_price_cents").asLong()
                    >= quote.get("lowest_listing_price_cents").asLong())
        .count();
  }

  private static String item(String sku) {
    return sandbox.groundTruth().productId("alias", sku).orElseThrow();
  }
}
