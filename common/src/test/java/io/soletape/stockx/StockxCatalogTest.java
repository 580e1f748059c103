package io.soletape.stockx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.soletape.market.SizeClass;
import io.soletape.market.Sku;
import io.soletape.platform.Parsed;
import io.soletape.platform.PayloadRefusedException;
import io.soletape.platform.Refusal;
import io.soletape.platform.ShapeNews;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads of search, product and variants. */
class StockxCatalogTest {

  private static final String NEIGHBOURS =
      """
      {"count": 3, "pageNumber": 1, "pageSize": 50, "hasNextPage": false, "products": [
        {"productId": "p1", "brand": "Nike", "productType": "sneakers", "styleId": "zz1001 100",
         "urlKey": "sample", "title": "Nike Sample Low White Black",
         "productAttributes": {"color": null, "colorway": "White/Black", "gender": "men",
           "releaseDate": "2024-03-10", "retailPrice": 115, "season": null}},
        {"productId": "p2", "brand": "Nike", "styleId": null, "title": null,
         "productAttributes": {"releaseDate": null, "retailPrice": null}},
        {"productId": "p3", "styleId": "ZZ1001-100/ZZ1002-100"}]}
      """;

  @Test
  void aProductIsReadWithItsAttributes() {
    assertThat(StockxParser.search(NEIGHBOURS).get(0))
        .isEqualTo(
            new StockxProduct(
                "p1",
                Optional.of("zz1001 100"),
                Optional.of("Nike Sample Low White Black"),
                Optional.of("Nike"),
                Optional.of("White/Black"),
                Optional.of("men"),
                Optional.of(LocalDate.of(2024, 3, 10)),
                Optional.of(new BigDecimal("115.00")),
                Optional.empty(),
                List.of()));
  }

  @Test
  void whatIsNullOrAbsentIsEmpty() {
    StockxProduct product = StockxParser.search(NEIGHBOURS).get(1);

    assertThat(product.styleId()).isEmpty();
    assertThat(product.title()).isEmpty();
    assertThat(product.releaseDate()).isEmpty();
    assertThat(product.retailPrice()).isEmpty();
  }

  @Test
  void searchIsFuzzySoOnlyTheSameStyleCounts() {
    Sku asked = Sku.parse("ZZ1001-100");

    assertThat(StockxParser.search(NEIGHBOURS))
        .filteredOn(product -> product.styleId().filter(asked::isSameStyleAs).isPresent())
        .extracting(StockxProduct::productId)
        .containsExactly("p1");
  }

