package io.soletape.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.fetch.DeskMessage.Meaning;
import io.soletape.http.HttpCaller;
import io.soletape.http.RetryPolicy;
import io.soletape.market.Platform;
import io.soletape.platform.Credentials;
import io.soletape.stockx.StockxApi;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestCallerTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:07Z");
  private static final Assignment ASSIGNMENT =
      new Assignment(
          "r1",
          Platform.STOCKX,
          StockxApi.MARKET_DATA,
          "DD1391-100",
          new TreeMap<>(Map.of("productId", "p1", "currencyCode", "USD")));

  private final MockWebServer server = new MockWebServer();
  private final HttpCaller http = new HttpCaller(Duration.ofSeconds(5), Duration.ofSeconds(10), 2);
  private final FakeDesk desk = new FakeDesk();
  private final List<Duration> sleeps = new ArrayList<>();
  private final List<Answer> kept = new ArrayList<>();
  private final List<DeskMessage> heardBeforeItWasKept = new ArrayList<>();
  private Optional<String> trouble = Optional.empty();

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

    Answer answer = call().orElseThrow();

    assertThat(answer.outcome()).isEqualTo("ok");
    assertThat(answer.httpStatus()).contains(200);
    assertThat(new String(answer.body().orElseThrow(), UTF_8))
        .isEqualTo("[{\"variantId\": \"v9\"}]");
    assertThat(answer.attempts()).isEqualTo(1);
    assertThat(answer.requestedAt()).isEqualTo(NOW);
    assertThat(server.takeRequest().getTarget())
        .isEqualTo("/v2/catalog/products/p1/market-data?currencyCode=USD");
    assertThat(desk.heard()).containsExactly(called(200, 21, false, Meaning.ALIVE, 0), ended("ok"));
  }

  @Test
  void anAnswerIsDurableBeforeAnybodyHearsOfIt() throws InterruptedException {
    enqueue(500, "{}");
    enqueue(200, "[]");

    call();

    assertThat(heardBeforeItWasKept)
        .containsExactly(
            called(500, 2, false, Meaning.TROUBLED, 0),
            new DeskMessage.AskTurn(Platform.STOCKX, "r1", FakeDesk.WORKER));
  }

  @Test
  void anAnswerThatCannotBeKeptHasNotEnded() throws InterruptedException {
    enqueue(200, "[]");
    trouble = Optional.of("the disk is full");

    call();

    assertThat(desk.heard())
        .containsExactly(
            called(200, 2, false, Meaning.ALIVE, 0),
            new DeskMessage.Unlanded(Platform.STOCKX, "the disk is full"));
  }

  @Test
  void whatThePlatformDoesNotKnowIsNotAskedAgain() throws InterruptedException {
    enqueue(404, "{}");

    Answer answer = call().orElseThrow();

    assertThat(answer.outcome()).isEqualTo("not_found");
    assertThat(answer.attempts()).isEqualTo(1);
    assertThat(desk.heard())
        .containsExactly(called(404, 2, false, Meaning.ALIVE, 0), ended("not_found"));
  }

  @Test
  void refusedCredentialsAreRenewedOnceAndTheCallMadeAgain() throws InterruptedException {
    enqueue(401, "{}");
    enqueue(200, "[]");

    Answer answer = call().orElseThrow();

    assertThat(answer.outcome()).isEqualTo("ok");
    assertThat(answer.attempts()).isEqualTo(2);
    assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("token 1");
    assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("token 2");
    assertThat(desk.heard(DeskMessage.Renew.class))
        .containsExactly(
            new DeskMessage.Renew(Platform.STOCKX, Map.of("Authorization", "token 1")));
    assertThat(sleeps).isEmpty();
  }

  @Test
  void credentialsRefusedAgainStopThePlatformAndLeaveNoAnswer() throws InterruptedException {
    enqueue(401, "{}");
    enqueue(401, "{}");

    assertThat(call()).isEmpty();
    assertThat(desk.heard()).contains(new DeskMessage.Unauthorized(Platform.STOCKX));
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void aRetryAfterFarAwayPutsThePlatformOff() throws InterruptedException {
    server.enqueue(
        new MockResponse.Builder().code(429).addHeader("Retry-After", "3600").body("{}").build());

    assertThat(call()).isEmpty();
    assertThat(desk.heard())
        .containsExactly(
            called(429, 2, false, Meaning.REFUSED, 3_600_000),
            new DeskMessage.Postponed(
                Platform.STOCKX, NOW.plusSeconds(3600).toEpochMilli(), "quota"));
    assertThat(sleeps).isEmpty();
  }

  @Test
  void aNearRetryAfterIsWaitedFor() throws InterruptedException {
    server.enqueue(
        new MockResponse.Builder().code(429).addHeader("Retry-After", "7").body("{}").build());
    enqueue(200, "[]");

    assertThat(call().orElseThrow().attempts()).isEqualTo(2);
    assertThat(sleeps).containsExactly(Duration.ofSeconds(7));
    assertThat(desk.heard(DeskMessage.Called.class))
        .containsExactly(
            called(429, 2, false, Meaning.REFUSED, 7_000), called(200, 2, true, Meaning.ALIVE, 0));
  }

  @Test
  void troubleIsToldAndWaitedOutAndTheRepetitionHasATurnOfItsOwn() throws InterruptedException {
    enqueue(500, "{}");
    enqueue(200, "[]");

    Answer answer = call().orElseThrow();

    assertThat(answer.outcome()).isEqualTo("ok");
    assertThat(answer.attempts()).isEqualTo(2);
    assertThat(sleeps).containsExactly(Duration.ofSeconds(2));
    assertThat(desk.heard())
        .containsExactly(
            called(500, 2, false, Meaning.TROUBLED, 0),
            new DeskMessage.AskTurn(Platform.STOCKX, "r1", FakeDesk.WORKER),
            called(200, 2, true, Meaning.ALIVE, 0),
            ended("ok"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>We will be back</html>", "[{\"variantId\": ", ""})
  void anAnswerThatIsNoJsonIsAskedForAgainThoughItSays200(String body) throws InterruptedException {
    enqueue(200, body);
    enqueue(200, "[]");

    Answer answer = call().orElseThrow();

    assertThat(new String(answer.body().orElseThrow(), UTF_8)).isEqualTo("[]");
    assertThat(answer.attempts()).isEqualTo(2);
  }

  @Test
  void afterFourTroubledCallsTheRequestHasFailedWithItsLastAnswer() throws InterruptedException {
    for (int call = 1; call <= 4; call++) {
      enqueue(503, "{\"call\": " + call + "}");
    }

    Answer answer = call().orElseThrow();

    assertThat(answer.isFailure()).isTrue();
    assertThat(answer.httpStatus()).contains(503);
    assertThat(new String(answer.body().orElseThrow(), UTF_8)).isEqualTo("{\"call\": 4}");
    assertThat(answer.attempts()).isEqualTo(4);
    assertThat(sleeps)
        .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
    assertThat(desk.heard(DeskMessage.Called.class))
        .extracting(DeskMessage.Called::meaning)
        .containsOnly(Meaning.TROUBLED)
        .hasSize(4);
  }

  @Test
  void aDeskThatClosesMeanwhileMeansNoRepetition() throws InterruptedException {
    enqueue(500, "{}");
    desk.answering(new DeskReply.Stop(FetchStop.deferred("budget", "spent", NOW)));

    assertThat(call()).isEmpty();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  private Optional<Answer> call() throws InterruptedException {
    RequestCaller caller =
        new RequestCaller(
            new StockxApi(server.url("/").uri()),
            http,
            new Lane(Platform.STOCKX, FakeDesk.WORKER, desk, sleeps::add, () -> 0L),
            this::keep,
            RetryPolicy.standard(),
            sleeps::add,
            Clock.fixed(NOW, ZoneOffset.UTC),
            () -> 1.0);
    caller.call(
        ASSIGNMENT, new Lane.Due(1, 0, 0, new Credentials(Map.of("Authorization", "token 1"))));
    return kept.stream().reduce((first, last) -> last);
  }

  private Optional<String> keep(Answer answer) {
    kept.add(answer);
    heardBeforeItWasKept.addAll(desk.heard());
    return trouble;
  }

  private static DeskMessage.Ended ended(String outcome) {
    return new DeskMessage.Ended(Platform.STOCKX, "r1", outcome);
  }

  private static DeskMessage.Called called(
      int status, long bytes, boolean isRepeat, Meaning meaning, long pauseMillis) {
    return new DeskMessage.Called(
        Platform.STOCKX, "DD1391-100", status, bytes, isRepeat, meaning, pauseMillis);
  }

  private void enqueue(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }
}
