package io.soletape.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.http.HttpCaller;
import io.soletape.http.RetryPolicy;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Platform;
import io.soletape.market.Sku;
import io.soletape.plan.Planned;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.stockx.StockxApi;
import io.soletape.testing.LocalSpark;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestCallerTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:07Z");
  private static final String SKU = "DD1391-100";

  private final MockWebServer server = new MockWebServer();
  private final HttpCaller http = new HttpCaller(Duration.ofSeconds(5), Duration.ofSeconds(10), 2);
  private final FakeDesk desk = new FakeDesk();
  private final List<Duration> sleeps = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  @Test
  void aGoodAnswerIsKeptAsItCame() throws InterruptedException {
    enqueue(200, "[{\"variantId\": \"v9\"}]");

    Answer answer = answered(call());

    assertThat(answer.outcome()).isEqualTo("ok");
    assertThat(answer.httpStatus()).contains(200);
    assertThat(new String(answer.body().orElseThrow(), UTF_8))
        .isEqualTo("[{\"variantId\": \"v9\"}]");
    assertThat(answer.attempts()).isEqualTo(1);
    assertThat(answer.requestedAt()).isEqualTo(NOW);
    assertThat(server.takeRequest().getTarget())
        .isEqualTo("/v2/catalog/products/p1/market-data?currencyCode=USD");
    assertThat(desk.toldBesides()).isEmpty();
  }

  @Test
  void whatThePlatformDoesNotKnowIsNotAskedAgain() throws InterruptedException {
    enqueue(404, "{}");

    Answer answer = answered(call());

    assertThat(answer.outcome()).isEqualTo("not_found");
    assertThat(answer.attempts()).isEqualTo(1);
    assertThat(desk.toldBesides()).isEmpty();
  }

  @Test
  void refusedCredentialsAreRenewedOnceAndTheCallMadeAgainAtOnce() throws InterruptedException {
    enqueue(401, "{}");
    enqueue(200, "[]");

    Answer answer = answered(call());

    assertThat(answer.outcome()).isEqualTo("ok");
    assertThat(answer.attempts()).isEqualTo(2);
    assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("token 1");
    assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("token 2");
    assertThat(desk.toldBesides())
        .containsExactly(
            new DeskMessage.Renew(Platform.STOCKX, Map.of("Authorization", "token 1")));
    assertThat(sleeps).isEmpty();
  }

  @Test
  void credentialsRefusedAgainStopThePlatformAndLeaveNoAnswer() throws InterruptedException {
    enqueue(401, "{}");
    enqueue(401, "{}");

    RequestCaller.Ending ending = call();

    assertThat(ending).isInstanceOf(RequestCaller.Ending.Stopped.class);
    assertThat(((RequestCaller.Ending.Stopped) ending).stop()).isEqualTo(FakeDesk.CREDENTIALS);
    assertThat(ending.history().calls()).isEqualTo(2);
    assertThat(desk.toldBesides()).contains(new DeskMessage.Unauthorized(Platform.STOCKX));
  }

  @Test
  void aRetryAfterFarAwayPutsThePlatformOff() throws InterruptedException {
    server.enqueue(
        new MockResponse.Builder().code(429).addHeader("Retry-After", "3600").body("{}").build());

    RequestCaller.Ending ending = call();

    assertThat(((RequestCaller.Ending.Stopped) ending).stop())
        .isEqualTo(FetchStop.deferred("quota", "later", NOW.plusSeconds(3600)));
    assertThat(ending.history().quotaRefusals()).isEqualTo(1);
    assertThat(sleeps).isEmpty();
  }

  @Test
  void aNearRetryAfterIsWaitedForAndIsNoTrouble() throws InterruptedException {
    server.enqueue(
        new MockResponse.Builder().code(429).addHeader("Retry-After", "7").body("{}").build());
    enqueue(200, "[]");

    RequestCaller.Ending ending = call();

    assertThat(answered(ending).attempts()).isEqualTo(2);
    assertThat(ending.history().quotaRefusals()).isEqualTo(1);
    assertThat(sleeps).containsExactly(Duration.ofSeconds(7));
    assertThat(desk.toldBesides()).isEmpty();
  }

  @Test
  void troubleIsToldWaitedOutAndCounted() throws InterruptedException {
    enqueue(500, "{}");
    enqueue(200, "[]");

    Answer answer = answered(call());

    assertThat(answer.outcome()).isEqualTo("ok");
    assertThat(answer.attempts()).isEqualTo(2);
    assertThat(sleeps).containsExactly(Duration.ofSeconds(2));
    assertThat(desk.toldBesides()).containsExactly(new DeskMessage.Troubled(Platform.STOCKX, SKU));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>We will be back</html>", "[{\"variantId\": ", ""})
  void anAnswerThatIsNoJsonIsAskedForAgainThoughItSays200(String body) throws InterruptedException {
    enqueue(200, body);
    enqueue(200, "[]");

    Answer answer = answered(call());

    assertThat(new String(answer.body().orElseThrow(), UTF_8)).isEqualTo("[]");
    assertThat(answer.attempts()).isEqualTo(2);
  }

  @Test
  void afterFourTroubledCallsTheRequestHasFailedWithItsLastAnswer() throws InterruptedException {
    for (int call = 1; call <= 4; call++) {
      enqueue(503, "{\"call\": " + call + "}");
    }

    Answer answer = answered(call());

    assertThat(answer.outcome()).isEqualTo("failed");
    assertThat(answer.httpStatus()).contains(503);
    assertThat(new String(answer.body().orElseThrow(), UTF_8)).isEqualTo("{\"call\": 4}");
    assertThat(answer.attempts()).isEqualTo(4);
    assertThat(sleeps)
        .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
    assertThat(desk.toldBesides())
        .hasSize(4)
        .containsOnly(new DeskMessage.Troubled(Platform.STOCKX, SKU));
  }

  @Test
  void aClosedDeskMeansNoCall() throws InterruptedException {
    FetchStop spent = FetchStop.deferred("budget", "spent", NOW);
    desk.answering(new DeskReply.Stop(spent));

    RequestCaller.Ending ending = call();

    assertThat(((RequestCaller.Ending.Stopped) ending).stop()).isEqualTo(spent);
    assertThat(ending.history().calls()).isZero();
    assertThat(server.getRequestCount()).isZero();
  }

  private RequestCaller.Ending call() throws InterruptedException {
    RequestCaller caller =
        new RequestCaller(
            new StockxApi(server.url("/").uri()),
            http,
            new Lane(Platform.STOCKX, desk, sleeps::add, () -> 0L),
            RetryPolicy.standard(),
            sleeps::add,
            Clock.fixed(NOW, ZoneOffset.UTC),
            () -> 1.0);
    return caller.call(plan());
  }

  private static Row plan() {
    Slot slot = new Slot(Tier.HOT, Instant.parse("2026-03-01T10:00:00Z"));
    Planned planned =
        Planned.in(slot, StockxApi.marketData(new Sku(SKU), "p1", new CurrencyCode("USD")));
    return PlanFrame.of(LocalSpark.session(), slot, List.of(planned)).first();
  }

  private void enqueue(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  private static Answer answered(RequestCaller.Ending ending) {
    return ((RequestCaller.Ending.Answered) ending).answer();
  }
}
