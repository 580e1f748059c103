package io.soletape.gold;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.testing.TestRows;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** What a row of the tape says of sales, and how far it may be believed. */
class KnownSalesTest {

  private static final String SLOT = "2026-03-01T10:00:00Z";
  private static final String[] COUNTS = {
    "programme", "sales_last_72h", "sales_last_7d", "sales_last_30d", "total_sales_volume"
  };

  @Test
  void salesAreCountedByKindUpToTheSlot() {
    TestRows sales =
        sales()
            .row(false, "100.00", "2026-03-01T10:00:00Z", 1)
            .row(false, "100.00", "2026-03-01T10:00:00Z", 2)
            .row(false, "100.00", "2026-02-26T10:00:00.001Z", 1)
            .row(false, "100.00", "2026-02-26T10:00:00Z", 1)
            .row(false, "100.00", "2026-02-22T10:00:00Z", 1)
            .row(false, "100.00", "2026-01-30T10:00:00.001Z", 1)
            .row(true, "100.00", "2026-02-28T10:00:00Z", 1)
            .row(false, "100.00", "2026-03-01T10:00:00.001Z", 1);
    TestRows later = sales().row(false, "100.00", "2026-02-28T11:00:00Z", 1);

    Dataset<Row> tape = tape(whole(SLOT), sales, later, coverage(20, 1));

    assertThat(told(tape, COUNTS))
        .containsExactlyInAnyOrder("standard | 3 | 4 | 6 | 18", "consigned | 1 | 1 | 1 | 1");
  }

  @Test
  void whereNothingIsSoldAndAllIsKnownTheCountIsZero() {
    Dataset<Row> tape = tape(whole(SLOT), sales(), sales(), coverage(0, 0));

    assertThat(told(tape, COUNTS))
        .containsExactlyInAnyOrder("standard | 0 | 0 | 0 | 0", "consigned | 0 | 0 | 0 | 0");
    assertThat(told(tape, "sales_are_complete", "sales_complete_since", "average_sale_price_30d"))
        .containsOnly("true | 1970-01-01T00:00:00Z | null");
  }

  @Test
  void whereSalesWereNeverAskedNothingIsSaid() {
    Dataset<Row> tape = tape(answers(), sales(), sales(), TestRows.of(Tables.SALES_COVERAGE));

    assertThat(
            told(
                tape,
                "sales_last_72h",
                "total_sales_volume",
                "sales_complete_since",
                "sales_are_complete",
                "average_sale_price_30d",
                "price_premium"))
        .containsOnly("null | null | null | false | null | null");
  }

  @Test
  void countsAreCompleteOnlyWithinTheKnownInterval() {
    TestRows cut =
        answers().row("r1", SLOT, false, "2026-02-25T00:00:00Z", "2026-03-01T09:00:00Z", newest());
    TestRows sales = sales().row(true, "100.00", "2026-02-25T12:00:00Z", 1);

    Dataset<Row> tape = tape(cut, sales, sales(), coverage(0, 1));

    assertThat(told(tape, COUNTS))
        .as("known since 25 February: 72 h are complete, 7 and 30 days are not")
        .containsExactlyInAnyOrder("standard | 0 | null | null | 0", "consigned | 0 | 1 | 1 | 1");
    assertThat(told(tape, "sales_are_complete")).containsOnly("false");
  }

  @Test
  void whatWasAskedInAnEarlierSlotMayLackTheSalesSince() {
    TestRows sales = sales().row(false, "100.00", "2026-02-28T10:00:00Z", 1);

    Dataset<Row> tape = tape(whole("2026-03-01T09:00:00Z"), sales, sales(), coverage(1, 0));

    assertThat(told(tape, "programme", "sales_last_72h", "sales_are_complete"))
        .containsExactlyInAnyOrder("standard | 1 | false", "consigned | null | false");
  }

  @Test
  void averageAndVolatilityAreOfTheMonthsSales() {
    TestRows sales =
        sales()
            .row(false, "100.00", "2026-02-20T10:00:00Z", 1)
            .row(false, "110.00", "2026-02-21T10:00:00Z", 1)
            .row(false, "99.01", "2026-02-22T10:00:00Z", 1)
            .row(true, "100.00", "2026-02-22T10:00:00Z", 1)
            .row(true, "100.01", "2026-02-23T10:00:00Z", 1);

    Dataset<Row> tape = tape(whole(SLOT), sales, sales(), coverage(3, 2));

    // ln(1.1) = 0.095310, ln(0.900091) = -0.105259: sample deviation 0.141823
    assertThat(told(tape, "programme", "average_sale_price_30d", "price_volatility_30d"))
        .containsExactlyInAnyOrder("standard | 103.00 | 0.1418", "consigned | 100.00 | null");
  }

