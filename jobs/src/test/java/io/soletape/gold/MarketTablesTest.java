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
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables beside the tape, over slots. */
class MarketTablesTest {

  private static final Object[] SKUS = {"DD1391-100", "FV5029-010"};

  @TempDir private static Path directory;

  private static Lake lake;
  private static List<String> inPart;

  // Each story has a size of its own: a slot takes seconds, however little it holds.
  @BeforeAll
  static void writeSlots() {
    lake = new Lake(LocalSpark.session(), directory.toString());
    write(
        9,
        quotes(9).row("9", "100.00", "90.00").row("10", "200.00", null).row("13", "99.00", null));
    lake.append(
        Tables.SALES,
        sales("2026-03-10T10:00:00Z")
            .row("120.00", "2026-03-10T08:00:00Z")
            .row("110.00", "2026-03-10T07:00:00Z")
            .row("130.00", "2026-03-10T09:30:00Z")
            .row("90.00", "2026-03-08T23:59:59Z")
            .row("70.00", "2026-01-08T00:00:00Z")
            .dataset());
    lake.append(Tables.SALES_COVERAGE, known("2026-03-08T12:00:00Z", at(10)));
    write(10, slotOfTen());
    lake.append(
        Tables.SALES, sales("2026-03-10T11:00:00Z").row("80.00", "2026-03-08T10:00:00Z").dataset());
    write(11, slotOfEleven().row("11", "1.00", null));
    // What the slot told of size 11 was an error.
    write(11, slotOfEleven());
    inPart = told(bars("size_key = '13'"), "bar_date", "sales_are_complete");
    // An answer without news, by which more of the history is known.
    lake.append(Tables.DEPTH_ANSWERS, answer(12));
    lake.replace(Tables.SALES_COVERAGE, known("1970-01-01T00:00:00Z", at(12)), "true");
    write(
        12,
        quotes(12)
            .row("9", null, "85.00")
            .with("ask_at_listing_cap", true)
            .row("12", "2000.00", "70.00"));
  }

  private static TestRows slotOfTen() {
    return quotes(10).row("9", "120.00", null).row("11", "80.00", null).row("13", "99.00", null);
  }

  private static TestRows slotOfEleven() {
    return quotes(11).row("9", "110.00", "95.00").row("13", "99.00", null);
  }

  @Test
  void theNewestRowOfEachKeyIsTheLatestHoweverOld() {
    assertThat(latest("size_key IN ('9', '10')"))
        .containsExactlyInAnyOrder(
            "9 | null | 2026-03-10T12:00:00Z", "10 | 200.00 | 2026-03-10T09:00:00Z");
  }

  @Test
  void theLatestOfASlotThatTakesARowBackIsTheOneBefore() {
    assertThat(latest("size_key = '11'")).containsExactly("11 | 80.00 | 2026-03-10T10:00:00Z");
  }

  @Test
  void aRepeatedSlotMakesNoVersion() {
    long latest = lake.version(Tables.LATEST_MARKET_DATA);
    long bars = lake.version(Tables.DAILY_PRICE_BARS);

    write(10, slotOfTen());

    assertThat(lake.version(Tables.LATEST_MARKET_DATA)).isEqualTo(latest);
    assertThat(lake.version(Tables.DAILY_PRICE_BARS)).isEqualTo(bars);
  }

  @Test
  void aBarOpensHighsLowsAndClosesInTheOrderOfSlots() {
    assertThat(
            told(
                bars("size_key = '9'"),
                "bar_date",
                "quote_count",
                "ask_open",
                "ask_high",
                "ask_low",
                "ask_close",
                "ask_count"))
        .containsExactly("2026-03-10 | 4 | 100.00 | 120.00 | 100.00 | 110.00 | 3");
    assertThat(
            told(
                bars("size_key = '9'"),
                "bid_open",
                "bid_high",
                "bid_low",
                "bid_close",
                "bid_count",
                "sale_count"))
        .containsExactly("90.00 | 95.00 | 85.00 | 85.00 | 3 | 0");
  }

  @Test
  void anAskAtTheListingCapIsNoPrice() {
    assertThat(told(bars("size_key = '12'"), "ask_count", "ask_high", "bid_high"))
        .containsExactly("0 | null | 70.00");
  }

  @Test
  void salesAreInTheBarOfTheDayTheyWereMadeWheneverTheyAreTold() {
    assertThat(
            told(
                bars("size_key = '13'"),
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
  void aDayComesToBeCompleteWhenTheKnownIntervalGrowsAroundIt() {
    assertThat(inPart).containsExactlyInAnyOrder("2026-03-10 | false", "2026-03-08 | false");
    assertThat(told(bars("size_key = '13'"), "bar_date", "sales_are_complete"))
        .containsExactlyInAnyOrder("2026-03-10 | false", "2026-03-08 | true");
    assertThat(told(bars("size_key = '9'"), "sales_are_complete")).containsExactly("false");
  }

  private static List<String> latest(String condition) {
    return told(
        lake.read(Tables.LATEST_MARKET_DATA).where(condition), "size_key", "lowest_ask", "slot_at");
  }

  private static Dataset<Row> bars(String condition) {
    return lake.read(Tables.DAILY_PRICE_BARS).where(condition);
  }

  private static void write(int hour, TestRows quotes) {
    Slot slot = new Slot(Tier.HOT, Instant.parse(at(hour)));
    SlotWriter writer = new SlotWriter(lake, slot.at(), SKUS);
    writer.write(Tables.MASTER_MARKET_DATA, quotes.dataset());
    Dataset<Row> before =
        lake.read(Tables.MASTER_MARKET_DATA).where("slot_at < TIMESTAMP '" + slot.at() + "'");
    MarketTables tables = new MarketTables(lake, slot, SKUS);
    tables.writeLatest(writer.present(Tables.MASTER_MARKET_DATA), before);
    tables.writeBarsOfTheDay();
    tables.writeBarsOfOtherDays();
  }

  private static Dataset<Row> known(String from, String to) {
    return TestRows.of(Tables.SALES_COVERAGE, "complete_from_at", "complete_to_at")
        .with("platform", "alias")
        .with("sku", "DD1391-100")
        .with("size_key", "13")
        .with("region_code", "US")
        .row(from, to)
        .dataset();
  }

  private static Dataset<Row> answer(int hour) {
    return TestRows.of(Tables.DEPTH_ANSWERS, "request_id")
        .with("platform", "alias")
        .with("sku", "DD1391-100")
        .with("size_key", "13")
        .with("region_code", "US")
        .with("endpoint", "recent_sales")
        .with("slot_at", at(hour))
        .with("slot_date", "2026-03-10")
        .row("r" + hour)
        .dataset();
  }

  private static TestRows quotes(int hour) {
    return TestRows.of(Tables.MASTER_MARKET_DATA, "size_key", "lowest_ask", "highest_bid")
        .with("platform", "alias")
        .with("sku", "DD1391-100")
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
        .with("size_key", "13")
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
