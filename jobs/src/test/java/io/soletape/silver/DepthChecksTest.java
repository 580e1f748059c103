package io.soletape.silver;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.testing.TestRows;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Answers of sales and offers held against the quotes of their size and region. */
class DepthChecksTest {

  private static final int SIZES = 12;

  // A case has a size of its own: a plan takes longer than its rows.
  private int cases;
  private final TestRows answers =
      TestRows.of(Tables.PLATFORM_RESPONSES, "request_id", "body")
          .with("platform", "alias")
          .with("sku", "DD1391-100")
          .with("outcome", "ok")
          .with("requested_at", "2026-03-01T10:00:05Z")
          .with("fetched_at", "2026-03-01T10:00:07Z")
          .with("slot_at", "2026-03-01T10:00:00Z")
          .with("slot_date", "2026-03-01");
  private final TestRows quotes = quotes();
  private final TestRows before = quotes();

  @Test
  void salesAreSuspectWhereTheNewestAndTheMiddleOneAreFarFromTheLastSale() {
    sales("usual", 10_900, 10_700, 9_900);
    sales("cents for dollars", 1_090_000, 1_070_000, 990_000);
    sales("dollars for cents", 109, 107, 99);
    sales("one sold by mistake", 400, 10_700, 9_900);
    sales("a history of cheap years", 10_900, 500, 500);
    sales("dear years", 200_000, 240_000, 10_700);
    sales("one sale in cents", 1_090_000);
    sales("the newest of two in cents", 1_300_000, 10_700);
    sales("the older of two in cents", 10_900, 700_000);
    sales("one of two sold by mistake", 10_900, 400);
    sales("none");
    for (int size = 1; size <= cases; size++) {
      quotes.with("size_key", String.valueOf(size)).row("121", "84", "109");
    }

    assertThat(suspects())
        .containsExactlyInAnyOrder(
            "cents for dollars",
            "dollars for cents",
            "one sale in cents",
            "the newest of two in cents",
            "the older of two in cents");
  }

  @Test
  void offersAreSuspectWhereTheHighestIsAHundredBidsOrFarAboveAskAndSale() {
    quoted("usual", "121", "84", "109").offers(8_400);
    quoted("cents for dollars", "121", "84", "109").offers(840_000);
    quoted("dollars for cents", "121", "84", "109").offers(84);
    quoted("beside a lone ask", "1999", "84", null).offers(840_000);
    quoted("without a bid", "121", null, "109").offers(990_000);
    quoted("the first that is serious", "2000", "25", "1500").offers(150_000);
    quoted("low since the best has gone", "2000", "1500", "1400").offers(6_000);
    quoted("only bids are known", null, "25", null).offers(150_000);

    assertThat(suspects())
        .containsExactlyInAnyOrder(
            "cents for dollars", "dollars for cents", "beside a lone ask", "without a bid");
  }

  @Test
  void quotesBeforeAreHeldAgainstTooButNotThoseOfOtherMarkets() {
    sales("known before", 1_090_000);
    before.with("size_key", "1").row("121", "84", "109");
    sales("never quoted", 1_090_000);
    sales("quoted in another region", 1_090_000);
    quotes.with("size_key", "3").with("region_code", "EU").row("121", "84", "109");
    sales("quoted as used", 1_090_000);
    quotes
        .with("size_key", "4")
        .with("region_code", "US")
        .with("is_new_in_good_box", false)
        .row("121", "84", "109");

    assertThat(suspects()).containsExactly("known before");
  }

  @Test
  void noOfferIsSuspectOnlyWhereTheSlotsOwnQuoteTellsABid() {
    quoted("bid", "121", "84", null).offers();
    quoted("no bid", "121", null, "109").offers();
    before.with("size_key", "2").row("121", "84", "109");

    assertThat(suspects()).containsExactly("bid");
  }

