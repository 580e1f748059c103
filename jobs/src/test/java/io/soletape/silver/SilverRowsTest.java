package io.soletape.silver;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.testing.TestRows;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Bronze answers, read and joined with the sizes that the product carries. */
class SilverRowsTest {

  private static final String AT = "2026-03-01T10:00:00Z";
  private static final String[] REFUSED = {
    "request_id", "platform", "endpoint", "size_key", "reason", "detail"
  };

  @Test
  void stockxTellsEachProgrammeWithAmountsOfItsOwn() {
    Dataset<Row> answers =
        stockx()
            .row(
                "r1",
                """
                [{"productId": "p1", "variantId": "v9", "currencyCode": "USD",
                  "lowestAskAmount": "1", "highestBidAmount": "2",
                  "standardMarketData": {"lowestAsk": "121", "highestBidAmount": "84",
                    "sellFaster": "109", "earnMore": "119", "beatUS": "118"},
                  "flexMarketData": {"lowestAsk": "128", "highestBidAmount": null,
                    "sellFaster": "110"},
                  "directMarketData": {"lowestAsk": null, "highestBidAmount": "85"}}]
                """)
            .dataset();

    assertThat(
            told(
                quotes(answers),
                "programme",
                "lowest_ask",
                "highest_bid",
                "sell_faster_price",
                "earn_more_price",
                "beat_us_price"))
        .containsExactlyInAnyOrder(
            "standard | 121.00 | 84.00 | 109.00 | 119.00 | 118.00",
            "flex | 128.00 | null | 110.00 | null | null",
            "direct | null | 85.00 | null | null | null");
  }

  @Test
  void aStockxSizeWithoutAnyAmountIsStillAQuote() {
    Dataset<Row> answers =
        stockx()
            .row(
                "r1",
                """
                [{"productId": "p1", "variantId": "v9", "currencyCode": "USD",
                  "lowestAskAmount": null, "highestBidAmount": null}]
                """)
            .dataset();

    assertThat(told(quotes(answers), "programme", "size_key", "lowest_ask", "highest_bid"))
        .containsExactly("standard | 9 | null | null");
  }

  @Test
  void aQuoteOfStockxIsOfTheAccountsMarketInTheCurrencyAskedFor() {
    Dataset<Row> answers =
        stockx()
            .with("params", Map.of("productId", "p1", "currencyCode", "GBP"))
            .row(
                "r1",
                """
                [{"productId": "p1", "variantId": "v9", "currencyCode": "GBP",
                  "lowestAskAmount": "99.50"}]
                """)
            .dataset();

    assertThat(
            told(
                quotes(answers),
                "platform_product_id",
                "platform_variant_id",
                "size_key",
                "region_code",
                "currency_code",
                "product_condition",
                "is_new_in_good_box",
                "lowest_ask",
                "snapshot_at",
                "slot_at",
                "request_id",
                "run_id",
                "parser_version",
                "slot_date"))
        .containsExactly(
            "p1 | v9 | 9 | US | GBP | null | true | 99.50 | 2026-03-01T10:00:07Z | "
                + AT
                + " | r1 | hot-1 | "
                + ParserVersion.CURRENT
                + " | 2026-03-01");
  }

  @Test
  void aliasTellsEveryConditionButOnlyNewInAGoodBoxIsForTheTape() {
    Dataset<Row> answers =
        alias()
            .row(
                "r1",
                variants(
                    alias(9, "NEW", "GOOD_CONDITION", "12100", "8400"),
                    alias(9, "NEW", "BADLY_DAMAGED", "11000", "0"),
                    alias(9, "USED", "GOOD_CONDITION", "7000", "0"),
                    alias(9.5, "NEW", "GOOD_CONDITION", "0", "0")))
            .dataset();

    assertThat(
            told(
                quotes(answers),
                "size_key",
                "product_condition",
                "packaging_condition",
                "is_new_in_good_box",
                "lowest_ask",
                "highest_bid"))
        .containsExactlyInAnyOrder(
            "9W | PRODUCT_CONDITION_NEW | PACKAGING_CONDITION_GOOD_CONDITION | true | 121.00 |"
                + " 84.00",
            "9W | PRODUCT_CONDITION_NEW | PACKAGING_CONDITION_BADLY_DAMAGED | false | 110.00 |"
                + " null",
            "9W | PRODUCT_CONDITION_USED | PACKAGING_CONDITION_GOOD_CONDITION | false | 70.00 |"
                + " null",
            "9.5W | PRODUCT_CONDITION_NEW | PACKAGING_CONDITION_GOOD_CONDITION | true | null |"
                + " null");
  }

