package io.soletape.gold;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Lake;
import io.soletape.lake.SlotWriter;
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

/** The tables beside the tape, over slots. */
class MarketTablesTest {

  private static final Object[] SKUS = {"DD1391-100", "FV5029-010"};

  @TempDir Path directory;

  private Lake lake;

  @BeforeEach
  void makeALake() {
    lake = new Lake(LocalSpark.session(), directory.toString());
  }

  @Test
  void theNewestRowOfEachKeyIsTheLatestHoweverOld() {
    write(9, quote(9, "size_key", "lowest_ask").row("9", "100.00").row("10", "200.00"));
    write(10, quote(10, "size_key", "lowest_ask").row("9", "101.00"));

    assertThat(told(lake.read(Tables.LATEST_MARKET_DATA), "size_key", "lowest_ask", "slot_at"))
        .containsExactlyInAnyOrder(
            "9 | 101.00 | 2026-03-10T10:00:00Z", "10 | 200.00 | 2026-03-10T09:00:00Z");
  }

  @Test
  void theLatestOfASlotThatTakesARowBackIsTheOneBefore() {
    write(9, quote(9, "lowest_ask").row("100.00"));
    write(10, quote(10, "lowest_ask").row("1.00"));
    write(10, quote(10, "lowest_ask"));

    assertThat(told(lake.read(Tables.LATEST_MARKET_DATA), "lowest_ask", "slot_at"))
        .containsExactly("100.00 | 2026-03-10T09:00:00Z");
  }

  @Test
  void aRepeatedSlotMakesNoVersion() {
    write(9, quote(9, "lowest_ask").row("100.00"));
    write(10, quote(10, "lowest_ask").row("101.00"));
    long latest = lake.version(Tables.LATEST_MARKET_DATA);
    long bars = lake.version(Tables.DAILY_PRICE_BARS);

    write(10, quote(10, "lowest_ask").row("101.00"));

    assertThat(lake.version(Tables.LATEST_MARKET_DATA)).isEqualTo(latest);
    assertThat(lake.version(Tables.DAILY_PRICE_BARS)).isEqualTo(bars);
  }

  @Test
  void aBarOpensHighsLowsAndClosesInTheOrderOfSlots() {
    write(9, bar(9).row("100.00", "90.00", false));
    write(10, bar(10).row("2000.00", "95.00", true));
    write(11, bar(11).row("120.00", null, false));
    write(12, bar(12).row("110.00", "85.00", false));
    write(13, bar(13).row(null, null, false));

    assertThat(
            told(
                lake.read(Tables.DAILY_PRICE_BARS),
                "bar_date",
                "quote_count",
                "ask_open",
                "ask_high",
                "ask_low",
                "ask_close",
                "ask_count"))
        .containsExactly("2026-03-10 | 5 | 100.00 | 120.00 | 100.00 | 110.00 | 3");
    assertThat(
            told(
                lake.read(Tables.DAILY_PRICE_BARS),
                "bid_open",
                "bid_high",
                "bid_low",
                "bid_close",
                "bid_count",
                "sale_count"))
        .containsExactly("90.00 | 95.00 | 85.00 | 85.00 | 3 | 0");
  }

  @Test
  void salesAreInTheBarOfTheDayTheyWereMadeWheneverTheyAreTold() {
    write(9, quote(9, "lowest_ask").with("platform", "alias").row("100.00"));
    lake.append(
        Tables.SALES,
        sales("2026-03-10T10:00:00Z")
            .row("120.00", "2026-03-10T08:00:00Z")
            .row("110.00", "2026-03-10T07:00:00Z")
            .row("130.00", "2026-03-10T09:30:00Z")
            .row("90.00", "2026-03-08T23:59:59Z")
            .row("70.00", "2026-01-08T00:00:00Z")
            .dataset());
    write(10, quote(10, "lowest_ask").with("platform", "alias").row("100.00"));
    lake.append(
        Tables.SALES, sales("2026-03-10T11:00:00Z").row("80.00", "2026-03-08T10:00:00Z").dataset());
    write(11, quote(11, "lowest_ask").with("platform", "alias").row("100.00"));

    assertThat(
            told(
                lake.read(Tables.DAILY_PRICE_BARS),
                "bar_date",
                "quote_count",
                "sale_open",
                "sale_high",
                "sale_low",
                "sale_close",
                "sale_count"))
        .containsExactlyInAnyOrder(
            "2026-03-10 | 3 | 110.00 | 130.00 | 110.00 | 130.00 | 3",
            "2026-03-08 | 0 | 80.00 | 90.00 | 80.00 | 90.00 | 2");
  }

