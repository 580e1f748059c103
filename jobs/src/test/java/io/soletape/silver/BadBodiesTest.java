package io.soletape.silver;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.drift.PayloadNews;
import io.soletape.lake.Tables;
import io.soletape.mapping.CatalogueRows;
import io.soletape.testing.TestRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Bronze rows whose body says nothing: each is refused by name, and the rest goes on. */
class BadBodiesTest {

  private static final String RIGHT = "right";
  private static final int HUGE = 20_000_000;
  private static final String BINARY = "\u0000\u001f\u008b\ufffd";

  private static final String QUOTES =
      """
      [{"productId": "p1", "variantId": "v9", "currencyCode": "USD", "lowestAskAmount": "121",
        "highestBidAmount": "84"}]
      """;
  private static final String SALES =
      """
      {"recent_sales": [{"purchased_at": "2026-01-08T18:24:08.701Z", "price_cents": "10900",
        "size": 9, "consigned": true, "catalog_id": "dunk"}]}
      """;
  private static final String BINS =
      """
      {"offer_histogram": {"bins": [{"offer_price_cents": "8400", "count": "2"}]}}
      """;
  private static final String SEARCH =
      """
      {"count": 0, "pageSize": 1, "pageNumber": 1, "hasNextPage": false, "products": []}
      """;

  @Test
  void quotesOfOtherAnswersAreRead() {
    Dataset<Row> read = ReadAnswers.of(answers("stockx", "market_data", QUOTES), "US");

    assertThat(told(read.where("reason IS NULL"), "request_id", "lowest_ask"))
        .containsExactly("right | 121.00");
    assertThat(told(read.where("reason IS NOT NULL"), "request_id", "reason"))
        .containsExactlyInAnyOrderElementsOf(unreadable(QUOTES));
  }

  @Test
  void salesOfOtherAnswersAreRead() {
    assertThat(depth("recent_sales", SALES))
        .containsExactlyInAnyOrderElementsOf(tellings(1, 0, SALES));
  }

  @Test
  void offersOfOtherAnswersAreRead() {
    assertThat(depth("offer_histogram", BINS))
        .containsExactlyInAnyOrderElementsOf(tellings(0, 1, BINS));
  }

  @Test
  void searchesOfOtherAnswersAreRead() {
    Dataset<Row> refused = CatalogueRows.refusals(answers("stockx", "search", SEARCH));

    assertThat(told(refused, "request_id", "reason"))
        .containsExactlyInAnyOrderElementsOf(unreadable(SEARCH));
  }

  @Test
  void theShapeOfOtherAnswersIsLookedAt() {
    assertThat(PayloadNews.ofShapes(answers("stockx", "market_data", QUOTES)).collectAsList())
        .noneMatch(row -> !RIGHT.equals(row.getAs("request_id")));
  }

  private static List<String> depth(String endpoint, String right) {
    return told(
        ReadDepth.of(answers("alias", endpoint, right))
            .selectExpr(
                "request_id", "size(sales) AS sold", "size(bins) AS offered", "refusals.reason"),
        "request_id",
        "sold",
        "offered",
        "reason");
  }

  private static List<String> tellings(int sales, int bins, String right) {
    return bodies(right).keySet().stream()
        .map(
            name ->
                name.equals(RIGHT)
                    ? "right | " + sales + " | " + bins + " | ArraySeq()"
                    : name + " | 0 | 0 | ArraySeq(payload_unreadable)")
        .toList();
  }

  private static List<String> unreadable(String right) {
    return bodies(right).keySet().stream()
        .filter(name -> !name.equals(RIGHT))
        .map(name -> name + " | payload_unreadable")
        .toList();
  }

  private static Map<String, String> bodies(String right) {
    Map<String, String> bodies = new LinkedHashMap<>();
    bodies.put(RIGHT, right);
    bodies.put("none", null);
    bodies.put("empty", "");
    bodies.put("blank", " \n");
    bodies.put("torn", right.substring(0, right.length() / 2));
    bodies.put("binary", BINARY + right);
    bodies.put("huge", "[" + "9".repeat(HUGE));
    bodies.put("page", "<html>" + "x".repeat(HUGE) + "</html>");
    return bodies;
  }

  private static Dataset<Row> answers(String platform, String endpoint, String right) {
    TestRows rows =
        TestRows.of(Tables.PLATFORM_RESPONSES, "request_id", "body")
            .with("platform", platform)
            .with("endpoint", endpoint)
            .with("sku", "DD1391-100")
            .with("outcome", "ok")
            .with(
                "params",
                Map.of(
                    "productId", "p1",
                    "currencyCode", "USD",
                    "catalog_id", "dunk",
                    "region_id", "2",
                    "size", "9",
                    "limit", "200"))
            .with("requested_at", "2026-03-01T10:00:05Z")
            .with("fetched_at", "2026-03-01T10:00:07Z")
            .with("slot_at", "2026-03-01T10:00:00Z")
            .with("slot_date", "2026-03-01")
            .with("run_id", "hot-1");
    bodies(right).forEach(rows::row);
    return rows.dataset();
  }
}