  @Test
  void theRegionAndProgrammeOfAliasAreThoseAskedFor() {
    String body = variants(alias(9, "NEW", "GOOD_CONDITION", "12100", "0"));
    Dataset<Row> answers =
        alias()
            .with("params", Map.of("catalog_id", "dunk", "region_id", "3", "consigned", "true"))
            .row("uk", body)
            .with("params", Map.of("catalog_id", "dunk", "consigned", "false"))
            .row("all", body)
            .dataset();

    assertThat(
            told(
                quotes(answers),
                "request_id",
                "region_code",
                "currency_code",
                "programme",
                "platform_product_id",
                "platform_variant_id"))
        .containsExactlyInAnyOrder(
            "uk | UK | USD | consigned | dunk | null",
            "all | global | USD | standard | dunk | null");
  }

  @Test
  void sizesThatTheProductDoesNotCarryAreCountedOncePerRequestAndSize() {
    String body =
        variants(
            alias(9, "NEW", "GOOD_CONDITION", "12100", "0"),
            alias(40, "NEW", "GOOD_CONDITION", "0", "0"),
            alias(40, "USED", "GOOD_CONDITION", "0", "0"),
            alias(3.5, "NEW", "GOOD_CONDITION", "0", "0"),
            alias(13, "NEW", "GOOD_CONDITION", "100", "0"));
    Dataset<Row> answers = alias().row("r1", body).row("r2", body).dataset();

    assertThat(told(quotes(answers), "request_id", "size_key"))
        .containsExactlyInAnyOrder("r1 | 9W", "r2 | 9W");
    assertThat(told(quarantine(answers), REFUSED))
        .containsExactlyInAnyOrder(
            notCarried("r1", "40", 2),
            notCarried("r1", "3.5", 1),
            notCarried("r1", "13", 1),
            notCarried("r2", "40", 2),
            notCarried("r2", "3.5", 1),
            notCarried("r2", "13", 1));
  }

  @Test
  void aVariantThatStockxNeverListedIsUnknown() {
    Dataset<Row> answers =
        stockx()
            .row(
                "r1",
                """
                [{"productId": "p1", "variantId": "v9", "currencyCode": "USD"},
                 {"productId": "p1", "variantId": "new", "currencyCode": "USD",
                  "flexLowestAskAmount": "128"}]
                """)
            .dataset();

    assertThat(told(quotes(answers), "platform_variant_id")).containsExactly("v9");
    assertThat(told(quarantine(answers), REFUSED))
        .containsExactly(
            "r1 | stockx | market_data | new | unknown_variant | 2 quotes of a size that the"
                + " product does not carry");
  }

  @Test
  void anUnreadablePayloadIsRefusedWholeWithoutASize() {
    Dataset<Row> answers = stockx().row("torn", "[{\"productId\": ").row("object", "{}").dataset();

    assertThat(told(quotes(answers), "request_id")).isEmpty();
    assertThat(told(quarantine(answers), "request_id", "size_key", "reason", "slot_at", "seen_at"))
        .containsExactlyInAnyOrder(
            "torn | null | payload_unreadable | " + AT + " | 2026-03-01T10:00:07Z",
            "object | null | payload_structure | " + AT + " | 2026-03-01T10:00:07Z");
  }

  @Test
  void aRowAtFaultIsRefusedAndTheOthersGoOn() {
    Dataset<Row> answers =
        stockx()
            .row(
                "r1",
                """
                [{"productId": "p1", "variantId": "v9", "currencyCode": "USD",
                  "lowestAskAmount": "0"},
                 {"productId": "p1", "variantId": "v10", "currencyCode": "USD",
                  "lowestAskAmount": "121"}]
                """)
            .dataset();

    assertThat(told(quotes(answers), "size_key", "lowest_ask")).containsExactly("10 | 121.00");
    assertThat(told(quarantine(answers), "reason", "parser_version", "released_at"))
        .containsExactly("amount_not_positive | " + ParserVersion.CURRENT + " | null");
  }

  @Test
  void onlyUsableQuoteAnswersAreRead() {
    Dataset<Row> answers =
        stockx()
            .with("outcome", "failed")
            .row("dead", null)
            .with("outcome", "not_found")
            .row("gone", "{\"message\": \"no\"}")
            .with("outcome", "ok")
            .with("endpoint", "variants")
            .row("sizes", "[{\"productId\": \"p1\", \"variantId\": \"v9\"}]")
            .dataset();

    assertThat(told(quotes(answers), "request_id")).isEmpty();
    assertThat(told(quarantine(answers), "request_id")).isEmpty();
  }

