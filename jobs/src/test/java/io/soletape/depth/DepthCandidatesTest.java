package io.soletape.depth;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.testing.TestRows;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Sales have moved where the last sale has, offers where the best offer has. */
class DepthCandidatesTest {

  private static final String EARLIER = "2026-03-01T08:00:00Z";
  private static final String LATER = "2026-03-01T09:00:00Z";

  @Test
  void everyCarriedSizeOfEveryRegionIsACandidateForBoth() {
    Dataset<Row> candidates = candidates(quotes(), answers(), before());

    assertThat(told(candidates, "endpoint", "size_us", "region_code", "asked_at", "has_moved"))
        .containsExactlyInAnyOrder(
            "recent_sales | 9 | US | null | false",
            "recent_sales | 9 | EU | null | false",
            "recent_sales | 10 | US | null | false",
            "recent_sales | 10 | EU | null | false",
            "offer_histogram | 9 | US | null | false",
            "offer_histogram | 9 | EU | null | false",
            "offer_histogram | 10 | US | null | false",
            "offer_histogram | 10 | EU | null | false");
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
        .containsExactly("recent_sales false 109.00", "offer_histogram false 109.00");
    assertThat(
            moved(
                quotes()
                    .row("standard", "109.00", "84.00", "121.00")
                    .row("consigned", "113.00", "84.00", "121.00"),
                before))
        .containsExactly("recent_sales true 109.00", "offer_histogram false 109.00");
  }

  @Test
  void anotherBestOfferOrNoneHasMovedOffers() {
    TestRows before = before().row("standard", LATER, "109.00", "84.00");

    assertThat(moved(quotes().row("standard", "109.00", "85.00", "121.00"), before))
        .containsExactly("recent_sales false 109.00", "offer_histogram true 109.00");
    assertThat(moved(quotes().row("standard", "109.00", null, "121.00"), before))
        .containsExactly("recent_sales false 109.00", "offer_histogram true 109.00");
  }

  @Test
  void whatCountsIsTheQuoteOfTheSlotThatLastAsked() {
    TestRows before =
        before()
            .row("standard", EARLIER, "109.00", "84.00")
            .row("standard", LATER, "110.00", "85.00");

    assertThat(moved(quotes().row("standard", "110.00", "85.00", "121.00"), before))
        .containsExactly("recent_sales false 110.00", "offer_histogram false 110.00");
  }

  @Test
  void whereNothingWasToldThenOrNowNothingHasMoved() {
    assertThat(moved(quotes().row("standard", "109.00", "85.00", "121.00"), before()))
        .containsExactly("recent_sales false 109.00", "offer_histogram false 109.00");
    assertThat(moved(quotes(), before().row("standard", LATER, "109.00", "84.00")))
        .containsExactly("recent_sales false 0.00", "offer_histogram false 0.00");
  }

  @Test
  void withoutASaleTheOfferAndThenTheAskTellsTheValue() {
    assertThat(moved(quotes().row("standard", null, "84.00", "121.00"), before()))
        .contains("recent_sales false 84.00");
    assertThat(moved(quotes().row("standard", null, null, "121.00"), before()))
        .contains("recent_sales false 121.00");
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
            .selectExpr("endpoint || ' ' || has_moved || ' ' || value AS candidate"),
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
    return DepthCandidates.of(
        variants, regions, quotes.dataset(), answers.dataset(), before.dataset());
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
