package io.soletape.silver;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.testing.TestRows;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bronze answers of sales and offers become rows of silver. */
class DepthRowsTest {

  private static final String SALES =
      """
      {"recent_sales": [
        {"purchased_at": "2026-01-08T18:24:08.701Z", "price_cents": "10900", "size": 9,
         "consigned": true, "catalog_id": "dunk"},
        {"purchased_at": "2026-01-08T07:29:13.258Z", "price_cents": "10700", "size": 9,
         "consigned": false, "catalog_id": "dunk"},
        {"purchased_at": "2025-12-31T07:29:13.258Z", "price_cents": "10700", "size": 9,
         "consigned": false, "catalog_id": "dunk"}]}
      """;
  private static final String BINS =
      """
      {"offer_histogram": {"bins": [{"offer_price_cents": "8400", "count": "2"},
        {"offer_price_cents": "8000", "count": "5"}]}}
      """;

  @Test
  void aSaleIsOfTheSizeAndRegionAskedForAndLiesInItsYear() {
    Dataset<Row> sales = DepthRows.sales(read(sales("10", "r1", SALES)), variants());

    assertThat(
            told(
                sales,
                "platform",
                "sku",
                "size_key",
                "region_code",
                "is_consigned",
                "price",
                "currency_code",
                "purchased_at",
                "occurrence",
                "first_seen_at",
                "request_id",
                "first_slot_at",
                "purchased_year"))
        .containsExactlyInAnyOrder(
            sale("true | 109.00 | USD | 2026-01-08T18:24:08.701Z | 1", 2026),
            sale("false | 107.00 | USD | 2026-01-08T07:29:13.258Z | 1", 2026),
            sale("false | 107.00 | USD | 2025-12-31T07:29:13.258Z | 1", 2025));
  }