  @Test
  void aSizeThatThePlatformHasDroppedIsNotCarried() {
    Dataset<Row> answers =
        stockx()
            .row(
                "r1", "[{\"productId\": \"p1\", \"variantId\": \"v8\", \"currencyCode\": \"USD\"}]")
            .dataset();

    assertThat(told(quotes(answers), "size_key")).isEmpty();
    assertThat(told(quarantine(answers), "size_key", "reason"))
        .containsExactly("v8 | unknown_variant");
  }

  @Test
  void anAnswerForAProductThatTheSearchDidNotFindIsRefusedByName() {
    Dataset<Row> products =
        TestRows.of(Tables.PRODUCTS, "platform", "sku", "platform_product_id")
            .row("stockx", "DD1391-100", "p1")
            .row("alias", "DD1391-100", "another-dunk")
            .dataset();
    Dataset<Row> answers = stockx().row("right", "[]").dataset();
    Dataset<Row> edited = alias().row("edited", variants()).dataset();

    assertThat(
            told(
                SilverRows.ofOtherProducts(
                    QuoteRequests.of(answers.unionByName(edited), "US"), products),
                "request_id",
                "size_key",
                "reason",
                "detail"))
        .containsExactly(
            "edited | null | product_mismatch | asked for product dunk, the search for the style"
                + " found another-dunk");
  }

  @Test
  void aStockxAnswerOfAnotherProductThanAskedIsRefused() {
    Dataset<Row> answers =
        stockx()
            .row(
                "r1", "[{\"productId\": \"p2\", \"variantId\": \"v9\", \"currencyCode\": \"USD\"}]")
            .dataset();

    assertThat(told(quotes(answers), "size_key")).isEmpty();
    assertThat(told(quarantine(answers), "size_key", "reason"))
        .containsExactly("9 | product_mismatch");
  }

  private static Dataset<Row> quotes(Dataset<Row> answers) {
    return SilverRows.quotes(ReadAnswers.of(answers, "US"), carried());
  }

  private static Dataset<Row> quarantine(Dataset<Row> answers) {
    return SilverRows.quarantine(ReadAnswers.of(answers, "US"), carried());
  }

  private static Dataset<Row> carried() {
    return TestRows.of(
            Tables.VARIANTS,
            "platform",
            "platform_product_id",
            "platform_variant_id",
            "size_us",
            "size_key",
            "is_carried")
        .with("sku", "DD1391-100")
        .row("stockx", "p1", "v9", "9", "9", true)
        .row("stockx", "p1", "v10", "10", "10", true)
        .row("stockx", "p1", "v8", "8", "8", false)
        .row("alias", "dunk", null, "9", "9W", true)
        .row("alias", "dunk", null, "9.5", "9.5W", true)
        .dataset();
  }

  private static TestRows stockx() {
    return answers("stockx", "market_data")
        .with("params", Map.of("productId", "p1", "currencyCode", "USD"));
  }

  private static TestRows alias() {
    return answers("alias", "availabilities")
        .with("params", Map.of("catalog_id", "dunk", "region_id", "1", "consigned", "false"));
  }

  private static TestRows answers(String platform, String endpoint) {
    return TestRows.of(Tables.PLATFORM_RESPONSES, "request_id", "body")
        .with("platform", platform)
        .with("endpoint", endpoint)
        .with("sku", "DD1391-100")
        .with("outcome", "ok")
        .with("fetched_at", "2026-03-01T10:00:07Z")
        .with("slot_at", AT)
        .with("slot_date", "2026-03-01")
        .with("run_id", "hot-1");
  }

  private static String variants(String... rows) {
    return "{\"variants\": [" + String.join(", ", rows) + "]}";
  }

  private static String alias(double size, String shoe, String box, String ask, String bid) {
    return """
    {"size": %s, "product_condition": "PRODUCT_CONDITION_%s",
     "packaging_condition": "PACKAGING_CONDITION_%s",
     "availability": {"lowest_listing_price_cents": "%s", "highest_offer_price_cents": "%s"}}
    """
        .formatted(size, shoe, box, ask, bid);
  }

  private static String notCarried(String request, String size, int quotes) {
    return "%s | alias | availabilities | %s | size_not_carried | %d quotes of a size that the product does not carry"
        .formatted(request, size, quotes);
  }
}
