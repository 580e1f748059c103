package io.soletape.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.soletape.market.Sku;
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

/** Reads of search and catalogue item. */
class AliasCatalogTest {

  private static final String ITEM =
      """
      {"catalog_id": "sample-low-zz9999-900", "name": "Nike Sample Low 'White Black'",
       "sku": "ZZ1001 100", "brand": "Nike", "gender": "men",
       "release_date": "2024-03-10T23:59:59.999Z", "product_category": "PRODUCT_CATEGORY_SHOES",
       "size_unit": "SIZE_UNIT_US",
       "allowed_sizes": [{"display_name": "9", "value": 9, "us_size_equivalent": 9},
         {"display_name": "9.5", "value": 9.5, "us_size_equivalent": 9.5},
         {"display_name": "10", "value": 10.0, "us_size_equivalent": 10.0}],
       "minimum_listing_price_cents": "2500", "maximum_listing_price_cents": "200000",
       "retail_price_cents": "11500", "colorway": "White/Black", "nickname": "",
       "requested_pictures": [{"type": "PICTURE_TYPE_OUTER", "quantity": "1"}]}
      """;

  @Test
  void anItemIsReadInDollarsWithItsDateAsTold() {
    assertThat(AliasParser.item("{\"catalog_item\": " + ITEM + "}"))
        .isEqualTo(
            new AliasItem(
                "sample-low-zz9999-900",
                "ZZ1001 100",
                Optional.of("Nike Sample Low 'White Black'"),
                Optional.of("Nike"),
                Optional.of("men"),
                Optional.of("White/Black"),
                Optional.of(LocalDate.of(2024, 3, 10)),
                Optional.of(new BigDecimal("115.00")),
                Optional.of(new BigDecimal("2000.00")),
                List.of(new BigDecimal("9"), new BigDecimal("9.5"), new BigDecimal("10")),
                List.of()));
  }

  @Test
  void theStyleIsTheSkusWhateverTheIdLooksLike() {
    String body = "{\"catalog_items\": [" + ITEM + "], \"has_more\": true}";

    assertThat(AliasParser.search(body))
        .extracting(item -> Sku.parse("ZZ1001-100").isSameStyleAs(item.sku()))
        .containsExactly(true);
  }

  @Test
  void theShapesOfAnItemAndOfASearchTellTheSameFacts() {
    String search =
        "{\"catalog_items\": [" + ITEM + "], \"has_more\": true, \"next_pagination_token\": \"\"}";
    String item = "{\"catalog_item\": " + ITEM + "}";

    assertThat(AliasShapes.of(AliasApi.SEARCH).orElseThrow().newsIn(search)).isEmpty();
    assertThat(AliasShapes.of(AliasApi.CATALOG_ITEM).orElseThrow().newsIn(item)).isEmpty();
    assertThat(
            AliasShapes.of(AliasApi.CATALOG_ITEM)
                .orElseThrow()
                .newsIn(item.replace("allowed_sizes", "sizes")))
        .extracting(ShapeNews::path)
        .containsExactlyInAnyOrder("catalog_item.sizes", "catalog_item.allowed_sizes");
  }

  @Test
  void nothingFoundIsAnEmptyList() {
    String body = "{\"catalog_items\": [], \"next_pagination_token\": \"\", \"has_more\": false}";

    assertThat(AliasParser.search(body)).isEmpty();
  }