  @Test
  void nothingFoundIsAnEmptyList() {
    assertThat(StockxParser.search("{\"count\": 0, \"products\": []}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | payload_structure",
        "{\"products\": null} | payload_structure",
        "{\"products\": [5]} | row_structure",
        "{\"products\": [{\"styleId\": \"ZZ1001-100\"}]} | id_missing",
        "'' | payload_unreadable",
        "{\"products\": [{ | payload_unreadable",
        "<html>504</html> | payload_unreadable"
      })
  void aSearchOfAnotherStructureIsRefusedWhole(String body, String reason) {
    assertThatExceptionOfType(PayloadRefusedException.class)
        .isThrownBy(() -> StockxParser.search(body))
        .satisfies(refused -> assertThat(refused.refusal().reason()).isEqualTo(reason));
  }

  @Test
  void aSingleProductNamesItsSizeSystem() {
    String body =
        """
        {"productId": "p1", "styleId": "ZZ1001-100", "isFlexEligible": true,
         "sizeChart": {"defaultConversion": {"name": "US W", "type": "us w"},
                       "availableConversions": [{"name": "UK", "type": "uk"}]}}
        """;

    assertThat(StockxParser.product(body).defaultSizeSystem()).contains("us w");
  }

  @Test
  void theShapesOfAProductAndOfASearchTellTheSameFacts() {
    String facts =
        """
        "productId": "p1", "styleId": "ZZ1001-100", "urlKey": "u", "productType": "sneakers",
        "title": "Sample", "brand": "Nike", "productAttributes": {"gender": "men"}
        """;
    String search =
        "{\"count\": 1, \"pageNumber\": 1, \"pageSize\": 50, \"hasNextPage\": false, \"products\":"
            + " [{"
            + facts
            + "}]}";
    String product =
        "{"
            + facts
            + """
            , "isFlexEligible": true, "isDirectEligible": false,
            "sizeChart": {"defaultConversion": {"name": "US M", "type": "us m"},
              "availableConversions": [{"name": "UK", "type": "uk"}]}}
            """;

    assertThat(StockxShapes.of(StockxApi.SEARCH).orElseThrow().newsIn(search)).isEmpty();
    assertThat(StockxShapes.of(StockxApi.PRODUCT).orElseThrow().newsIn(product)).isEmpty();
    assertThat(
            StockxShapes.of(StockxApi.PRODUCT)
                .orElseThrow()
                .newsIn(product.replace("styleId", "style")))
        .extracting(ShapeNews::path)
        .containsExactlyInAnyOrder("style", "styleId");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          115     | 115.00 |
          115.5   | 115.50 |
          "115"   | 115.00 |
          0       |        |
          0.0     |        |
          null    |        |
          ""      |        |
          -3      |        | amount_unreadable
          "tba"   |        | amount_unreadable
          "1,150" |        | amount_unreadable
          1.15    |        | unit_suspect
          11500   |        | unit_suspect
          """)
  void aRetailPriceIsAPositiveNumberOrNotTold(String told, BigDecimal price, String reason) {
    String body = "{\"productId\": \"p1\", \"productAttributes\": {\"retailPrice\": " + told + "}}";
    StockxProduct product = StockxParser.product(body);

    assertThat(product.retailPrice()).isEqualTo(Optional.ofNullable(price));
    assertThat(product.refusals())
        .extracting(Refusal::reason)
        .isEqualTo(Optional.ofNullable(reason).stream().toList());
  }

  @Test
  void aRetailPriceOfAnotherNameIsNamed() {
    String body =
        "{\"productId\": \"p1\", \"productAttributes\": {\"gender\": \"men\", \"listPrice\": 115}}";

    assertThat(StockxShapes.of(StockxApi.PRODUCT).orElseThrow().newsIn(body))
        .filteredOn(news -> news.kind().equals(ShapeNews.AMOUNT_RENAMED))
        .extracting(ShapeNews::path)
        .containsExactly("productAttributes.retailPrice");
  }

  @Test
  void aVariantIsReadWithItsChart() {
    String body =
        """
        [{"productId": "p1", "variantId": "v1", "variantName": "Sample:7", "variantValue": "7",
          "sizeChart": {"defaultConversion": {"size": "7", "type": "us m"},
            "availableConversions": [{"size": "US M 7", "type": "us m"},
              {"size": "UK 6 (EU 40)", "type": "uk"}, {"size": "EU 40", "type": "eu"},
              {"size": "US W 8.5", "type": "us w"}, {"size": "CM 25 (US M 7)", "type": "cm"}]},
          "gtins": [{"identifier": "190000000017", "type": "UPC"},
                    {"identifier": "190000000017", "type": "EAN-13"},
                    {"identifier": null, "type": "EAN-13"}],
          "isFlexEligible": true, "isDirectEligible": false}]
        """;

    StockxVariant variant = only(StockxParser.variants(body));

    assertThat(variant.sizeText()).isEqualTo("7");
    assertThat(variant.size().key()).isEqualTo("7");
    assertThat(variant.sizeUk()).contains("6");
    assertThat(variant.sizeEu()).contains("40");
    assertThat(variant.gtins()).containsExactly("190000000017");
    assertThat(variant.flexEligible()).isTrue();
    assertThat(variant.directEligible()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "UK 6 (EU 39), uk, 6",
    "UK 2.5 (EU 35.5), uk, 2.5",
    "UK 10.5 K, uk, 10.5 K",
    "EU 42.5, eu, 42.5",
    "EU 38 2/3, eu, 38 2/3",
    "39, eu, 39",
    "eu 39, eu, 39",
    "EU, eu, "
  })
  void chartSizesLoseTheirSystemAndHint(String told, String system, String size) {
    String chart =
        "{\"availableConversions\": [{\"size\": \"%s\", \"type\": \"%s\"}]}"
            .formatted(told, system);
    StockxVariant variant = only(StockxParser.variants(variants("\"7\"", chart)));

    assertThat(system.equals("uk") ? variant.sizeUk() : variant.sizeEu())
        .isEqualTo(Optional.ofNullable(size));
  }

  @Test
  void twoUsSizesMayShareOneUkSize() {
    String six = "{\"availableConversions\": [{\"size\": \"UK 6 (EU %s)\", \"type\": \"uk\"}]}";
    StockxVariant small = only(StockxParser.variants(variants("\"6.5\"", six.formatted("39"))));
    StockxVariant large = only(StockxParser.variants(variants("\"7\"", six.formatted("40"))));

    assertThat(small.sizeUk()).isEqualTo(large.sizeUk()).contains("6");
    assertThat(small.size()).isNotEqualTo(large.size());
  }

  @Test
  void eligibilityBarcodesAndChartMayBeAbsent() {
    StockxVariant variant = only(StockxParser.variants(variants("\"10W\"", "null")));

    assertThat(variant.gtins()).isEmpty();
    assertThat(variant.flexEligible()).isFalse();
    assertThat(variant.directEligible()).isFalse();
    assertThat(variant.sizeUk()).isEmpty();
    assertThat(variant.sizeEu()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"9.5, 9.5, MEN", "10W, 10W, WOMEN", "5Y, 5Y, YOUTH", "10.5C, 10.5C, CHILD"})
  void theSizeIsStockxsOwnText(String told, String key, SizeClass sizeClass) {
    StockxVariant variant = only(StockxParser.variants(variants("\"" + told + "\"", "null")));

    assertThat(variant.sizeText()).isEqualTo(told);
    assertThat(variant.size().key()).isEqualTo(key);
    assertThat(variant.size().sizeClass()).isEqualTo(sizeClass);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\" \""})
  void withoutAValueTheChartsDefaultIsTheSize(String told) {
    String chart = "{\"defaultConversion\": {\"size\": \"10W\", \"type\": \"us w\"}}";

    assertThat(only(StockxParser.variants(variants(told, chart))).size().key()).isEqualTo("10W");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | null | size_missing",
        "null | {\"defaultConversion\": null} | size_missing",
        "\"PSA 10\" | null | size_unreadable",
        "\"XL\" | null | size_unreadable",
        "\"7\" | 5 | row_structure"
      })
  void aVariantWithoutAShoeSizeIsRefusedAlone(String value, String chart, String reason) {
    Parsed<StockxVariant> parsed = StockxParser.variants(variants(value, chart));

    assertThat(parsed.rows()).isEmpty();
    assertThat(parsed.refusals()).extracting(Refusal::reason).containsExactly(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"10\"  | 10W  | us w | US W 10 | size_contradiction",
        "\"10\"  | 10   | us w | US W 10 | size_contradiction",
        "null  | 10   | us w | US W 10 | size_contradiction",
        "\"10W\" | 10   | us w | US W 10 | size_contradiction",
        "\"10W\" | 10W  | us m | US M 8.5 | size_contradiction",
        "\"10W\" | 10W  | us   | US 10   | size_contradiction",
        "\"9\"   | 9.5  | us m | US M 9  | size_contradiction",
        "\"5\"   | 5Y   | us   | US 5Y   | size_contradiction",
        "\"5\"   | 5    | us   | US 5Y   | size_contradiction",
        "\"5Y\"  | 5Y   | us m | US M 5  | size_contradiction",
        "\"10\"  | 10   | us m | US M 10 | ",
        "\"10\"  | 10.0 | US M | US M 10 | ",
        "\"10W\" | 10w  | us w | US W 10 | ",
        "\"5Y\"  | 5Y   | us   | US 5Y   | ",
        "\"10C\" | 10C  | us   | US 10C  | ",
        "\"10\"  | 10   | us   | US 10   | ",
        "\"10W\" | 10W  | eu   | EU 42   | "
      })
  void aSizeThatIsAnotherInItsChartIsRefused(
      String value, String size, String system, String ofChart, String reason) {
    String chart =
        """
        {"defaultConversion": {"size": "%s", "type": "%s"},
         "availableConversions": [{"size": "%s", "type": "%s"}]}
        """
            .formatted(size, system, ofChart, system);

    Parsed<StockxVariant> parsed = StockxParser.variants(variants(value, chart));

    assertThat(parsed.refusals())
        .extracting(Refusal::reason)
        .isEqualTo(Optional.ofNullable(reason).stream().toList());
  }

  @Test
  void aContradictionIsNamedWithBothSizes() {
    String chart = "{\"defaultConversion\": {\"size\": \"10W\", \"type\": \"us w\"}}";

    assertThat(StockxParser.variants(variants("\"10\"", chart)).refusals())
        .containsExactly(
            new Refusal(
                "size_contradiction",
                "variant v1 is of size '10', its chart's default of size '10W' and system 'us w'",
                Optional.of("v1")));
  }

  @Test
  void aRefusedVariantLeavesTheOthers() {
    String body =
        """
        [{"productId": "p1", "variantId": "v1", "variantValue": "PSA 10"},
         {"productId": "p1", "variantId": "v2", "variantValue": "9"},
         {"productId": "p1", "variantValue": "10"},
         "odd"]
        """;

    Parsed<StockxVariant> parsed = StockxParser.variants(body);

    assertThat(parsed.rows()).extracting(StockxVariant::variantId).containsExactly("v2");
    assertThat(parsed.refusals())
        .extracting(Refusal::reason)
        .containsExactly("size_unreadable", "id_missing", "row_structure");
  }

  @Test
  void aVariantIdComesOnce() {
    String body =
        """
        [{"productId": "p1", "variantId": "v1", "variantValue": "9"},
         {"productId": "p1", "variantId": "v1", "variantValue": "10W"}]
        """;

    Parsed<StockxVariant> parsed = StockxParser.variants(body);

    assertThat(parsed.rows()).extracting(StockxVariant::sizeText).containsExactly("9");
    assertThat(parsed.refusals())
        .containsExactly(new Refusal("duplicate_variant", "variant v1", Optional.of("10W")));
  }

  @Test
  void variantsAreABareArray() {
    assertThat(StockxParser.variants("[]").rows()).isEmpty();
    assertThatExceptionOfType(PayloadRefusedException.class)
        .isThrownBy(() -> StockxParser.variants("{\"variants\": []}"))
        .withMessageContaining("payload_structure");
  }

  private static String variants(String value, String chart) {
    return """
    [{"productId": "p1", "variantId": "v1", "variantValue": %s, "sizeChart": %s}]
    """
        .formatted(value, chart);
  }

  private static StockxVariant only(Parsed<StockxVariant> parsed) {
    assertThat(parsed.refusals()).isEqualTo(List.of());
    assertThat(parsed.rows()).hasSize(1);
    return parsed.rows().get(0);
  }
}
