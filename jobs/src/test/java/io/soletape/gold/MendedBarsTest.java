package io.soletape.gold;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.TestRows;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bars whose sales have been taken back. */
class MendedBarsTest {

  private static final Slot SLOT = new Slot(Tier.HOT, Instant.parse("2026-03-10T10:00:00Z"));

  @TempDir private Path directory;

  private Lake lake;
  private MarketTables tables;

  @BeforeEach
  void keepBars() {
    lake = new Lake(LocalSpark.session(), directory.toString());
    tables = new MarketTables(lake, SLOT, new Object[] {"DD1391-100"});
    lake.append(Tables.MASTER_MARKET_DATA, quote().dataset());
    lake.append(
        Tables.SALES,
        sales()
            .row("120.00", "2026-03-08T08:00:00Z")
            .row("110.00", "2026-03-08T09:00:00Z")
            .row("130.00", "2026-03-09T09:30:00Z")
            .row("140.00", "2026-03-07T09:30:00Z")
            .dataset());
    lake.append(Tables.SALES_COVERAGE, knownUpTo("2026-03-10T10:00:00Z"));
    tables.writeBarsOfTheDay();
    tables.writeBarsOfOtherDays();
  }

  @Test
  void barsForgetSalesThatWereTakenBack() {
    lake.replace(
        Tables.SALES,
        sales()
            .row("110.00", "2026-03-08T09:00:00Z")
            .row("140.00", "2026-03-07T09:30:00Z")
            .dataset(),
        "true");
    lake.replace(Tables.SALES_COVERAGE, knownUpTo("2026-03-08T12:00:00Z"), "true");

    tables.mendBars(SLOT.date());

    assertThat(
            told(
                lake.read(Tables.DAILY_PRICE_BARS),
                "bar_date",
                "quote_count",
                "sale_open",
                "sale_count",
                "sales_are_complete"))
        .containsExactlyInAnyOrder(
            "2026-03-10 | 1 | null | 0 | false",
            "2026-03-08 | 0 | 110.00 | 1 | false",
            "2026-03-07 | 0 | 140.00 | 1 | true");
  }

  @Test
  void barsWithTheSalesThatAreKnownStayAsTheyAre() {
    long version = lake.version(Tables.DAILY_PRICE_BARS);

    tables.mendBars(SLOT.date());

    assertThat(lake.version(Tables.DAILY_PRICE_BARS)).isEqualTo(version);
  }

  private static Dataset<Row> knownUpTo(String moment) {
    return TestRows.of(Tables.SALES_COVERAGE, "complete_to_at")
        .with("platform", "alias")
        .with("sku", "DD1391-100")
        .with("size_key", "13")
        .with("region_code", "US")
        .with("complete_from_at", "1970-01-01T00:00:00Z")
        .row(moment)
        .dataset();
  }

  private static TestRows quote() {
    return TestRows.of(Tables.MASTER_MARKET_DATA, "size_key", "lowest_ask")
        .with("platform", "alias")
        .with("sku", "DD1391-100")
        .with("region_code", "US")
        .with("currency_code", "USD")
        .with("programme", "standard")
        .with("ask_at_listing_cap", false)
        .with("slot_at", "2026-03-10T10:00:00Z")
        .with("ingested_at", "2026-03-10T10:00:00Z")
        .with("slot_date", "2026-03-10")
        .row("9", "100.00");
  }

  private static TestRows sales() {
    return TestRows.of(Tables.SALES, "price", "purchased_at")
        .with("platform", "alias")
        .with("sku", "DD1391-100")
        .with("size_key", "13")
        .with("region_code", "US")
        .with("currency_code", "USD")
        .with("is_consigned", false)
        .with("occurrence", 1)
        .with("first_slot_at", "2026-03-10T10:00:00Z")
        .with("purchased_year", 2026);
  }
}
