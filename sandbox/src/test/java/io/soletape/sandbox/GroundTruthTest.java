package io.soletape.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GroundTruthTest {

  private static Sandbox sandbox;
  private static SandboxClient client;
  private static GroundTruth truth;

  @BeforeAll
  static void start() throws IOException {
    sandbox = Sandbox.start(SandboxFixture.unhurried());
    client = new SandboxClient(sandbox).signedIn();
    truth = sandbox.groundTruth();
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  /** Reads StockX's answers by the contract's rules, in as few lines as that takes. */
  @Test
  void shouldAgreeWithWhatStockxServes() throws IOException {
    for (String sku : truth.listedSkus()) {
      if (truth.carries("stockx", sku)) {
        assertThat(readStockx(sku)).as(sku).isEqualTo(told(sku, List.of("GBP"), List.of()));
      }
    }
  }

  /** Reads Alias's answers by the contract's rules, in as few lines as that takes. */
  @Test
  void shouldAgreeWithWhatAliasServes() throws IOException {
    for (String sku : truth.listedSkus().subList(0, 40)) {
      if (truth.carries("alias", sku)) {
        assertThat(readAlias(sku)).as(sku).isEqualTo(told(sku, List.of(), List.of("UK", "global")));
      }
    }
  }

  @Test
  void shouldHaveNullsAsOftenAsRecorded() {
    List<Map<String, Object>> rows = rows(List.of("USD"), List.of("US"));

    assertThat(share(rows, "stockx", "standard", "lowest_ask")).isBetween(0.06, 0.11);
    assertThat(share(rows, "stockx", "standard", "highest_bid")).isBetween(0.04, 0.08);
    assertThat(share(rows, "alias", "standard", "lowest_ask")).isBetween(0.04, 0.16);
  }

  @Test
  void shouldNeverCrossInsideAMarket() {
    assertThat(rows(List.of("USD", "GBP", "JPY"), List.of("US", "EU", "UK")))
        .noneMatch(row -> (boolean) row.get("is_crossed"))
        .anyMatch(row -> (boolean) row.get("ask_at_listing_cap"))
        .anyMatch(row -> row.get("market_state").equals("empty"));
    assertThat(rows(List.of(), List.of("global"))).anyMatch(row -> (boolean) row.get("is_crossed"));
  }

  @Test
  void shouldKeepKeysUniqueAndSizesApart() {
    List<Map<String, Object>> rows = rows(List.of("USD", "EUR"), List.of("US", "global"));

    assertThat(rows.stream().map(GroundTruthTest::key).distinct()).hasSameSizeAs(rows);
    assertThat(rows).extracting(row -> row.get("size_class")).contains("men", "women", "youth");
    assertThat(rows.stream().map(row -> row.get("size_key").toString()))
        .contains("9.5", "10W", "5Y", "10.5C")
        .noneMatch(size -> size.contains(".0"));
  }

  @Test
  void shouldMoveAboutFortyPercentOfCellsAnHour() {
    Map<String, Object> now = sides(rows(List.of("USD"), List.of("US", "EU")));
    Map<String, Object> later =
        sides(
            truth.goldRows(
                SandboxFixture.HOUR.plusSeconds(3600),
                truth.listedSkus(),
                "US",
                List.of("USD"),
                List.of("US", "EU")));

    long moved = now.keySet().stream().filter(key -> !now.get(key).equals(later.get(key))).count();

    assertThat((double) moved / now.size()).isBetween(0.3, 0.5);
  }

  @Test
  void shouldDescribeAProductAsItsPlatformDoes() {
    Map<String, Object> stockx =
        truth
            .goldRows(
                SandboxFixture.HOUR, List.of("FV5029-200"), "US", List.of("USD"), List.of("US"))
            .get(0);

    assertThat(stockx)
        .containsEntry("brand", "Jordan")
        .containsEntry("sku", "FV5029-200")
        .containsEntry("region_code", "US")
        .containsEntry("retail_price", new BigDecimal("215.00"))
        .containsEntry("size_eu", "35.5");
  }

  @Test
  void shouldServeItselfOverHttp() throws IOException {
    String path = "/_sandbox/ground-truth/gold?at=2026-11-20T10:00:00Z&skus=FV5029-200";

    String lines = client.get(sandbox.baseUrl().resolve(path)).body();

    assertThat(lines.lines().count())
        .isEqualTo(
            truth
                .goldRows(
                    SandboxFixture.HOUR,
                    List.of("FV5029-200"),
                    "US",
                    List.of("USD", "GBP", "EUR"),
                    List.of("US", "EU", "UK", "global"))
                .size());
    assertThat(client.get(sandbox.baseUrl().resolve("/_sandbox/health")).body()).contains("true");
    assertThat(client.get(sandbox.baseUrl().resolve("/_sandbox/stats")).body()).contains("by_url");
  }

  private static Map<String, String> readStockx(String sku) throws IOException {
    String product = "/v2/catalog/products/" + truth.productId("stockx", sku).orElseThrow();
    Map<String, String> sizes = new HashMap<>();
    for (JsonNode variant : SandboxClient.json(client.stockx(product + "/variants"))) {
      sizes.put(
          variant.get("variantId").asText(),
          variant.at("/sizeChart/defaultConversion/size").asText());
    }
    Map<String, String> read = new TreeMap<>();
    JsonNode market = SandboxClient.json(client.stockx(product + "/market-data?currencyCode=GBP"));
    for (JsonNode quote : market) {
      String key = "stockx " + sizes.get(quote.get("variantId").asText()) + " US GBP ";
      JsonNode standard = quote.path("standardMarketData");
      read.put(
          key + "standard",
          standard.isObject()
              ? block(standard)
              : amounts(
                  quote.path("lowestAskAmount"),
                  quote.path("highestBidAmount"),
                  quote.path("earnMoreAmount")));
      JsonNode flex = quote.path("flexMarketData");
      JsonNode flexAsk = quote.path("flexLowestAskAmount");
      if (flex.isObject()) {
        read.put(key + "flex", block(flex));
      } else if (flexAsk.isTextual()) {
        read.put(key + "flex", amounts(flexAsk, flex.path("no"), flex.path("no")));
      }
      if (quote.path("directMarketData").isObject()) {
        read.put(key + "direct", block(quote.path("directMarketData")));
      }
    }
    return read;
  }

  private static String block(JsonNode block) {
    return amounts(block.get("lowestAsk"), block.get("highestBidAmount"), block.get("earnMore"));
  }

  private static String amounts(JsonNode... amounts) {
    return Stream.of(amounts)
        .map(amount -> amount.isTextual() ? amount.asText() + ".00" : "null")
        .collect(Collectors.joining(" "));
  }

  private static Map<String, String> readAlias(String sku) throws IOException {
    String id = truth.productId("alias", sku).orElseThrow();
    JsonNode item = SandboxClient.json(client.alias("/catalog/" + id)).get("catalog_item");
    List<String> allowed = item.get("allowed_sizes").findValuesAsText("value");
    Map<String, String> read = new TreeMap<>();
    for (Map.Entry<String, String> region : Map.of("UK", "&region_id=3", "global", "").entrySet()) {
      for (boolean consigned : List.of(false, true)) {
        String path =
            "/pricing_insights/availabilities/"
                + id
                + "?consigned="
                + consigned
                + region.getValue();
        for (JsonNode variant : SandboxClient.json(client.alias(path)).get("variants")) {
          if (variant.get("product_condition").asText().equals("PRODUCT_CONDITION_NEW")
              && variant.get("packaging_condition").asText().endsWith("_GOOD_CONDITION")
              && allowed.contains(variant.get("size").asText())) {
            JsonNode quote = variant.get("availability");
            read.put(
                "alias "
                    + sizeKey(item.get("gender").asText(), variant.get("size").asText())
                    + " "
                    + region.getKey()
                    + " USD "
                    + (consigned ? "consigned" : "standard"),
                cents(quote.get("lowest_listing_price_cents"))
                    + " "
                    + cents(quote.get("highest_offer_price_cents"))
                    + " null");
          }
        }
      }
    }
    return read;
  }

  private static String sizeKey(String gender, String size) {
    return switch (gender) {
      case "women" -> size + "W";
      case "youth" -> size + (Double.parseDouble(size) < 8 ? "Y" : "C");
      default -> size;
    };
  }

  private static String cents(JsonNode amount) {
    return amount.asText().equals("0")
        ? "null"
        : new BigDecimal(amount.asText()).movePointLeft(2).toString();
  }

  private static Map<String, String> told(
      String sku, List<String> currencies, List<String> regions) {
    Map<String, String> told = new TreeMap<>();
    truth
        .goldRows(SandboxFixture.HOUR, List.of(sku), "US", currencies, regions)
        .forEach(
            row ->
                told.put(
                    Stream.of("platform", "size_key", "region_code", "currency_code", "programme")
                        .map(column -> row.get(column).toString())
                        .collect(Collectors.joining(" ")),
                    row.get("lowest_ask")
                        + " "
                        + row.get("highest_bid")
                        + " "
                        + row.get("earn_more_price")));
    return told;
  }

  private static List<Map<String, Object>> rows(List<String> currencies, List<String> regions) {
    return truth.goldRows(SandboxFixture.HOUR, truth.listedSkus(), "US", currencies, regions);
  }

  private static double share(
      List<Map<String, Object>> rows, String platform, String programme, String column) {
    List<Map<String, Object>> picked =
        rows.stream()
            .filter(row -> row.get("platform").equals(platform))
            .filter(row -> row.get("programme").equals(programme))
            .toList();
    return (double) picked.stream().filter(row -> row.get(column) == null).count() / picked.size();
  }

  private static String key(Map<String, Object> row) {
    return Stream.of("platform", "sku", "size_key", "region_code", "currency_code", "programme")
        .map(column -> row.get(column).toString())
        .collect(Collectors.joining(" "));
  }

  private static Map<String, Object> sides(List<Map<String, Object>> rows) {
    return rows.stream()
        .collect(
            Collectors.toMap(
                GroundTruthTest::key, row -> row.get("lowest_ask") + "/" + row.get("highest_bid")));
  }
}
