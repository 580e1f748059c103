package io.soletape.sales;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.testing.TestRows;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each sale once, with the earliest answer that tells it. */
class SaleRowsTest {

  private static final String[] FIRST = {
    "occurrence", "request_id", "first_seen_at", "first_slot_at", "change"
  };

  @Test
  void ofOneSaleTheEarliestTellingStays() {
    TestRows told =
        sales()
            .row(1, "late", "2026-03-01T12:00:07Z", "2026-03-01T12:00:00Z")
            .row(1, "early-b", "2026-03-01T11:00:07Z", "2026-03-01T11:00:00Z")
            .row(1, "early-a", "2026-03-01T11:00:07Z", "2026-03-01T11:00:00Z")
            .row(1, "slow", "2026-03-01T11:30:00Z", "2026-03-01T10:00:00Z");

    assertThat(merged(sales(), told))
        .containsExactly("1 | early-a | 2026-03-01T11:00:07Z | 2026-03-01T10:00:00Z | fresh");
  }

  @Test
  void anAnswerWithMoreEqualSalesAddsAndOneWithFewerRemovesNothing() {
    TestRows known =
        sales()
            .row(1, "r1", "2026-03-01T11:00:07Z", "2026-03-01T11:00:00Z")
            .row(2, "r1", "2026-03-01T11:00:07Z", "2026-03-01T11:00:00Z");
    TestRows fewer = sales().row(1, "r2", "2026-03-01T12:00:07Z", "2026-03-01T12:00:00Z");
    TestRows more = sales().row(3, "r2", "2026-03-01T12:00:07Z", "2026-03-01T12:00:00Z");

    assertThat(merged(known, fewer))
        .containsExactlyInAnyOrder(
            "1 | r1 | 2026-03-01T11:00:07Z | 2026-03-01T11:00:00Z | same",
            "2 | r1 | 2026-03-01T11:00:07Z | 2026-03-01T11:00:00Z | same");
    assertThat(merged(known, more))
        .contains("3 | r2 | 2026-03-01T12:00:07Z | 2026-03-01T12:00:00Z | fresh")
        .hasSize(3);
  }

  @Test
  void anEarlierAnswerTakesItsPlaceAndSaysSo() {
    TestRows known = sales().row(1, "r2", "2026-03-01T12:00:07Z", "2026-03-01T12:00:00Z");
    TestRows earlier = sales().row(1, "r1", "2026-03-01T11:00:07Z", "2026-03-01T11:00:00Z");

    assertThat(merged(known, earlier))
        .containsExactly("1 | r1 | 2026-03-01T11:00:07Z | 2026-03-01T11:00:00Z | earlier");
  }

  @Test
  void salesOfEitherKindAreCountedApart() {
    TestRows known =
        sales()
            .row(1, "r1", "2026-03-01T11:00:07Z", "2026-03-01T11:00:00Z")
            .row(2, "r1", "2026-03-01T11:00:07Z", "2026-03-01T11:00:00Z")
            .with("is_consigned", true)
            .row(1, "r1", "2026-03-01T11:00:07Z", "2026-03-01T11:00:00Z");

    assertThat(
            told(
                SaleRows.counted(known.dataset()),
                "size_key",
                "region_code",
                "standard_sales",
                "consigned_sales"))
        .containsExactly("9W | EU | 2 | 1");
  }

  private static List<String> merged(TestRows known, TestRows told) {
    return told(SaleRows.merged(known.dataset(), told.dataset()), FIRST);
  }

  private static TestRows sales() {
    return TestRows.of(Tables.SALES, "occurrence", "request_id", "first_seen_at", "first_slot_at")
        .with("platform", "alias")
        .with("sku", "DD1391-100")
        .with("size_key", "9W")
        .with("region_code", "EU")
        .with("is_consigned", false)
        .with("price", "107.00")
        .with("currency_code", "USD")
        .with("purchased_at", "2026-01-08T07:29:13.258Z");
  }
}
