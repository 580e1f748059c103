package io.soletape.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.soletape.market.OfferBin;
import io.soletape.market.Sale;
import io.soletape.platform.Parsed;
import io.soletape.platform.PayloadRefusedException;
import io.soletape.platform.Refusal;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sales and offers of one size, in the shapes that Alias has shown (Alias API, 5.5 and 5.7). */
class AliasDepthTest {

  private static final String ITEM = "sample-low-white-black-zz1001-100";
  private static final String SALE =
      """
      {"purchased_at": "2026-01-08T18:24:08.701Z", "price_cents": "10900", "size": 9,
       "consigned": true, "catalog_id": "sample-low-white-black-zz1001-100"}\
      """;

  @Test
  void salesAreReadNewestFirstInDollarsWithTheirKind() {
    String body =
        """
        {"recent_sales": [
          {"purchased_at": "2026-01-08T18:24:08.701Z", "price_cents": "10900", "size": 9,
           "consigned": true, "catalog_id": "sample-low-white-black-zz1001-100"},
          {"purchased_at": "2026-01-08T07:29:13.258Z", "price_cents": "10700", "size": 9,
           "consigned": false, "catalog_id": "sample-low-white-black-zz1001-100"}]}
        """;

    assertThat(sales(body))
        .containsExactly(
            "109.00 true 2026-01-08T18:24:08.701Z #1", "107.00 false 2026-01-08T07:29:13.258Z #1");
  }

  @Test
  void equalSalesOfOneAnswerAreCountedNotMerged() {
    String another = SALE.replace("true", "false");

    assertThat(sales("{\"recent_sales\": [" + String.join(",", SALE, another, SALE) + "]}"))
        .containsExactly(
            "109.00 true 2026-01-08T18:24:08.701Z #1",
            "109.00 false 2026-01-08T18:24:08.701Z #1",
            "109.00 true 2026-01-08T18:24:08.701Z #2");
  }

  @Test
  void aSizeThatNeverSoldHasAnEmptyHistory() {
    assertThat(sales("{\"recent_sales\": []}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          "10900"                             | "0"                    | amount_not_positive
          "10900"                             | null                   | amount_unreadable
          "10900"                             | "109.00"               | amount_unreadable
          "10900"                             | "-10900"               | amount_unreadable
          "10900"                             | "10,900"               | amount_unreadable
          "size": 9                           | "size": 9.5            | size_mismatch
          "size": 9                           | "size": "nine"         | size_unreadable
          "sample-low-white-black-zz1001-100" | "another-zz1002-100"   | product_mismatch
          "sample-low-white-black-zz1001-100" | null                   | id_missing
          true                                | null                   | row_structure
          true                                | "yes"                  | row_structure
          "2026-01-08T18:24:08.701Z"          | "2026-01-08T18:24:08"  | time_unreadable
          "2026-01-08T18:24:08.701Z"          | 1767896648             | time_unreadable
          "2026-01-08T18:24:08.701Z"          | null                   | time_unreadable
          """)
  void aSaleThatMightBeAWrongNumberIsRefused(String right, String wrong, String reason) {
    Parsed<Sale> parsed =
        read("{\"recent_sales\": [" + SALE + "," + SALE.replace(right, wrong) + "]}");

    assertThat(parsed.rows()).hasSize(1);
    assertThat(parsed.refusals()).extracting(Refusal::reason).containsExactly(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "{\"recent_sales\": null}", "{\"recent_sales\": {}}"})
  void anAnswerWithoutAListOfSalesIsRefused(String body) {
    assertThatExceptionOfType(PayloadRefusedException.class).isThrownBy(() -> read(body));
  }

  @Test
  void binsAreReadHighestFirstInDollars() {
    String body =
        """
        {"offer_histogram": {"bins": [{"offer_price_cents": "8400", "count": "2"},
          {"offer_price_cents": "8000", "count": 5}, {"offer_price_cents": "2500",
          "count": "11"}]}}
        """;

    assertThat(bins(body)).containsExactly("84.00 x 2", "80.00 x 5", "25.00 x 11");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"offer_histogram\": {\"bins\": []}}",
        "{\"offer_histogram\": {\"bins\": null}}",
        "{\"offer_histogram\": {}}"
      })
  void anEmptyHistogramComesInThreeForms(String body) {
    assertThat(bins(body)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {"offer_price_cents": "0", "count": "2"}        | amount_not_positive
          {"offer_price_cents": "84.00", "count": "2"}    | amount_unreadable
          {"count": "2"}                                  | amount_unreadable
          {"offer_price_cents": "8300", "count": "0"}     | count_unreadable
          {"offer_price_cents": "8300", "count": "-1"}    | count_unreadable
          {"offer_price_cents": "8300", "count": "1.5"}   | count_unreadable
          {"offer_price_cents": "8300"}                   | count_unreadable
          {"offer_price_cents": "8300", "count": "1000000"} | count_unreadable
          {"offer_price_cents": "8400", "count": "1"}     | duplicate_row
          7                                               | row_structure
          """)
  void aBinThatMightBeAWrongNumberIsRefused(String bin, String reason) {
    Parsed<OfferBin> parsed =
        AliasDepthParser.offerHistogram(
            "{\"offer_histogram\": {\"bins\": [{\"offer_price_cents\": \"8400\", \"count\": \"2\"},"
                + bin
                + "]}}");

    assertThat(parsed.rows()).hasSize(1);
    assertThat(parsed.refusals()).extracting(Refusal::reason).containsExactly(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"offer_histogram\": null}",
        "{\"offer_histogram\": []}",
        "{\"offer_histogram\": {\"bins\": {}}}",
        "{\"offer_histogram\": {\"levels\": [{\"offer_price_cents\": \"8400\", \"count\": \"2\"}]}}"
      })
  void anAnswerWithoutAHistogramIsRefused(String body) {
    assertThatExceptionOfType(PayloadRefusedException.class)
        .isThrownBy(() -> AliasDepthParser.offerHistogram(body));
  }

  private static Parsed<Sale> read(String body) {
    return AliasDepthParser.recentSales(body, ITEM, new BigDecimal("9"));
  }

  private static List<String> sales(String body) {
    Parsed<Sale> parsed = read(body);
    assertThat(parsed.refusals()).isEmpty();
    return parsed.rows().stream()
        .map(
            sale ->
                "%s %s %s #%d"
                    .formatted(
                        sale.price().amount(),
                        sale.isConsigned(),
                        sale.purchasedAt(),
                        sale.occurrence()))
        .toList();
  }

  private static List<String> bins(String body) {
    Parsed<OfferBin> parsed = AliasDepthParser.offerHistogram(body);
    assertThat(parsed.refusals()).isEmpty();
    return parsed.rows().stream().map(bin -> bin.price().amount() + " x " + bin.offers()).toList();
  }
}
