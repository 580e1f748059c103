package io.soletape.depth;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Region;
import io.soletape.market.Sku;
import io.soletape.plan.DepthPlan;
import io.soletape.plan.QuoteScope;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.TestRows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Of a size that was asked ten days ago the offers have moved since, the sales have not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DepthJobTest {

  private static final Slot SLOT = new Slot(Tier.HOT, Instant.parse("2026-03-11T10:00:00Z"));
  private static final Sku SKU = new Sku("DD1391-100");
  private static final Region US = new Region("US");

  @TempDir private static Path folder;

  private Lake lake;

  @BeforeAll
  void fillTheLake() {
    lake = new Lake(LocalSpark.session(), folder.toString());
    lake.append(
        Tables.MAPPINGS,
        ofTheSku(TestRows.of(Tables.MAPPINGS, "status", "platform_product_id", "checked_at"))
            .row("active", "dunk", "2026-03-01T00:00:00Z")
            .dataset());
    lake.append(
        Tables.VARIANTS,
        ofTheSku(TestRows.of(Tables.VARIANTS, "size_key", "size_us", "is_carried"))
            .row("9", "9", true)
            .dataset());
    lake.append(
        Tables.DEPTH_ANSWERS,
        tenDaysAgo(TestRows.of(Tables.DEPTH_ANSWERS, "endpoint", "request_id"))
            .row("recent_sales", "r1")
            .row("offer_histogram", "r2")
            .dataset());
    lake.append(
        Tables.MASTER_MARKET_DATA,
        tenDaysAgo(TestRows.of(Tables.MASTER_MARKET_DATA, "last_sale_price", "highest_bid"))
            .with("programme", "standard")
            .row("109.00", "80.00")
            .dataset());
    lake.append(Tables.PLATFORM_RESPONSES, quotesOfTheSlot().dataset());
  }

  @Test
  void aMoveCountsForAsLongAsTheRoundThoughItIsLongerThanAWeek() {
    assertThat(planned(14)).containsExactly("offer_histogram");
  }

  @Test
  void whatWasAskedLongerAgoThanTheRoundIsDue() {
    assertThat(planned(9)).containsExactlyInAnyOrder("recent_sales", "offer_histogram");
  }

  private List<String> planned(int days) {
    QuoteScope scope = new QuoteScope(US, List.of(CurrencyCode.USD), List.of(US));
    return new DepthJob(lake, SLOT, scope)
        .plan(List.of(SKU), new DepthPlan(10, Duration.ofDays(days))).stream()
            .map(planned -> planned.request().endpoint())
            .toList();
  }

  private static TestRows quotesOfTheSlot() {
    return ofTheSku(TestRows.of(Tables.PLATFORM_RESPONSES, "endpoint", "params", "body"))
        .with("outcome", "ok")
        .with("slot_at", SLOT.at().toString())
        .with("slot_date", "2026-03-11")
        .with("fetched_at", "2026-03-11T10:00:02Z")
        .row(
            "availabilities",
            Map.of("catalog_id", "dunk", "region_id", "1", "consigned", "false"),
            """
            {"variants": [{"size": 9, "product_condition": "PRODUCT_CONDITION_NEW",
              "packaging_condition": "PACKAGING_CONDITION_GOOD_CONDITION", "consigned": false,
              "availability": {"lowest_listing_price_cents": "12100",
                "highest_offer_price_cents": "8400", "last_sold_listing_price_cents": "10900"}}]}
            """);
  }

  private static TestRows tenDaysAgo(TestRows rows) {
    return ofTheSku(rows)
        .with("size_key", "9")
        .with("region_code", "US")
        .with("slot_at", "2026-03-01T10:00:00Z")
        .with("slot_date", "2026-03-01");
  }

  private static TestRows ofTheSku(TestRows rows) {
    return rows.with("platform", "alias").with("sku", SKU.code());
  }
}