  @Test
  void barsForgetSalesThatWereTakenBack() {
    lake.append(
        Tables.SALES,
        sales("2026-03-10T10:00:00Z")
            .row("120.00", "2026-03-08T08:00:00Z")
            .row("110.00", "2026-03-08T09:00:00Z")
            .row("130.00", "2026-03-09T09:30:00Z")
            .row("140.00", "2026-03-07T09:30:00Z")
            .dataset());
    write(10, quote(10, "lowest_ask").with("platform", "alias").row("100.00"));
    lake.replace(
        Tables.SALES,
        sales("2026-03-10T10:00:00Z")
            .row("110.00", "2026-03-08T09:00:00Z")
            .row("140.00", "2026-03-07T09:30:00Z")
            .dataset(),
        "true");
    Slot slot = new Slot(Tier.HOT, Instant.parse(at(10)));

    new MarketTables(lake, slot, SKUS).mendBars(slot.date());

    assertThat(
            told(
                lake.read(Tables.DAILY_PRICE_BARS),
                "bar_date",
                "quote_count",
                "sale_open",
                "sale_count"))
        .containsExactlyInAnyOrder(
            "2026-03-10 | 1 | null | 0",
            "2026-03-08 | 0 | 110.00 | 1",
            "2026-03-07 | 0 | 140.00 | 1");

    long version = lake.version(Tables.DAILY_PRICE_BARS);
    new MarketTables(lake, slot, SKUS).mendBars(slot.date());

    assertThat(lake.version(Tables.DAILY_PRICE_BARS)).isEqualTo(version);
  }

  private void write(int hour, TestRows quotes) {
    Slot slot = new Slot(Tier.HOT, Instant.parse(at(hour)));
    SlotWriter writer = new SlotWriter(lake, slot.at(), SKUS);
    writer.write(Tables.MASTER_MARKET_DATA, quotes.dataset());
    Dataset<Row> before =
        lake.read(Tables.MASTER_MARKET_DATA).where("slot_at < TIMESTAMP '" + slot.at() + "'");
    MarketTables tables = new MarketTables(lake, slot, SKUS);
    tables.writeLatest(writer.present(Tables.MASTER_MARKET_DATA), before);
    tables.writeBars();
  }

  private static TestRows bar(int hour) {
    return quote(hour, "lowest_ask", "highest_bid", "ask_at_listing_cap");
  }

  private static TestRows quote(int hour, String... names) {
    return TestRows.of(Tables.MASTER_MARKET_DATA, names)
        .with("platform", "stockx")
        .with("sku", "DD1391-100")
        .with("size_key", "9")
        .with("region_code", "US")
        .with("currency_code", "USD")
        .with("programme", "standard")
        .with("ask_at_listing_cap", false)
        .with("slot_at", at(hour))
        .with("ingested_at", at(hour))
        .with("slot_date", "2026-03-10");
  }

  private static TestRows sales(String firstSlotAt) {
    return TestRows.of(Tables.SALES, "price", "purchased_at")
        .with("platform", "alias")
        .with("sku", "DD1391-100")
        .with("size_key", "9")
        .with("region_code", "US")
        .with("currency_code", "USD")
        .with("is_consigned", false)
        .with("occurrence", 1)
        .with("first_slot_at", firstSlotAt)
        .with("purchased_year", 2026);
  }

  private static String at(int hour) {
    return "2026-03-10T%02d:00:00Z".formatted(hour);
  }
}
