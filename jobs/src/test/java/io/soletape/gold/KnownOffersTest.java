package io.soletape.gold;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.testing.TestRows;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class KnownOffersTest {

  @Test
  void bothProgrammesHaveTheOffersOfTheirRegionHighestFirst() {
    assertThat(
            told(
                tape(
                    answers("rows_refused").row("r1", 0),
                    bins().row("r1", "80.00", 5).row("r1", "84.00", 2)),
                "region_code",
                "programme",
                "bid_count",
                "bid_depth"))
        .containsExactlyInAnyOrder(
            "US | standard | 7 | ArraySeq([84.00,2], [80.00,5])",
            "US | consigned | 7 | ArraySeq([84.00,2], [80.00,5])",
            "EU | standard | null | null");
  }

  @Test
  void anEmptyHistogramIsNoOfferAndNotUnknown() {
    assertThat(
            told(
                tape(answers("rows_refused").row("r1", 0), bins()),
                "region_code",
                "bid_count",
                "bid_depth"))
        .contains("US | 0 | ArraySeq()", "EU | null | null");
  }

  @Test
  void ofAHistogramWithARefusedBinNothingIsSaid() {
    assertThat(
            told(
                tape(answers("rows_refused").row("r1", 1), bins().row("r1", "80.00", 5)),
                "bid_count"))
        .containsOnly("null");
  }

  @Test
  void moreOffersThanCanBeCountedStopNothing() {
    TestRows full = bins();
    for (int price = 0; price < 2_200; price++) {
      full.row("r1", price + 1 + ".00", 999_999);
    }

    assertThat(told(tape(answers("rows_refused").row("r1", 0), full), "region_code", "bid_count"))
        .contains("US | null");
  }

  @Test
  void ofTwoHistogramsTheOneAskedLaterCounts() {
    assertThat(
            told(
                tape(
                    answers("requested_at")
                        .with("rows_refused", 0)
                        .row("r1", "2026-03-01T10:00:09Z")
                        .row("r2", "2026-03-01T10:00:08Z"),
                    bins().row("r1", "80.00", 5).row("r2", "80.00", 9)),
                "region_code",
                "programme",
                "bid_count"))
        .contains("US | standard | 5")
        .hasSize(3);
  }

  private static Dataset<Row> tape(TestRows answers, TestRows bins) {
    Dataset<Row> quotes =
        TestRows.of(Tables.MASTER_MARKET_DATA, "region_code", "programme")
            .with("platform", "alias")
            .with("sku", "DD1391-100")
            .with("size_key", "9")
            .row("US", "standard")
            .row("US", "consigned")
            .row("EU", "standard")
            .dataset();
    return new KnownOffers(answers.dataset(), bins.dataset()).addedTo(quotes);
  }

  private static TestRows answers(String name) {
    return TestRows.of(Tables.DEPTH_ANSWERS, "request_id", name)
        .with("platform", "alias")
        .with("sku", "DD1391-100")
        .with("size_key", "9")
        .with("region_code", "US")
        .with("endpoint", "offer_histogram");
  }

  private static TestRows bins() {
    return TestRows.of(Tables.OFFER_BINS, "request_id", "price", "offers");
  }
}