  @Test
  void anAnswerShorterThanItsLimitIsTheWholeHistory() {
    Dataset<Row> answers =
        read(sales("4", "short", SALES).dataset().unionByName(sales("3", "full", SALES).dataset()));

    assertThat(
            told(
                DepthRows.answers(answers, variants()),
                "request_id",
                "endpoint",
                "rows_told",
                "rows_refused",
                "is_whole",
                "oldest_sale_at",
                "newest_sale_at",
                "requested_at"))
        .containsExactlyInAnyOrder(
            "short | recent_sales | 3 | 0 | true | 2025-12-31T07:29:13.258Z"
                + " | 2026-01-08T18:24:08.701Z | 2026-03-01T10:00:05Z",
            "full | recent_sales | 3 | 0 | false | 2025-12-31T07:29:13.258Z"
                + " | 2026-01-08T18:24:08.701Z | 2026-03-01T10:00:05Z");
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z,false",
    "2026-03-01T12:00:00Z,false",
    "2026-03-01T10:30:00Z,true"
  })
  void aSaleBeforeThereWasAMarketOrAfterItsAnswerIsRefused(String moment, boolean isTaken) {
    Dataset<Row> read = read(sales("10", "r1", SALES.replace("2026-01-08T18:24:08.701Z", moment)));

    assertThat(told(DepthRows.sales(read, variants()), "purchased_at").contains(moment))
        .isEqualTo(isTaken);
    assertThat(told(DepthRows.quarantine(read, variants()), "reason"))
        .isEqualTo(isTaken ? List.of() : List.of("time_out_of_range"));
    assertThat(told(DepthRows.answers(read, variants()), "rows_refused"))
        .containsExactly(isTaken ? "0" : "1");
  }

  @ParameterizedTest
  @CsvSource({"200, 9, true", "200, 10, false", "200, 11, true", "11, 11, false", "10, 9, true"})
  void anAnswerOfAsManySalesAsComeWithoutALimitMayHaveBeenCut(
      String limit, int sales, boolean isWhole) {
    String sale =
        """
        {"purchased_at": "2026-01-08T18:24:08.701Z", "price_cents": "10900", "size": 9,
         "consigned": true, "catalog_id": "dunk"}
        """;
    String body =
        "{\"recent_sales\": [" + String.join(", ", Collections.nCopies(sales, sale)) + "]}";

    assertThat(
            told(
                DepthRows.answers(read(sales(limit, "r1", body)), variants()),
                "rows_told",
                "is_whole"))
        .containsExactly(sales + " | " + isWhole);
  }

  @Test
  void theNewestSaleOfEachKindStaysWithTheAnswer() {
    Dataset<Row> answers = DepthRows.answers(read(sales("10", "r1", SALES)), variants());

    assertThat(told(answers.selectExpr("inline(newest_sales)"), "is_consigned", "price"))
        .containsExactlyInAnyOrder("false | 107.00", "true | 109.00");
  }

  @Test
  void anAnswerOfAnUnsoldSizeIsAnAnswer() {
    Dataset<Row> read = read(sales("10", "r1", "{\"recent_sales\": []}"));

    assertThat(told(DepthRows.answers(read, variants()), "rows_told", "is_whole", "oldest_sale_at"))
        .containsExactly("0 | true | null");
    assertThat(DepthRows.sales(read, variants()).collectAsList()).isEmpty();
  }

  @Test
  void binsAreOffersAtAPriceAtAMoment() {
    Dataset<Row> read = read(offers("r2", BINS));

    assertThat(
            told(
                DepthRows.bins(read, variants()),
                "size_key",
                "region_code",
                "price",
                "currency_code",
                "offers",
                "snapshot_at",
                "request_id"))
        .containsExactlyInAnyOrder(
            "9W | EU | 84.00 | USD | 2 | 2026-03-01T10:00:07Z | r2",
            "9W | EU | 80.00 | USD | 5 | 2026-03-01T10:00:07Z | r2");
    assertThat(told(DepthRows.answers(read, variants()), "endpoint", "rows_told"))
        .containsExactly("offer_histogram | 2");
  }

  @Test
  void aRefusedSaleIsQuarantinedAndItsAnswerSaysSo() {
    Dataset<Row> read = read(sales("10", "r1", SALES.replace("\"10900\"", "\"109.00\"")));

    assertThat(told(DepthRows.answers(read, variants()), "rows_told", "rows_refused"))
        .containsExactly("2 | 1");
    assertThat(told(DepthRows.quarantine(read, variants()), "request_id", "size_key", "reason"))
        .containsExactly("r1 | 9W | amount_unreadable");
  }

  @ParameterizedTest
  @CsvSource({
    "a dear one,          90000, 900.00",
    "a dear one in cents, 9000000,",
    "a cheap one,         4000, 40.00",
    "a cheap one in cents, 400000,",
    "one by mistake,      400, 4.00",
    "one in dollars,      109,"
  })
  void oneSaleAmongOthersIsOfAnotherUnitHoweverFarItIsFromTheirPrice(
      String name, String told, String price) {
    Dataset<Row> read =
        read(sales("10", "r1", SALES.replace("\"10900\"", "\"%s\"".formatted(told))));

    assertThat(told(DepthRows.sales(read, variants()).where("price <> 107"), "price"))
        .as(name)
        .isEqualTo(Stream.ofNullable(price).toList());
  }

  @Test
  void aSaleInCentsAmongSalesInDollarsIsRefusedAlone() {
    Dataset<Row> read = read(sales("10", "r1", SALES.replace("\"10900\"", "\"1090000\"")));

    assertThat(told(DepthRows.sales(read, variants()), "price")).containsOnly("107.00");
    assertThat(told(DepthRows.answers(read, variants()), "rows_told", "rows_refused"))
        .containsExactly("2 | 1");
    assertThat(told(DepthRows.quarantine(read, variants()), "reason", "detail"))
        .containsExactly("unit_suspect | a sale for 10900.00 among sales for about 107.00");
  }

  @Test
  void aTornAnswerIsQuarantinedAndProvesNothing() {
    Dataset<Row> read = read(sales("10", "r1", SALES.substring(0, 40)));

    assertThat(DepthRows.answers(read, variants()).collectAsList()).isEmpty();
    assertThat(told(DepthRows.quarantine(read, variants()), "request_id", "endpoint", "reason"))
        .containsExactly("r1 | recent_sales | payload_unreadable");
  }

  @Test
  void anAnswerOfASizeThatTheProductDroppedIsQuarantinedOnce() {
    Dataset<Row> dropped = variants().where("size_key <> '9W'");

    assertThat(
            told(
                DepthRows.quarantine(read(sales("10", "r1", SALES)), dropped),
                "size_key",
                "reason"))
        .containsExactly("9 | size_not_carried");
  }

  private static String sale(String told, int year) {
    return "alias | DD1391-100 | 9W | EU | "
        + told
        + " | 2026-03-01T10:00:07Z | r1 | 2026-03-01T10:00:00Z | "
        + year;
  }

  private static Dataset<Row> read(TestRows answers) {
    return read(answers.dataset());
  }

  private static Dataset<Row> read(Dataset<Row> answers) {
    return ReadDepth.of(answers);
  }

  private static Dataset<Row> variants() {
    return TestRows.of(Tables.VARIANTS, "size_us", "size_key")
        .with("platform", "alias")
        .with("sku", "DD1391-100")
        .with("platform_product_id", "dunk")
        .with("is_carried", true)
        .row("9", "9W")
        .row("9.5", "9.5W")
        .dataset();
  }

  private static TestRows sales(String limit, String id, String body) {
    return answers("recent_sales")
        .with("params", Map.of("catalog_id", "dunk", "region_id", "2", "size", "9", "limit", limit))
        .row(id, body);
  }

  private static TestRows offers(String id, String body) {
    return answers("offer_histogram")
        .with("params", Map.of("catalog_id", "dunk", "region_id", "2", "size", "9"))
        .row(id, body);
  }

  private static TestRows answers(String endpoint) {
    return TestRows.of(Tables.PLATFORM_RESPONSES, "request_id", "body")
        .with("platform", "alias")
        .with("endpoint", endpoint)
        .with("sku", "DD1391-100")
        .with("outcome", "ok")
        .with("requested_at", "2026-03-01T10:00:05Z")
        .with("fetched_at", "2026-03-01T10:00:07Z")
        .with("slot_at", "2026-03-01T10:00:00Z")
        .with("slot_date", "2026-03-01")
        .with("run_id", "hot-1");
  }
}