  @Test
  void noSaleIsSuspectOnlyWhereSalesWereToldBefore() {
    sales("forgotten");
    sales("never sold");
    quoted("offers", null, null, null).offers();
    Dataset<Row> sold =
        TestRows.of(Tables.SALES, "size_key")
            .with("platform", "alias")
            .with("sku", "DD1391-100")
            .with("region_code", "US")
            .row("1")
            .row("1")
            .row("3")
            .dataset();

    assertThat(
            told(
                DepthChecks.forgotten(DepthChecks.withoutSales(sized()), sold),
                "request_id",
                "reason",
                "detail"))
        .containsExactly("forgotten | answer_emptied | no sale where 2 were told before");
  }

  @Test
  void aSuspiciousAnswerTellsNothingButWhy() {
    sales("sales", 1_090_000);
    quotes.with("size_key", "1").row("121", "84", "109");
    quoted("offers", "121", "84", "109").offers(84);
    Dataset<Row> read = ReadDepth.of(answers.dataset());
    Dataset<Row> believed = DepthChecks.believed(read, suspicions());

    assertThat(DepthRows.answers(believed, variants()).isEmpty()).isTrue();
    assertThat(DepthRows.sales(believed, variants()).isEmpty()).isTrue();
    assertThat(DepthRows.bins(believed, variants()).isEmpty()).isTrue();
    assertThat(told(DepthRows.quarantine(believed, variants()), "request_id", "size_key", "reason"))
        .containsExactlyInAnyOrder("sales | 1 | unit_suspect", "offers | 2 | unit_suspect");
  }

  private List<String> suspects() {
    return told(suspicions(), "request_id");
  }

  private Dataset<Row> suspicions() {
    return DepthChecks.suspicions(sized(), quotes.dataset(), before.dataset());
  }

  private Dataset<Row> sized() {
    return DepthRows.sized(ReadDepth.of(answers.dataset()), variants());
  }

  private static Dataset<Row> variants() {
    TestRows variants =
        TestRows.of(Tables.VARIANTS, "size_us", "size_key")
            .with("platform", "alias")
            .with("sku", "DD1391-100")
            .with("is_carried", true);
    IntStream.rangeClosed(1, SIZES)
        .mapToObj(String::valueOf)
        .forEach(size -> variants.row(size, size));
    return variants.dataset();
  }

  private static TestRows quotes() {
    return TestRows.of(Tables.QUOTES, "lowest_ask", "highest_bid", "last_sale_price")
        .with("platform", "alias")
        .with("sku", "DD1391-100")
        .with("region_code", "US")
        .with("is_new_in_good_box", true);
  }

  // The newest first, an hour apart.
  private void sales(String name, int... cents) {
    int size = ++cases;
    Stream<String> sales =
        IntStream.range(0, cents.length)
            .mapToObj(
                index ->
                    """
                    {"purchased_at": "2026-01-08T%02d:00:00Z", "price_cents": "%d", "size": %d,
                     "consigned": false, "catalog_id": "dunk"}
                    """
                        .formatted(23 - index, cents[index], size));
    answer("recent_sales", name, "{\"recent_sales\": [" + String.join(",", sales.toList()) + "]}");
  }

  private Quoted quoted(String name, String ask, String bid, String sale) {
    quotes.with("size_key", String.valueOf(++cases)).row(ask, bid, sale);
    return cents ->
        answer(
            "offer_histogram",
            name,
            "{\"offer_histogram\": {\"bins\": ["
                + String.join(
                    ",",
                    IntStream.of(cents)
                        .mapToObj("{\"offer_price_cents\": \"%d\", \"count\": \"1\"}"::formatted)
                        .toList())
                + "]}}");
  }

  private interface Quoted {
    void offers(int... cents);
  }

  private void answer(String endpoint, String name, String body) {
    answers
        .with("endpoint", endpoint)
        .with(
            "params",
            Map.of(
                "catalog_id", "dunk",
                "region_id", "1",
                "size", String.valueOf(cases),
                "limit", "200"))
        .row(name, body);
  }
}
