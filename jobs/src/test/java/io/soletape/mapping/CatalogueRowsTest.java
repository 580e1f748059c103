package io.soletape.mapping;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.testing.TestRows;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class CatalogueRowsTest {

  private static final String TOLD_AT = "2026-03-01T10:02:03Z";

  private static final String STOCKX_SEARCH =
      """
      {"products": [
        {"productId": "p9", "styleId": "DD1391-101", "title": "A neighbour"},
        {"productId": "p1", "styleId": "DD1391 100", "title": "Dunk Low", "brand": "Nike",
         "productAttributes": {"colorway": "White/Black", "gender": "men",
           "releaseDate": "2024-03-10", "retailPrice": 115}}]}
      """;

  private static final String STOCKX_SIZES =
      """
      [{"productId": "p1", "variantId": "v9", "variantValue": "9.5",
        "isFlexEligible": true, "isDirectEligible": true, "gtins": [{"identifier": "0195866"}],
        "sizeChart": {"availableConversions": [{"size": "UK 8.5", "type": "uk"},
          {"size": "EU 43", "type": "eu"}]}},
       {"productId": "p1", "variantId": "v10", "variantValue": "10W"}]
      """;

  private static final String ALIAS_SEARCH =
      """
      {"catalog_items": [
        {"catalog_id": "other", "sku": "DD1391 101", "gender": "men",
         "allowed_sizes": [{"value": 3}]},
        {"catalog_id": "dunk", "sku": "DD1391 100", "name": "Dunk", "brand": "Nike",
         "gender": "%s", "colorway": "White", "release_date": "2024-03-10T23:59:59.999Z",
         "retail_price_cents": "11500", "maximum_listing_price_cents": "200000",
         "allowed_sizes": [{"value": 5.0}, {"value": 7.5}, {"value": 8}]}]}
      """;

  @Test
  void aSearchWithAnExactHitIsAnActiveMapping() {
    Dataset<Row> answers =
        answers()
            .row("s", "stockx", "search", "ok", STOCKX_SEARCH)
            .row("a", "alias", "search", "ok", ALIAS_SEARCH.formatted("men"))
            .dataset();

    assertThat(
            told(
                CatalogueRows.mappings(answers),
                "platform",
                "sku",
                "status",
                "platform_product_id",
                "matched_style",
                "checked_at",
                "verified_at",
                "request_id"))
        .containsExactlyInAnyOrder(
            "stockx | DD1391-100 | active | p1 | DD1391 100 | "
                + TOLD_AT
                + " | "
                + TOLD_AT
                + " | s",
            "alias | DD1391-100 | active | dunk | DD1391 100 | "
                + TOLD_AT
                + " | "
                + TOLD_AT
                + " | a");
  }

  @Test
  void aSearchOfNeighboursIsAMappingThatWasNeverVerified() {
    Dataset<Row> answers =
        answers()
            .row("s", "stockx", "search", "ok", "{\"products\": []}")
            .row("a", "alias", "search", "ok", "{\"catalog_items\": []}")
            .dataset();

    assertThat(
            told(
                CatalogueRows.mappings(answers),
                "platform",
                "status",
                "platform_product_id",
                "evidence",
                "checked_at",
                "verified_at"))
        .containsExactlyInAnyOrder(
            "stockx | not_found | null | no hit | " + TOLD_AT + " | null",
            "alias | not_found | null | no hit | " + TOLD_AT + " | null");
    assertThat(told(CatalogueRows.products(answers), "sku")).isEmpty();
  }

  @Test
  void anAnswerThatIsNoSearchOrNotUsableMapsNothing() {
    Dataset<Row> answers =
        answers()
            .row("torn", "stockx", "search", "ok", "{\"products\": [")
            .row("page", "alias", "search", "ok", "<html>busy</html>")
            .row("dead", "stockx", "search", "failed", null)
            .row("gone", "alias", "search", "not_found", "{\"message\": \"no\"}")
            .row("sizes", "stockx", "variants", "ok", STOCKX_SIZES)
            .dataset();

    assertThat(told(CatalogueRows.mappings(answers), "request_id")).isEmpty();
    assertThat(told(CatalogueRows.products(answers), "request_id")).isEmpty();
  }

  @Test
  void aProductIsKeptAsItsPlatformTellsIt() {
    Dataset<Row> answers =
        answers()
            .row("s", "stockx", "search", "ok", STOCKX_SEARCH)
            .row("a", "alias", "search", "ok", ALIAS_SEARCH.formatted("men"))
            .dataset();

    assertThat(
            told(
                CatalogueRows.products(answers),
                "platform_product_id",
                "brand",
                "model_name",
                "colorway",
                "gender",
                "release_date",
                "retail_price",
                "maximum_listing_price"))
        .containsExactlyInAnyOrder(
            "p1 | Nike | Dunk Low | White/Black | men | 2024-03-10 | 115.00 | null",
            "dunk | Nike | Dunk | White | men | 2024-03-10 | 115.00 | 2000.00");
  }

  @Test
  void aProductAskedForByItsIdTellsItsFactsAndMapsNothing() {
    Dataset<Row> answers =
        answers()
            .row("s", "stockx", "product", "ok", stockxProduct("DD1391-100"))
            .row("a", "alias", "catalog_item", "ok", aliasItem("DD1391 100"))
            .row("other", "stockx", "product", "ok", stockxProduct("DD1391-101"))
            .row("others", "alias", "catalog_item", "ok", aliasItem("DD1391 101"))
            .dataset();

    assertThat(
            told(
                CatalogueRows.products(answers),
                "request_id",
                "platform_product_id",
                "retail_price",
                "maximum_listing_price"))
        .containsExactlyInAnyOrder("s | p1 | 120.00 | null", "a | dunk | null | 9000.00");
    assertThat(told(CatalogueRows.variants(answers), "request_id", "size_key"))
        .containsExactly("a | 16");
    assertThat(told(CatalogueRows.mappings(answers), "request_id")).isEmpty();
  }

  @Test
  void anAmountThatCannotBeBelievedIsRefusedAloneAndByItsName() {
    Dataset<Row> answers =
        answers()
            .row(
                "dollars",
                "alias",
                "search",
                "ok",
                ALIAS_SEARCH.formatted("men").replace("\"11500\"", "\"115\""))
            .row(
                "separated",
                "alias",
                "search",
                "ok",
                ALIAS_SEARCH.formatted("men").replace("200000", "200,000"))
            .row(
                "cents",
                "stockx",
                "product",
                "ok",
                stockxProduct("DD1391-100").replace("120", "12000"))
            .row(
                "neighbour",
                "stockx",
                "search",
                "ok",
                STOCKX_SEARCH.replace(
                    "\"A neighbour\"",
                    "\"A neighbour\", \"productAttributes\": {\"retailPrice\": \"?\"}"))
            .dataset();

    assertThat(
            told(
                CatalogueRows.products(answers),
                "request_id",
                "retail_price",
                "maximum_listing_price"))
        .containsExactlyInAnyOrder(
            "dollars | null | 2000.00",
            "separated | 115.00 | null",
            "cents | null | null",
            "neighbour | 115.00 | null");
    assertThat(told(CatalogueRows.variants(answers), "request_id", "size_key"))
        .contains("dollars | 8", "separated | 8");
    assertThat(told(CatalogueRows.refusals(answers), "request_id", "size_key", "reason", "detail"))
        .containsExactlyInAnyOrder(
            "dollars | null | unit_suspect | retail_price_cents of 1.15 dollars is below 10",
            "separated | null | amount_unreadable | maximum_listing_price_cents is '200,000'",
            "cents | null | unit_suspect | retailPrice of 12000.00 dollars is above 10000");
  }

  private static String stockxProduct(String style) {
    return """
    {"productId": "p1", "styleId": "%s", "productAttributes": {"retailPrice": 120}}
    """
        .formatted(style);
  }

  private static String aliasItem(String style) {
    return """
    {"catalog_item": {"catalog_id": "dunk", "sku": "%s", "gender": "men",
      "maximum_listing_price_cents": "900000", "allowed_sizes": [{"value": 16}]}}
    """
        .formatted(style);
  }

  @Test
  void stockxSizesComeWithTheirChartAndProgrammes() {
    Dataset<Row> answers = answers().row("v", "stockx", "variants", "ok", STOCKX_SIZES).dataset();

    assertThat(
            told(
                CatalogueRows.variants(answers),
                "platform_variant_id",
                "size_key",
                "size_class",
                "size_us",
                "size_uk",
                "size_eu",
                "flex_eligible",
                "direct_eligible",
                "is_carried"))
        .containsExactlyInAnyOrder(
            "v9 | 9.5 | men | 9.5 | 8.5 | 43 | true | true | true",
            "v10 | 10W | women | 10 | null | null | false | false | true");
  }

  @Test
  void aSizeToldByTwoVariantsIsKeptOnceAndTheOtherRefused() {
    String twice =
        """
        [{"productId": "p1", "variantId": "v1", "variantValue": "10"},
         {"productId": "p1", "variantId": "v2", "variantValue": "10.0"}]
        """;
    Dataset<Row> answers = answers().row("v", "stockx", "variants", "ok", twice).dataset();

    assertThat(told(CatalogueRows.variants(answers), "size_key", "platform_variant_id"))
        .containsExactly("10 | v1");
    assertThat(told(CatalogueRows.refusals(answers), "size_key", "reason"))
        .containsExactly("10 | duplicate_variant");
  }

  @Test
  void aliasSizesGetTheirClassFromTheGender() {
    Dataset<Row> answers =
        answers()
            .row("m", "alias", "search", "ok", ALIAS_SEARCH.formatted("men"))
            .row("w", "alias", "search", "ok", ALIAS_SEARCH.formatted("women"))
            .row("y", "alias", "search", "ok", ALIAS_SEARCH.formatted("youth"))
            .dataset();

    assertThat(
            told(
                CatalogueRows.variants(answers),
                "request_id",
                "platform_variant_id",
                "size_key",
                "size_us",
                "flex_eligible"))
        .containsExactlyInAnyOrder(
            "m | null | 5 | 5 | false",
            "m | null | 7.5 | 7.5 | false",
            "m | null | 8 | 8 | false",
            "w | null | 5W | 5 | false",
            "w | null | 7.5W | 7.5 | false",
            "w | null | 8W | 8 | false",
            "y | null | 5Y | 5 | false",
            "y | null | 7.5Y | 7.5 | false",
            "y | null | 8C | 8 | false");
  }

  @Test
  void whatIsRefusedIsNamedAndWhatWasNeverAnsweredIsNot() {
    Dataset<Row> answers =
        answers()
            .row("torn", "stockx", "search", "ok", "{\"products\": [")
            .row("unknown", "alias", "search", "ok", ALIAS_SEARCH.formatted("pets"))
            .row(
                "sizes",
                "stockx",
                "variants",
                "ok",
                "[{\"productId\": \"p1\", \"variantId\": \"v1\"}]")
            .row("list", "stockx", "variants", "ok", "{}")
            .row("half", "stockx", "product", "ok", "{\"productId\":")
            .row("bare", "alias", "catalog_item", "ok", "{}")
            .row("silent", "stockx", "search", "failed", null)
            .row("busy", "alias", "search", "failed", "<html>busy</html>")
            .row("gone", "stockx", "variants", "not_found", "{}")
            .dataset();

    assertThat(told(CatalogueRows.refusals(answers), "request_id", "size_key", "reason"))
        .containsExactlyInAnyOrder(
            "torn | null | payload_unreadable",
            "unknown | null | size_unreadable",
            "unknown | null | size_unreadable",
            "unknown | null | size_unreadable",
            "sizes | null | size_missing",
            "list | null | payload_structure",
            "half | null | payload_unreadable",
            "bare | null | payload_structure");
  }

  private static TestRows answers() {
    return TestRows.of(
            Tables.PLATFORM_RESPONSES, "request_id", "platform", "endpoint", "outcome", "body")
        .with("sku", "DD1391-100")
        .with("params", Map.of("productId", "p1"))
        .with("fetched_at", TOLD_AT)
        .with("slot_at", "2026-03-01T10:00:00Z")
        .with("slot_date", "2026-03-01");
  }
}
