package io.soletape.silver;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.testing.TestRows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moves of a product's quotes from one slot to the next. */
class MoveChecksTest {

  private static final List<String> SIZES = List.of("8", "9", "10", "11", "12");
  private static final List<Integer> ASKS = List.of(121, 34, 250, 61, 18);

  @Test
  void centsForDollarsAreAnErrorOfUnit() {
    assertThat(suspicions(12_100, 3_400, 25_000, 6_100, 1_800)).contains("null | unit_suspect");
  }

  @Test
  void anotherCurrencyIsAnErrorOfUnitThoughAmountsAreRounded() {
    assertThat(suspicions(91, 26, 188, 46, 14)).containsExactly("null | unit_suspect");
  }

  @Test
  void pricesThatMoveOneByOneAreTheMarket() {
    assertThat(suspicions(121, 51, 250, 64, 18)).isEmpty();
    assertThat(suspicions(140, 34, 230, 80, 25)).isEmpty();
  }

  @Test
  void aMarketThatMovesAsAWholeIsBelievedWhereNoCurrencyExplainsIt() {
    assertThat(suspicions(133, 37, 275, 67, 20)).as("a tenth dearer").isEmpty();
    assertThat(suspicions(242, 68, 500, 122, 36)).as("twice as dear").isEmpty();
    assertThat(suspicions(105, 30, 217, 53, 16)).as("0.87: euros").hasSize(1);
    assertThat(suspicions(726, 204, 1_500, 366, 108)).as("six times").hasSize(1);
  }

  @Test
  void withoutARateOnlyWhatNoMarketDoesIsAnErrorOfUnit() {
    Dataset<Row> none = CurrencyFactors.of(TestRows.of(Tables.FX_RATES).dataset(), Instant.EPOCH);

    assertThat(
            told(
                MoveChecks.suspicions(
                    requests(), quotes(91, 26, 188), quotes(121, 34, 250), products("20000"), none),
                "reason"))
        .isEmpty();
  }

  @Test
  void oneSizeInCentsIsRefusedAlone() {
    assertThat(suspicions(12_100, 34, 250, 61, 18)).containsExactly("8 | unit_suspect");
  }

  @Test
  void anAskAtTheListingCapIsAPlaceholderAndNoErrorOfUnit() {
    assertThat(told(suspicions("12100", 12_100, 34, 250, 61, 18), "reason")).isEmpty();
  }

  @Test
  void aMarketThatWasThereAndIsGoneIsNotBelieved() {
    assertThat(suspicions()).containsExactly("null | answer_emptied");
  }

  @Test
  void asksThatAreGoneAtOnceAreNotBelieved() {
    assertThat(suspicions(0, 0, 0, 0, 0)).containsExactly("null | amounts_vanished");
  }

  @Test
  void withoutASlotBeforeThereIsNothingToSuspect() {
    assertThat(
            told(
                MoveChecks.suspicions(
                    requests(), quotes(12_100, 3_400), quotes(), products("20000"), factors()),
                "reason"))
        .isEmpty();
  }

  @Test
  void aSuggestionInCentsIsRefusedThoughAskAndBidStayAsTheyWere() {
    assertThat(
            told(
                MoveChecks.suspicions(
                    requests(),
                    suggested("2000.00", null, null, "150.00").dataset(),
                    suggested("2000.00", null, null, "1.50").dataset(),
                    products("20000"),
                    factors()),
                "size_key",
                "reason"))
        .containsExactly("9 | unit_suspect");
  }

  @Test
  void aSuggestionOfAnotherOrderThanItsQuoteIsRefusedInTheFirstSlot() {
    assertThat(
            firstSlot(
                suggested("121", "84", null, "11200")
                    .with("size_key", "10")
                    .row("121", null, null, "11200")
                    .with("size_key", "11")
                    .row(null, "84", "109", "11200")
                    .with("size_key", "12")
                    .row("121", "84", null, "1.12")
                    .with("size_key", "13")
                    .row(null, "84", "109", "1.12")))
        .containsExactlyInAnyOrder("9", "10", "11", "12", "13");
  }

