package io.soletape.replay;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.fees.FeeFile;
import io.soletape.fx.RatesSource;
import io.soletape.gold.Valuation;
import io.soletape.http.HttpCaller;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Region;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.rates.RatesFetch;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.TestRows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a slot's run did not know reaches its rows by a replay. */
class LaterKnowledgeTest {

  private static final String OLD = "2026-02-10T10:00:00Z";
  private static final String NEW = "2026-03-10T10:00:00Z";
  // Nothing but rates came in it.
  private static final String SILENT = "2026-03-10T08:00:00Z";
  private static final String SKU = "DD1391-100";

  private static final String SEARCH =
      """
      {"products": [{"productId": "p1", "styleId": "DD1391-100", "title": "Dunk Low"}]}
      """;
  private static final String SIZES =
      """
      [{"productId": "p1", "variantId": "v9", "variantValue": "9.5"}]
      """;
  private static final String POUNDS =
      """
      [{"productId": "p1", "variantId": "v9", "currencyCode": "GBP", "lowestAskAmount": "100",
        "highestBidAmount": "80"}]
      """;
  private static final String RATES =
      """
      <a><Cube time='2026-03-09'><Cube currency='USD' rate='1.16'/><Cube currency='GBP' rate='0.87'/>
      </Cube><Cube time='2026-02-10'><Cube currency='USD' rate='1.20'/>
      <Cube currency='GBP' rate='0.80'/></Cube></a>
      """;

  @TempDir private Path folder;

  @Test
  void ratesOfThePastAndAQuarantineThatIsNoneAnyMore() throws IOException {
    Lake lake = new Lake(LocalSpark.session(), folder.toString());
    lake.append(
        Tables.PLATFORM_RESPONSES,
        TestRows.of(
                Tables.PLATFORM_RESPONSES, "request_id", "endpoint", "slot_at", "slot_date", "body")
            .with("platform", "stockx")
            .with("sku", SKU)
            .with("outcome", "ok")
            .with("fetched_at", "2026-03-10T10:00:01Z")
            .with("params", Map.of("productId", "p1", "currencyCode", "GBP", "market", "US"))
            .row("s", "search", OLD, "2026-02-10", SEARCH)
            .row("v", "variants", OLD, "2026-02-10", SIZES)
            .row("q", "market_data", OLD, "2026-02-10", POUNDS)
            .row("later", "market_data", NEW, "2026-03-10", POUNDS)
            .dataset());
    lake.append(
        Tables.RUNS, TestRows.of(Tables.RUNS, "run_id", "slot_at").row("old", OLD).dataset());
    lake.append(
        Tables.FX_RATES,
        TestRows.of(Tables.FX_RATES, "rate_date", "currency_code", "units_per_euro")
            .with("request_id", "an hour before")
            .with("slot_at", "2026-03-10T09:00:00Z")
            .row("2026-03-09", "USD", "1.16")
            .row("2026-03-09", "GBP", "0.87")
            .dataset());
    lake.append(
        Tables.COVERAGE,
        TestRows.of(Tables.COVERAGE, "platform", "region_code", "size_key", "outcome", "reason")
            .with("slot_at", OLD)
            .with("slot_date", "2026-02-10")
            .with("tier", "hot")
            .with("sku", SKU)
            .with("programme", "standard")
            .with("currency_code", "GBP")
            .row("stockx", "US", "9.5", "quarantined", "unit_suspect")
            .with("currency_code", "USD")
            .row("alias", "EU", "9.5", "deferred", "budget")
            .dataset());

    assertThat(asked(lake, SILENT)).as("the old slot has no rates").isEqualTo(1);
    new ReplayJob(
            lake,
            new Region("US"),
            new Valuation(CurrencyCode.USD, FeeFile.example()),
            Clock.systemUTC())
        .run(ReplayRange.everything(), slot -> {});

    assertThat(told(lake.read(Tables.MASTER_MARKET_DATA), "slot_at", "fx_as_of", "lowest_ask_base"))
        .containsExactlyInAnyOrder(OLD + " | 2026-02-10 | 150.00", NEW + " | 2026-03-09 | 133.33");
    assertThat(told(lake.read(Tables.COVERAGE), "platform", "size_key", "outcome", "reason"))
        .containsExactlyInAnyOrder(
            "stockx | 9.5 | observed | null", "alias | 9.5 | deferred | budget");
    assertThat(asked(lake, "2026-03-10T11:00:00Z")).as("nothing is missing").isZero();
  }

  private static int asked(Lake lake, String slotAt) throws IOException {
    Slot slot = new Slot(Tier.HOT, Instant.parse(slotAt));
    Clock clock = Clock.fixed(slot.at().plusSeconds(60), ZoneOffset.UTC);
    try (MockWebServer server = new MockWebServer();
        HttpCaller caller = new HttpCaller(Duration.ofSeconds(5), Duration.ofSeconds(10), 1)) {
      server.start();
      server.enqueue(new MockResponse.Builder().code(200).body(RATES).build());
      RatesSource source =
          new RatesSource(caller, server.url("/rates.xml").uri(), clock, pause -> {});
      new RatesFetch(lake, slot, source).run();
      return server.getRequestCount();
    }
  }
}