  @Test
  void thePremiumIsOfTheNewestSaleHoweverOld() {
    TestRows answers =
        answers()
            .row(
                "r1",
                SLOT,
                true,
                "2025-06-01T00:00:00Z",
                "2026-03-01T10:00:05Z",
                List.of(
                    RowFactory.create(false, instant("2026-03-01T10:00:05Z"), money("500.00")),
                    RowFactory.create(true, instant("2025-06-01T00:00:00Z"), money("92.00"))));
    TestRows sales =
        sales()
            .row(false, "138.00", "2026-02-22T10:00:00Z", 1)
            .row(false, "130.00", "2026-02-21T10:00:00Z", 1);

    Dataset<Row> tape = tape(answers, sales, sales(), coverage(3, 1));

    assertThat(told(tape, "programme", "price_premium"))
        .containsExactlyInAnyOrder("standard | 0.2000", "consigned | -0.2000");
  }

  @Test
  void rowsOfOtherMarketsAreLeftAlone() {
    TestRows quotes =
        TestRows.of(Tables.MASTER_MARKET_DATA, "platform", "region_code", "size_key")
            .with("sku", "DD1391-100")
            .with("programme", "standard")
            .with("is_consigned", false)
            .with("slot_at", SLOT)
            .row("stockx", "US", "9")
            .row("alias", "global", "9")
            .row("alias", "US", "9.5");
    KnownSales known =
        new KnownSales(
            Instant.parse(SLOT),
            whole(SLOT).dataset(),
            sold(sales().row(false, "138.00", "2026-02-22T10:00:00Z", 1)),
            sales().dataset(),
            coverage(1, 0).dataset());

    assertThat(told(known.addedTo(quotes.dataset()), "sales_last_30d", "sales_are_complete"))
        .containsExactly("null | false", "null | false", "null | false");
  }

  private static Dataset<Row> tape(
      TestRows answers, TestRows sales, TestRows later, TestRows coverage) {
    Dataset<Row> quotes =
        TestRows.of(Tables.MASTER_MARKET_DATA, "programme", "is_consigned")
            .with("platform", "alias")
            .with("sku", "DD1391-100")
            .with("size_key", "9")
            .with("region_code", "US")
            .with("retail_price", "115.00")
            .with("slot_at", SLOT)
            .row("standard", false)
            .row("consigned", true)
            .dataset();
    return new KnownSales(
            Instant.parse(SLOT),
            answers.dataset(),
            sold(sales),
            later.dataset(),
            coverage.dataset())
        .addedTo(quotes);
  }

  private static Dataset<Row> sold(TestRows sales) {
    return KnownSales.soldRecently(sales.dataset(), Instant.parse(SLOT));
  }

  private static TestRows whole(String slot) {
    return answers().row("r1", slot, true, null, null, newest());
  }

  private static List<Row> newest() {
    return List.of();
  }

  private static TestRows answers() {
    return key(TestRows.of(
            Tables.DEPTH_ANSWERS,
            "request_id",
            "slot_at",
            "is_whole",
            "oldest_sale_at",
            "newest_sale_at",
            "newest_sales"))
        .with("endpoint", "recent_sales")
        .with("rows_told", 1)
        .with("rows_refused", 0)
        .with("requested_at", "2026-03-01T10:00:09Z");
  }

  private static TestRows sales() {
    return key(TestRows.of(Tables.SALES, "is_consigned", "price", "purchased_at", "occurrence"));
  }

  private static TestRows coverage(long standard, long consigned) {
    return key(TestRows.of(Tables.SALES_COVERAGE, "standard_sales", "consigned_sales"))
        .row(standard, consigned);
  }

  private static TestRows key(TestRows rows) {
    return rows.with("platform", "alias")
        .with("sku", "DD1391-100")
        .with("size_key", "9")
        .with("region_code", "US");
  }

  private static Instant instant(String text) {
    return Instant.parse(text);
  }

  private static BigDecimal money(String text) {
    return new BigDecimal(text);
  }
}