  @Test
  void loneAsksAndLowBidsAreMarketsWhateverIsSuggested() {
    assertThat(
            firstSlot(
                suggested("11416", "60", null, "140")
                    .row("4272", null, null, "140")
                    .row(null, "12", null, "1500")
                    .row(null, null, null, "140")
                    .row("1999", "25", null, "130")
                    .row("128", "84", "109", "121")
                    .row("90", "110", null, "95")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          global | 84 121, 25 34, 200 250, 50 61       | sides_swapped
          global | 86 125, 25 31, 195 250, 50 66       | sides_swapped
          global | 84 121, 25 34, 200 250, 61 50       | sides_swapped
          global | 84 121, 25 34, 250 200, 61 50       |
          global | 84 121, 25 34, 250 200, 61 -        |
          global | 84 121, 25 34                       |
          global | 121 130, 34 40, 250 260, 61 70      |
          global | 121 84, 34 25, 250 200, 61 50       |
          global | 2000 84, 2000 25, 2000 200, 2000 50 |
          EU     | 84 121, 25 34, 200 250, 50 61       | sides_swapped
          """)
  void sidesThatAreSwappedAreNamedThoughMarketsOfAllRegionsCross(
      String region, String now, String reason) {
    assertThat(
            told(
                MoveChecks.suspicions(
                    requests(region),
                    sides(region, now),
                    sides(region, "121 84, 34 25, 250 200, 61 50"),
                    products("20000"),
                    factors()),
                "reason"))
        .isEqualTo(Optional.ofNullable(reason).stream().toList());
  }

  @Test
  void aMarketOfAllRegionsThatCrossedBeforeMayDoSoAgain() {
    String crossed = "84 121, 25 34, 200 250, 50 61";

    assertThat(
            told(
                MoveChecks.suspicions(
                    requests("global"),
                    sides("global", crossed),
                    sides("global", crossed),
                    products("20000"),
                    factors()),
                "reason"))
        .isEmpty();
  }

  // Ask and bid of each size; a dash stands for none.
  private static Dataset<Row> sides(String region, String told) {
    TestRows rows =
        TestRows.of(Tables.QUOTES, "size_key", "lowest_ask", "highest_bid")
            .with("request_id", "r1")
            .with("platform", "stockx")
            .with("sku", "DD1391-100")
            .with("region_code", region)
            .with("currency_code", "USD")
            .with("programme", "standard")
            .with("is_new_in_good_box", true);
    String[] sizes = told.split(", ");
    for (int index = 0; index < sizes.length; index++) {
      String[] both = sizes[index].split(" ");
      rows.row(SIZES.get(index), both[0], both[1].equals("-") ? null : both[1]);
    }
    return rows.dataset();
  }

  @Test
  void suggestionsThatFollowTheAskDoNotMakeItsMoveOneOfManyAmounts() {
    assertThat(
            told(
                MoveChecks.suspicions(
                    requests(),
                    suggestions()
                        .with("sell_faster_price", "123.00")
                        .row("132.00", "84.00", null, "130.00")
                        .dataset(),
                    suggestions()
                        .with("sell_faster_price", "102.50")
                        .row("110.00", "84.00", null, "108.30")
                        .dataset(),
                    products("20000"),
                    factors()),
                "reason"))
        .isEmpty();
  }

  private static List<String> firstSlot(TestRows quotes) {
    return told(
        MoveChecks.suspicions(requests(), quotes.dataset(), quotes(), products("20000"), factors()),
        "size_key");
  }

  private static TestRows suggested(String ask, String bid, String lastSale, String suggested) {
    return suggestions().row(ask, bid, lastSale, suggested);
  }

  private static TestRows suggestions() {
    return TestRows.of(
            Tables.QUOTES, "lowest_ask", "highest_bid", "last_sale_price", "earn_more_price")
        .with("request_id", "r1")
        .with("platform", "stockx")
        .with("sku", "DD1391-100")
        .with("size_key", "9")
        .with("region_code", "US")
        .with("currency_code", "USD")
        .with("programme", "standard")
        .with("is_new_in_good_box", true);
  }

  private static List<String> suspicions(Integer... asks) {
    return told(suspicions("20000", asks), "size_key", "reason");
  }

  private static Dataset<Row> suspicions(String listingCap, Integer... asks) {
    return MoveChecks.suspicions(
        requests(),
        quotes(asks),
        quotes(ASKS.toArray(Integer[]::new)),
        products(listingCap),
        factors());
  }

  private static Dataset<Row> factors() {
    return CurrencyFactors.of(
        TestRows.of(Tables.FX_RATES, "currency_code", "rate_date", "slot_at", "units_per_euro")
            .row("USD", "2026-02-26", "2026-02-26T20:00:00Z", "2.50000000")
            .row("USD", "2026-02-27", "2026-02-27T20:00:00Z", "1.16000000")
            .row("GBP", "2026-02-27", "2026-02-27T20:00:00Z", "0.87000000")
            .row("GBP", "2026-02-28", "2026-03-01T20:00:00Z", "2.90000000")
            .dataset(),
        Instant.parse("2026-03-01T10:00:00Z"));
  }

  private static Dataset<Row> products(String listingCap) {
    return TestRows.of(Tables.PRODUCTS, "maximum_listing_price")
        .with("platform", "stockx")
        .with("sku", "DD1391-100")
        .row(listingCap)
        .dataset();
  }

  // An ask of 0 stands for none.
  private static Dataset<Row> quotes(Integer... asks) {
    TestRows rows =
        TestRows.of(Tables.QUOTES, "size_key", "lowest_ask")
            .with("request_id", "r1")
            .with("platform", "stockx")
            .with("sku", "DD1391-100")
            .with("region_code", "US")
            .with("currency_code", "USD")
            .with("programme", "standard")
            .with("is_new_in_good_box", true);
    for (int index = 0; index < asks.length; index++) {
      rows.row(SIZES.get(index), asks[index] == 0 ? null : String.valueOf(asks[index]));
    }
    return rows.dataset();
  }

  private static Dataset<Row> requests() {
    return requests("US");
  }

  private static Dataset<Row> requests(String region) {
    return TestRows.of(
            QuoteRequests.SCHEMA,
            "request_id",
            "platform",
            "sku",
            "region_code",
            "currency_code",
            "programme")
        .row("r1", "stockx", "DD1391-100", region, "USD", "standard")
        .dataset();
  }
}
