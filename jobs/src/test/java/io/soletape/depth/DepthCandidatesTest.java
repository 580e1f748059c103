package io.soletape.depth;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.testing.TestRows;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Sales have moved as far as the last sale has, offers as far as the best offer. */
class DepthCandidatesTest {

  private static final String EARLIER = "2026-03-01T08:00:00Z";
  private static final String LATER = "2026-03-01T09:00:00Z";

  @Test
  void everyCarriedSizeOfEveryRegionIsACandidateForBoth() {
    Dataset<Row> candidates = candidates(quotes(), answers(), before());

    assertThat(told(candidates, "endpoint", "size_us", "region_code", "asked_at", "move"))
        .containsExactlyInAnyOrder(
            "recent_sales | 9 | US | null | 0.0",
            "recent_sales | 9 | EU | null | 0.0",
            "recent_sales | 10 | US | null | 0.0",
            "recent_sales | 10 | EU | null | 0.0",
            "offer_histogram | 9 | US | null | 0.0",
            "offer_histogram | 9 | EU | null | 0.0",
            "offer_histogram | 10 | US | null | 0.0",
            "offer_histogram | 10 | EU | null | 0.0");
  }

  @Test
  void anotherLastSaleOfEitherProgrammeHasMovedSales() {
    TestRows before =
        before()
            .row("standard", LATER, "109.00", "84.00")
            .row("consigned", LATER, "112.00", "84.00");

    assertThat(
            moved(
                quotes()
                    .row("standard", "109.00", "84.00", "121.00")
                    .row("consigned", "112.00", "84.00", "121.00"),
                before))
        .containsExactly("recent_sales 0.0 109.00", "offer_histogram 0.0 109.00");
    assertThat(
            moved(
                quotes()
                    .row("standard", "109.00", "84.00", "121.00")
                    .row("consigned", "140.00", "84.00", "121.00"),
                before))
        .containsExactly("recent_sales 0.2 109.00", "offer_histogram 0.0 109.00");
  }

  @Test
  void anotherBestOfferOrNoneHasMovedOffers() {
    TestRows before = before().row("standard", LATER, "109.00", "84.00");

    assertThat(moved(quotes().row("standard", "109.00", "105.00", "121.00"), before))
        .containsExactly("recent_sales 0.0 109.00", "offer_histogram 0.2 109.00");
    assertThat(moved(quotes().row("standard", "109.00", null, "121.00"), before))
        .containsExactly("recent_sales 0.0 109.00", "offer_histogram 1.0 109.00");
  }

  @Test
  void aFallCountsAsMuchAsTheRiseThatMakesUpForIt() {
    String[] prices = {"40.00", "50.00"};
    for (int from = 0; from < 2; from++) {
      TestRows before = before().row("standard", LATER, prices[from], prices[from]);
      String to = prices[1 - from];

      assertThat(moved(quotes().row("standard", to, to, "121.00"), before))
          .containsExactly("recent_sales 0.2 " + to, "offer_histogram 0.2 " + to);
    }
  }

  @Test
  void theSmallestMoveIsOne() {
    TestRows before = before().row("standard", LATER, "9999999998.99", "9999999999.99");

    assertThat(
            candidates(
                    quotes().row("standard", "9999999999.99", "9999999999.99", null),
                    answers().row("recent_sales", LATER).row("offer_histogram", LATER),
                    before)
                .where("move > 0")
                .select("endpoint")
                .as(Encoders.STRING())
                .collectAsList())
        .containsExactly("recent_sales");
  }

  @Test
  void whatCountsIsTheQuoteOfTheSlotThatLastAsked() {
    TestRows before =
        before()
            .row("standard", EARLIER, "109.00", "84.00")
            .row("standard", LATER, "110.00", "85.00");

    assertThat(moved(quotes().row("standard", "110.00", "85.00", "121.00"), before))
        .containsExactly("recent_sales 0.0 110.00", "offer_histogram 0.0 110.00");
  }

  @Test
  void whereNothingWasToldThenOrNowNothingHasMoved() {
    assertThat(moved(quotes().row("standard", "109.00", "85.00", "121.00"), before()))
        .containsExactly("recent_sales 0.0 109.00", "offer_histogram 0.0 109.00");
    assertThat(moved(quotes(), before().row("standard", LATER, "109.00", "84.00")))
        .containsExactly("recent_sales 0.0 0.00", "offer_histogram 0.0 0.00");
  }

  @Test
  void withoutASaleTheOfferAndThenTheAskTellsTheValue() {
    assertThat(moved(quotes().row("standard", null, "84.00", "121.00"), before()))
        .contains("recent_sales 0.0 84.00");
    assertThat(moved(quotes().row("standard", null, null, "121.00"), before()))
        .contains("recent_sales 0.0 121.00");
  }

  private static List<String> moved(TestRows quotes, TestRows before) {
    TestRows answers =
        answers()
            .row("recent_sales", EARLIER)
            .row("recent_sales", LATER)
            .row("offer_histogram", LATER);
    return told(
        candidates(quotes, answers, before)
            .where("size_us = '9' AND region_code = 'US'")
            .selectExpr("endpoint || ' ' || round(move, 3) || ' ' || value AS candidate"),
        "candidate");
  }

  private static Dataset<Row> candidates(TestRows quotes, TestRows answers, TestRows before) {
    Dataset<Row> variants =
        TestRows.of(Tables.VARIANTS, "size_us", "size_key")
            .with("sku", "DD1391-100")
            .row("9", "9")
            .row("10", "10")
            .dataset();
    Dataset<Row> regions =
        TestRows.of(Tables.QUOTES, "region_code")
            .row("US")
            .row("EU")
            .dataset()
            .select("region_code");
    Dataset<Row> asked = DepthCandidates.asked(answers.dataset());
    return DepthCandidates.of(
        variants,
        regions,
        quotes.dataset(),
        asked,
        DepthCandidates.pricesThen(before.dataset(), asked));
  }

  private static TestRows quotes() {
    return size(
        TestRows.of(Tables.QUOTES, "programme", "last_sale_price", "highest_bid", "lowest_ask"));
  }

  private static TestRows before() {
    return size(
        TestRows.of(
            Tables.MASTER_MARKET_DATA, "programme", "slot_at", "last_sale_price", "highest_bid"));
  }

  private static TestRows answers() {
    return size(TestRows.of(Tables.DEPTH_ANSWERS, "endpoint", "slot_at"));
  }

  private static TestRows size(TestRows rows) {
    return rows.with("sku", "DD1391-100").with("size_key", "9").with("region_code", "US");
  }
}
