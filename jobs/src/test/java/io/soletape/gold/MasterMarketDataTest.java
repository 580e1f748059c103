package io.soletape.gold;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import io.soletape.testing.TestRows;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class MasterMarketDataTest {

  private static final String SLOT = "2026-03-01T10:00:00Z";
  private static final String SNAPSHOT = "2026-03-01T10:00:07Z";
  private static final String EARLIER = "2026-02-28T23:11:00Z";
  private static final Instant NOW = Instant.parse("2026-03-01T10:09:00Z");

  // What is filled once FX rates, sales and histograms are fetched.
  private static final List<String> OF_LATER_ISSUES =
      List.of(
          "base_currency_code",
          "fx_rate",
          "fx_as_of",
          "lowest_ask_base",
          "highest_bid_base",
          "last_sale_price_base",
          "sales_last_72h",
          "sales_last_7d",
          "sales_last_30d",
          "total_sales_volume",
          "sales_complete_since",
          "sales_are_complete",
          "average_sale_price_30d",
          "price_volatility_30d",
          "price_premium",
          "bid_count",
          "bid_depth");

  @Test
  void theSpreadIsAskLessBidAndPerCentOfTheAsk() {
    Dataset<Row> tape =
        tape(
            stockx("size_key", "lowest_ask", "highest_bid")
                .row("1", "200.00", "150.00")
                .row("2", "3.00", "1.00")
                .row("3", "100.00", "100.00")
                .row("4", "100.00", "120.00")
                .row("5", "100.00", null)
                .row("6", null, "100.00")
                .row("7", null, null));

    assertThat(
            told(
                tape,
                "size_key",
                "spread_absolute",
                "spread_percentage",
                "market_state",
                "is_crossed"))
        .containsExactlyInAnyOrder(
            "1 | 50.00 | 25.0000 | two_sided | false",
            "2 | 2.00 | 66.6667 | two_sided | false",
            "3 | 0.00 | 0.0000 | two_sided | true",
            "4 | -20.00 | -20.0000 | two_sided | true",
            "5 | null | null | ask_only | false",
            "6 | null | null | bid_only | false",
            "7 | null | null | empty | false");
  }

  @Test
  void aPercentageHalfWayIsRoundedToTheEvenDigit() {
    Dataset<Row> tape =
        tape(
            stockx("size_key", "lowest_ask", "highest_bid")
                .row("0.00005", "20000.00", "19999.99")
                .row("0.00015", "20000.00", "19999.97")
                .row("0.00025", "20000.00", "19999.95")
                .row("-0.00015", "20000.00", "20000.03"));

    assertThat(told(tape, "size_key", "spread_percentage"))
        .containsExactlyInAnyOrder(
            "0.00005 | 0.0000", "0.00015 | 0.0002", "0.00025 | 0.0002", "-0.00015 | -0.0002");
  }

  @Test
  void aSpreadTooWideForItsColumnIsNotToldAndDoesNotStopTheTape() {
    Dataset<Row> tape = tape(stockx("lowest_ask", "highest_bid").row("1.00", "2000.00"));

    assertThat(told(tape, "spread_absolute", "spread_percentage", "is_crossed"))
        .containsExactly("-1999.00 | null | true");
  }

  @Test
  void anAskAtTheListingCapIsAPlaceholder() {
    Dataset<Row> products =
        TestRows.of(Tables.PRODUCTS, "sku", "maximum_listing_price")
            .with("platform", "alias")
            .row("CAPPED-100", "2000.00")
            .row("FREE-100", null)
            .dataset();

    Dataset<Row> tape =
        MasterMarketData.of(
            alias("sku", "size_key", "lowest_ask")
                .row("CAPPED-100", "9", "2000.00")
                .row("CAPPED-100", "10", "1999.99")
                .row("CAPPED-100", "11", null)
                .row("FREE-100", "9", "2000.00")
                .dataset(),
            products,
            none(Tables.VARIANTS),
            none(Tables.MASTER_MARKET_DATA),
            NOW);

    assertThat(told(tape, "sku", "size_key", "ask_at_listing_cap"))
        .containsExactlyInAnyOrder(
            "CAPPED-100 | 9 | true",
            "CAPPED-100 | 10 | false",
            "CAPPED-100 | 11 | false",
            "FREE-100 | 9 | false");
  }

  @Test
  void aRowIsDescribedByItsOwnPlatformAlone() {
    Dataset<Row> products =
        TestRows.of(
                Tables.PRODUCTS,
                "platform",
                "brand",
                "model_name",
                "colorway",
                "gender",
                "release_date",
                "retail_price")
            .with("sku", "DD1391-100")
            .row("stockx", "Nike", "Dunk Low", "White", "men", "2024-03-10", "115.00")
            .row("alias", null, "Dunk", null, null, null, null)
            .dataset();
    Dataset<Row> quotes =
        stockx("size_key").row("9").dataset().unionByName(alias("size_key").row("9").dataset());

    Dataset<Row> tape =
        MasterMarketData.of(
            quotes, products, none(Tables.VARIANTS), none(Tables.MASTER_MARKET_DATA), NOW);

    assertThat(
            told(
                tape,
                "platform",
                "platform_variant_id",
                "brand",
                "model_name",
                "colorway",
                "gender",
                "release_date",
                "retail_price"))
        .containsExactlyInAnyOrder(
            "stockx | v1 | Nike | Dunk Low | White | men | 2024-03-10 | 115.00",
            "alias | null | null | Dunk | null | null | null | null");
  }

  @Test
  void aSizeIsDescribedByTheChartOfItsPlatform() {
    Dataset<Row> variants =
        TestRows.of(
                Tables.VARIANTS,
                "size_key",
                "size_class",
                "size_us",
                "size_uk",
                "size_eu",
                "flex_eligible")
            .with("platform", "stockx")
            .with("sku", "DD1391-100")
            .with("direct_eligible", false)
            .row("9.5", "men", "9.5", "8.5", "43", true)
            .row("10W", "women", "10", null, null, false)
            .dataset();

    Dataset<Row> tape =
        MasterMarketData.of(
            stockx("size_key").row("9.5").row("10W").dataset(),
            none(Tables.PRODUCTS),
            variants,
            none(Tables.MASTER_MARKET_DATA),
            NOW);

    assertThat(
            told(
                tape,
                "size_key",
                "size_numeric",
                "size_system",
                "size_class",
                "size_uk",
                "size_eu",
                "flex_eligible",
                "direct_eligible"))
        .containsExactlyInAnyOrder(
            "9.5 | 9.50 | US | men | 8.5 | 43 | true | false",
            "10W | 10.00 | US | women | null | null | false | false");
  }

  @Test
  void theProgrammeIsAlsoToldAsFlags() {
    Dataset<Row> tape =
        tape(stockx("programme").row("standard").row("flex").row("direct").row("consigned"));

    assertThat(told(tape, "programme", "is_flex", "is_direct", "is_consigned"))
        .containsExactlyInAnyOrder(
            "standard | false | false | false",
            "flex | true | false | false",
            "direct | false | true | false",
            "consigned | false | false | true");
  }

  @Test
  void aQuoteHasChangedWhenAskOrBidDiffersFromTheNewestBefore() {
    TestRows before =
        TestRows.of(
                Tables.MASTER_MARKET_DATA,
                "size_key",
                "slot_at",
                "lowest_ask",
                "highest_bid",
                "changed_at")
            .with("platform", "stockx")
            .with("sku", "DD1391-100")
            .with("region_code", "US")
            .with("currency_code", "USD")
            .with("programme", "standard")
            .row("same", "2026-03-01T09:00:00Z", "120.00", "80.00", EARLIER)
            .row("ask moved", "2026-03-01T09:00:00Z", "119.00", "80.00", EARLIER)
            .row("bid moved", "2026-03-01T09:00:00Z", "120.00", "81.00", EARLIER)
            .row("no ask still", "2026-03-01T09:00:00Z", null, "80.00", EARLIER)
            .row("ask gone", "2026-03-01T09:00:00Z", "120.00", "80.00", EARLIER)
            .row("ask come", "2026-03-01T09:00:00Z", null, "80.00", EARLIER)
            .row("empty still", "2026-03-01T09:00:00Z", null, null, EARLIER)
            .row("moved and back", "2026-03-01T08:00:00Z", "120.00", "80.00", EARLIER)
            .row("moved and back", "2026-03-01T09:00:00Z", "125.00", "80.00", EARLIER)
            .row("missed a slot", "2026-03-01T07:00:00Z", "120.00", "80.00", EARLIER);

    Dataset<Row> tape =
        MasterMarketData.of(
            stockx("size_key", "lowest_ask", "highest_bid")
                .row("same", "120.00", "80.00")
                .row("ask moved", "120.00", "80.00")
                .row("bid moved", "120.00", "80.00")
                .row("no ask still", null, "80.00")
                .row("ask gone", null, "80.00")
                .row("ask come", "120.00", "80.00")
                .row("empty still", null, null)
                .row("moved and back", "120.00", "80.00")
                .row("missed a slot", "120.00", "80.00")
                .row("first sight", "120.00", "80.00")
                .dataset(),
            none(Tables.PRODUCTS),
            none(Tables.VARIANTS),
            before.dataset(),
            NOW);

    assertThat(told(tape, "size_key", "changed_at"))
        .containsExactlyInAnyOrder(
            "same | " + EARLIER,
            "ask moved | " + SNAPSHOT,
            "bid moved | " + SNAPSHOT,
            "no ask still | " + EARLIER,
            "ask gone | " + SNAPSHOT,
            "ask come | " + SNAPSHOT,
            "empty still | " + EARLIER,
            "moved and back | " + SNAPSHOT,
            "missed a slot | " + EARLIER,
            "first sight | " + SNAPSHOT);
  }

  @Test
  void aQuoteOfAnotherMarketBeforeSaysNothing() {
    TestRows before =
        TestRows.of(Tables.MASTER_MARKET_DATA, "region_code", "currency_code", "programme")
            .with("platform", "stockx")
            .with("sku", "DD1391-100")
            .with("size_key", "9")
            .with("lowest_ask", "120.00")
            .with("slot_at", "2026-03-01T09:00:00Z")
            .with("changed_at", EARLIER)
            .row("EU", "USD", "standard")
            .row("US", "GBP", "standard")
            .row("US", "USD", "flex");

    Dataset<Row> tape =
        MasterMarketData.of(
            stockx("lowest_ask").row("120.00").dataset(),
            none(Tables.PRODUCTS),
            none(Tables.VARIANTS),
            before.dataset(),
            NOW);

    assertThat(told(tape, "changed_at")).containsExactly(SNAPSHOT);
  }

  @Test
  void theNewestOfTwoAnswersForACellIsTaken() {
    Dataset<Row> tape =
        tape(
            stockx("request_id", "snapshot_at", "lowest_ask")
                .row("old id", "2026-03-01T10:00:01Z", "100.00")
                .row("new id", "2026-03-01T10:00:02Z", "120.00")
                .row("older id", "2026-03-01T10:00:00Z", "90.00"));

    assertThat(told(tape, "request_id", "lowest_ask")).containsExactly("new id | 120.00");
  }

  @Test
  void onlyNewShoesInGoodBoxesAreOnTheTape() {
    Dataset<Row> tape =
        tape(
            alias("size_key", "product_condition", "packaging_condition", "is_new_in_good_box")
                .row("9", "new", "good", true)
                .row("9", "used", "good", false)
                .row("10", "new", "damaged", false));

    assertThat(told(tape, "size_key")).containsExactly("9");
  }

  @Test
  void everyColumnIsThereAndThoseOfLaterIssuesAreNull() {
    Dataset<Row> tape = tape(stockx("lowest_ask").row("120.00"));

    assertThat(tape.columns()).containsExactlyElementsOf(Tables.MASTER_MARKET_DATA.columnNames());
    assertThat(tape.schema().asNullable())
        .isEqualTo(Tables.MASTER_MARKET_DATA.schema().asNullable());
    assertThat(told(tape, OF_LATER_ISSUES.toArray(String[]::new)))
        .containsExactly(String.join(" | ", Collections.nCopies(OF_LATER_ISSUES.size(), "null")));
    assertThat(told(tape, "slot_at", "snapshot_at", "ingested_at", "run_id", "slot_date"))
        .containsExactly(SLOT + " | " + SNAPSHOT + " | " + NOW + " | hot-1 | 2026-03-01");
  }

  private static Dataset<Row> tape(TestRows quotes) {
    return MasterMarketData.of(
        quotes.dataset(),
        none(Tables.PRODUCTS),
        none(Tables.VARIANTS),
        none(Tables.MASTER_MARKET_DATA),
        NOW);
  }

  private static Dataset<Row> none(Table table) {
    return TestRows.of(table).dataset();
  }

  private static TestRows stockx(String... names) {
    return quotes("stockx", names).with("platform_variant_id", "v1");
  }

  private static TestRows alias(String... names) {
    return quotes("alias", names);
  }

  private static TestRows quotes(String platform, String... names) {
    return TestRows.of(Tables.QUOTES, names)
        .with("platform", platform)
        .with("sku", "DD1391-100")
        .with("size_key", "9")
        .with("region_code", "US")
        .with("currency_code", "USD")
        .with("programme", "standard")
        .with("is_new_in_good_box", true)
        .with("snapshot_at", SNAPSHOT)
        .with("slot_at", SLOT)
        .with("slot_date", "2026-03-01")
        .with("run_id", "hot-1");
  }
}