  @Test
  void emptyTextsAndZerosAreNotTold() {
    AliasItem item =
        AliasParser.item(
            """
            {"catalog_item": {"catalog_id": "a", "sku": "", "release_date": "", "colorway": "",
              "retail_price_cents": "0", "allowed_sizes": []}}
            """);

    assertThat(item)
        .isEqualTo(
            new AliasItem(
                "a",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "11500"           | 115.00 |
          11500             | 115.00 |
          "1000"            | 10.00  |
          "0"               |        |
          0                 |        |
          ""                |        |
          null              |        |
          "115"             |        | unit_suspect
          "1150000"         |        | unit_suspect
          "115.00"          |        | amount_unreadable
          "-1"              |        | amount_unreadable
          "$115"            |        | amount_unreadable
          "999999999999999" |        | amount_unreadable
          """)
  void retailPricesAreCentsAsTextOrNumber(String told, BigDecimal price, String reason) {
    AliasItem item = item("\"retail_price_cents\": " + told);

    assertThat(item.retailPrice()).isEqualTo(Optional.ofNullable(price));
    assertThat(item.refusals())
        .extracting(Refusal::reason)
        .isEqualTo(Optional.ofNullable(reason).stream().toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "2500" | "200000"  | "11500"   | 2000.00  | 115.00 |
          "2500" | "2000000" | "0"       | 20000.00 |        |
          "0"    | "200000"  | "11500"   | 2000.00  | 115.00 |
          null   | "200000"  | "2000"    | 2000.00  | 20.00  |
          "2500" | "200000"  | "115"     | 2000.00  |        | retail_price_cents of 1.15 dollars is below 10
          "2500" | "200,000" | "11500"   |          | 115.00 | maximum_listing_price_cents is '200,000'
          "2500" | "2000"    | "11500"   |          | 115.00 | maximum_listing_price_cents of 20.00 dollars is below minimum_listing_price_cents of 25.00
          "25"   | "20000"   | "0"       |          |        | maximum_listing_price_cents of 200.00 dollars is beside minimum_listing_price_cents of 0.25
          null   | "200"     | "11500"   |          | 115.00 | maximum_listing_price_cents of 2.00 dollars is below 10
          "x"    | "200000"  | "11500"   | 2000.00  | 115.00 |
          """)
  void theListingCapIsHeldAgainstTheOtherAmounts(
      String minimum,
      String maximum,
      String retail,
      BigDecimal cap,
      BigDecimal price,
      String detail) {
    AliasItem item =
        item(
            """
            "minimum_listing_price_cents": %s, "maximum_listing_price_cents": %s,
            "retail_price_cents": %s
            """
                .formatted(minimum, maximum, retail));

    assertThat(item.maximumListingPrice()).isEqualTo(Optional.ofNullable(cap));
    assertThat(item.retailPrice()).isEqualTo(Optional.ofNullable(price));
    assertThat(item.refusals())
        .extracting(Refusal::detail)
        .isEqualTo(Optional.ofNullable(detail).stream().toList());
  }

  @Test
  void ofARetailPriceAboveTheListingCapNeitherIsTaken() {
    AliasItem item =
        item(
            """
            "maximum_listing_price_cents": "200000", "retail_price_cents": "250000"
            """);

    assertThat(item.retailPrice()).isEmpty();
    assertThat(item.maximumListingPrice()).isEmpty();
    assertThat(item.refusals())
        .containsExactly(
            Refusal.of(
                Refusal.UNIT_SUSPECT,
                "retail_price_cents of 2500.00 dollars is above"
                    + " maximum_listing_price_cents of 2000.00"),
            Refusal.of(
                Refusal.UNIT_SUSPECT,
                "maximum_listing_price_cents of 2000.00 dollars is below"
                    + " retail_price_cents of 2500.00"));
  }

  @ParameterizedTest
  @CsvSource({"retail_price_cents", "maximum_listing_price_cents", "minimum_listing_price_cents"})
  void anAmountOfAnotherNameIsNamed(String amount) {
    String body = "{\"catalog_item\": " + ITEM.replace(amount, "some_price") + "}";

    assertThat(AliasShapes.of(AliasApi.CATALOG_ITEM).orElseThrow().newsIn(body))
        .filteredOn(news -> news.kind().equals(ShapeNews.AMOUNT_RENAMED))
        .extracting(ShapeNews::path)
        .containsExactly("catalog_item." + amount);
  }

  private static AliasItem item(String amounts) {
    return AliasParser.item("{\"catalog_item\": {\"catalog_id\": \"a\", " + amounts + "}}");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-10T23:59:59.999Z",
    "2024-03-10T23:59:59Z",
    "2024-03-10T00:00:00Z",
    "2024-03-10"
  })
  void noTimeZoneShiftsTheReleaseDate(String told) {
    String body = "{\"catalog_item\": {\"catalog_id\": \"a\", \"release_date\": \"" + told + "\"}}";

    assertThat(AliasParser.item(body).releaseDate()).contains(LocalDate.of(2024, 3, 10));
  }

  @Test
  void allowedSizesAreInTheUsSystem() {
    AliasItem item =
        AliasParser.item(
            """
            {"catalog_item": {"catalog_id": "a", "size_unit": "SIZE_UNIT_EU", "allowed_sizes": [
              {"display_name": "42", "value": 42, "us_size_equivalent": 8.5},
              {"display_name": "9", "value": 9}, {"value": 9.0}, {"display_name": "odd"}]}}
            """);

    assertThat(item.allowedSizes()).containsExactly(new BigDecimal("8.5"), new BigDecimal("9"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | payload_structure",
        "[] | payload_structure",
        "{\"catalog_item\": null} | payload_structure",
        "{\"catalog_item\": {\"sku\": \"ZZ1001 100\"}} | id_missing",
        "{\"catalog_item\": | payload_unreadable",
        "<html>502</html> | payload_unreadable"
      })
  void anItemOfAnotherStructureIsRefused(String body, String reason) {
    assertThatExceptionOfType(PayloadRefusedException.class)
        .isThrownBy(() -> AliasParser.item(body))
        .satisfies(refused -> assertThat(refused.refusal().reason()).isEqualTo(reason));
  }

  @Test
  void aSearchWithoutItsListIsNotAnEmptyOne() {
    assertThatExceptionOfType(PayloadRefusedException.class)
        .isThrownBy(() -> AliasParser.search("{\"items\": []}"))
        .withMessageContaining("catalog_items");
  }
}
