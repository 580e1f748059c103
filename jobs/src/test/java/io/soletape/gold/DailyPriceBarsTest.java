package io.soletape.gold;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.testing.TestRows;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Whether the sales of a day are all known. */
class DailyPriceBarsTest {

  @Test
  void theSalesOfADayAreAllKnownWhereTheWholeDayIsWithinTheKnownInterval() {
    Dataset<Row> known =
        known()
            .row("5", "1970-01-01T00:00:00Z", "2026-03-20T10:00:00Z")
            .row("6", "2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z")
            .row("7", "2026-03-10T00:00:01Z", "2026-03-20T10:00:00Z")
            .row("8", "1970-01-01T00:00:00Z", "2026-03-10T23:59:59Z")
            .row("9", "2026-03-12T07:00:00Z", "2026-03-20T10:00:00Z")
            .row("10", "1970-01-01T00:00:00Z", "2026-03-09T10:00:00Z")
            .dataset();
    Dataset<Row> bars =
        DailyPriceBars.of(quotes("5", "6", "7", "8", "9", "10", "11"), sales("5", "11"), known);

    assertThat(told(bars, "size_key", "programme", "sale_count", "sales_are_complete"))
        .as("inside, just inside, begun late, not over, after a gap, before it, never asked")
        .containsExactlyInAnyOrder(
            "5 | standard | 0 | true",
            "5 | consigned | 1 | true",
            "6 | standard | 0 | true",
            "7 | standard | 0 | false",
            "8 | standard | 0 | false",
            "9 | standard | 0 | false",
            "10 | standard | 0 | false",
            "11 | standard | 0 | false",
            "11 | consigned | 1 | false");
  }

  @Test
  void aBarWithoutSalesIsToldAnewWhereItsDayHasComeToBeKnown() {
    Dataset<Row> before =
        known().row("9", "1970-01-01T00:00:00Z", "2026-03-10T10:00:00Z").dataset();
    Dataset<Row> after = known().row("9", "1970-01-01T00:00:00Z", "2026-03-17T10:00:00Z").dataset();
    Dataset<Row> bars = DailyPriceBars.of(quotes("9"), sales("9"), before);

    assertThat(DailyPriceBars.withOtherSales(bars, sales("9"), before).isEmpty()).isTrue();
    assertThat(
            told(
                DailyPriceBars.withOtherSales(bars, sales("9"), after),
                "programme",
                "sale_count",
                "sales_are_complete"))
        .containsExactlyInAnyOrder("standard | 0 | true", "consigned | 1 | true");
  }

  private static Dataset<Row> quotes(String... sizes) {
    TestRows rows =
        TestRows.of(Tables.MASTER_MARKET_DATA, "size_key")
            .with("platform", "alias")
            .with("sku", "DD1391-100")
            .with("region_code", "US")
            .with("currency_code", "USD")
            .with("programme", "standard")
            .with("lowest_ask", "100.00")
            .with("ask_at_listing_cap", false)
            .with("slot_at", "2026-03-10T10:00:00Z")
            .with("slot_date", "2026-03-10");
    Stream.of(sizes).forEach(rows::row);
    return DailyPriceBars.ofQuotes(rows.dataset());
  }

  private static Dataset<Row> sales(String... sizes) {
    TestRows rows =
        TestRows.of(Tables.SALES, "size_key")
            .with("platform", "alias")
            .with("sku", "DD1391-100")
            .with("region_code", "US")
            .with("currency_code", "USD")
            .with("is_consigned", true)
            .with("price", "120.00")
            .with("purchased_at", "2026-03-10T08:00:00Z");
    Stream.of(sizes).forEach(rows::row);
    return rows.dataset();
  }

  private static TestRows known() {
    return TestRows.of(Tables.SALES_COVERAGE, "size_key", "complete_from_at", "complete_to_at")
        .with("platform", "alias")
        .with("sku", "DD1391-100")
        .with("region_code", "US");
  }
}
