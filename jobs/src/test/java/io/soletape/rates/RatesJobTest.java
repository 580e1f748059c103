package io.soletape.rates;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.fx.RatesSource;
import io.soletape.http.HttpCaller;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the ECB's answer to silver, over slots. */
class RatesJobTest {

  private static final String MONDAY = document("2026-03-09", "1.1601", "0.87000");
  private static final String TUESDAY = document("2026-03-10", "1.1630", "0.87350");

  @TempDir Path directory;

  private final MockWebServer server = new MockWebServer();
  private final HttpCaller caller =
      new HttpCaller(Duration.ofSeconds(5), Duration.ofSeconds(10), 1);
  private Lake lake;

  @BeforeEach
  void start() throws IOException {
    server.start();
    lake = new Lake(LocalSpark.session(), directory.toString());
  }

  @AfterEach
  void stop() {
    caller.close();
    server.close();
  }

  @Test
  void aDayIsAskedForOnceAndRepetitionChangesNothing() {
    answer(200, MONDAY);
    run("2026-03-10T10:00:00Z");
    long bronze = lake.version(Tables.FX_RESPONSES);
    long silver = lake.version(Tables.FX_RATES);

    run("2026-03-10T10:00:00Z");
    run("2026-03-10T11:00:00Z");

    assertThat(server.getRequestCount()).isEqualTo(1);
    assertThat(lake.version(Tables.FX_RESPONSES)).isEqualTo(bronze);
    assertThat(lake.version(Tables.FX_RATES)).isEqualTo(silver);
    assertThat(rates())
        .containsExactlyInAnyOrder(
            "2026-03-09 | USD | 1.16010000 | 2026-03-10T10:00:00Z",
            "2026-03-09 | GBP | 0.87000000 | 2026-03-10T10:00:00Z");
  }

  @Test
  void theNextDayIsAskedForOnceItMayBeOut() {
    answer(200, MONDAY);
    answer(200, MONDAY);
    answer(200, TUESDAY);

    run("2026-03-10T14:00:00Z");
    run("2026-03-10T15:00:00Z"); // not out yet
    run("2026-03-10T15:00:00Z");
    run("2026-03-10T16:00:00Z");
    run("2026-03-10T17:00:00Z");

    assertThat(server.getRequestCount()).isEqualTo(3);
    assertThat(told(lake.read(Tables.FX_RATES).distinct(), "rate_date"))
        .contains("2026-03-09", "2026-03-10");
  }

  @Test
  void aDeadSourceFailsNothingAndTheSlotAsksAgain() {
    answer(500, "");
    answer(500, "");
    answer(200, MONDAY);

    assertThat(run("2026-03-10T10:00:00Z")).get().asString().contains("status 500");
    assertThat(told(lake.read(Tables.FX_RESPONSES), "outcome", "problem"))
        .containsExactly("failed | status 500");
    assertThat(rates()).isEmpty();

    run("2026-03-10T10:00:00Z");
    assertThat(told(lake.read(Tables.FX_RESPONSES), "outcome", "problem"))
        .containsExactly("ok | null");
    assertThat(rates()).hasSize(2);
  }

  @Test
  void whatIsNotBelievedIsInTheQuarantineByName() {
    answer(200, MONDAY);
    answer(200, document("2026-03-10", "0", "87.350"));

    run("2026-03-10T10:00:00Z");
    run("2026-03-10T16:00:00Z");
    run("2026-03-10T16:00:00Z");

    assertThat(rates()).hasSize(2);
    assertThat(
            told(
                lake.read(Tables.QUARANTINE),
                "platform",
                "endpoint",
                "reason",
                "detail",
                "slot_at"))
        .containsExactlyInAnyOrder(
            "ecb | daily_rates | amount_not_positive | the rate of USD is zero |"
                + " 2026-03-10T16:00:00Z",
            "ecb | daily_rates | fx_rate_jump | GBP 87.350 of 2026-03-10, before it 0.87000000 of"
                + " 2026-03-09 | 2026-03-10T16:00:00Z");
  }

  private Optional<String> run(String at) {
    Slot slot = new Slot(Tier.HOT, Instant.parse(at));
    Clock clock = Clock.fixed(slot.at().plusSeconds(60), ZoneOffset.UTC);
    RatesSource source =
        new RatesSource(caller, server.url("/rates.xml").uri(), clock, pause -> {});
    Optional<String> trouble = new RatesFetch(lake, slot, source).run();
    new RatesJob(lake, slot).run();
    return trouble;
  }

  private List<String> rates() {
    return told(
        lake.read(Tables.FX_RATES), "rate_date", "currency_code", "units_per_euro", "slot_at");
  }

  private void answer(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  private static String document(String day, String usd, String gbp) {
    return """
    <a><Cube time='%s'><Cube currency='USD' rate='%s'/>\
    <Cube currency='GBP' rate='%s'/></Cube></a>\
    """
        .formatted(day, usd, gbp);
  }
}
