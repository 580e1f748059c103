package io.soletape.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

  private static final String SEARCH = "/v2/catalog/search?query=FV5029-200";

  private final MutableClock clock = new MutableClock("2026-11-20T10:00:00Z");
  private Sandbox sandbox;
  private SandboxClient client;

  @BeforeEach
  void start() throws IOException {
    sandbox = Sandbox.start(SandboxFixture.unhurried().withClock(clock));
    client = new SandboxClient(sandbox).signedIn();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @ParameterizedTest
  @CsvSource({"429,429", "500,500", "502,502", "503,503", "504html,504", "html200,200"})
  void shouldAnswerWithStatusOfFault(String kind, int status) throws IOException {
    sandbox.inject(Faults.parse(kind + "=1"));

    assertThat(client.stockx(SEARCH).statusCode()).isEqualTo(status);
    assertThat(client.alias("/test").statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"html200,false", "empty,false", "500,false", "stall,true"})
  void shouldTellWhetherAnAnswerWasOfUse(String kind, boolean isUsable) throws IOException {
    sandbox.inject(Faults.parse(kind + "=1,stall-for=1"));

    client.stockx(SEARCH);

    assertThat(sandbox.stats().stockx().served())
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.url()).isEqualTo(SEARCH);
              assertThat(call.arrivedAt()).isEqualTo(clock.instant());
              assertThat(call.isUsable()).isEqualTo(isUsable);
            });
  }

  @Test
  void shouldCountWhatStruckByKind() throws IOException {
    sandbox.inject(Faults.parse("500=1"));
    client.stockx(SEARCH);
    client.stockx(SEARCH);
    sandbox.inject(Faults.parse("401early=1"));
    client.stockx(SEARCH);
    client.stockx(SEARCH);

    assertThat(sandbox.stats().stockx().byFault())
        .isEqualTo(Map.of(FaultKind.SERVER_ERROR, 2L, FaultKind.EARLY_401, 1L));
    assertThat(sandbox.stats().alias().byFault()).isEmpty();
  }

  @Test
  void shouldNameWaitInSecondsOrAsDate() throws IOException {
    sandbox.inject(Faults.parse("429seconds=1"));
    HttpResponse<String> seconds = client.stockx(SEARCH);
    sandbox.inject(Faults.parse("429date=1"));
    HttpResponse<String> date = client.stockx(SEARCH);

    assertThat(seconds.headers().firstValue("Retry-After")).contains("2");
    assertThat(date.headers().firstValue("Retry-After")).contains("Fri, 20 Nov 2026 10:00:02 GMT");
  }

  @Test
  void shouldUseEachPlatformsErrorShape() throws IOException {
    sandbox.inject(Faults.parse("500flex=1"));
    JsonNode flex = SandboxClient.json(client.stockx(SEARCH));
    sandbox.inject(Faults.parse("500=1"));
    JsonNode alias = SandboxClient.json(client.alias("/test"));

    assertThat(flex.get("errorMessage").asText()).isEqualTo("Failed to fetch flex market data");
    assertThat(alias.get("code").asInt()).isEqualTo(13);
    assertThat(alias.get("details").isArray()).isTrue();
  }

  @Test
  void shouldSendLargeHtmlFromTheEdge() throws IOException {
    sandbox.inject(Faults.parse("504html=1"));

    HttpResponse<String> answer = client.stockx(SEARCH);

    assertThat(answer.body()).startsWith("<!DOCTYPE html>").hasSize(184_000);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
  }

  @Test
  void shouldSendNoBody() throws IOException {
    sandbox.inject(Faults.parse("empty=1"));

    HttpResponse<String> answer = client.stockx(SEARCH);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"torn", "reset"})
  void shouldBreakConnection(String kind) {
    sandbox.inject(Faults.parse(kind + "=1"));

    assertThatThrownBy(() -> client.stockx(SEARCH)).isInstanceOf(IOException.class);
  }

  @Test
  void shouldAnswerOthersWhileOneStalls() throws IOException {
    sandbox.inject(Faults.parse("stall=1,stall-for=60000"));
    CompletableFuture<Integer> stalled =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return client.stockx(SEARCH).statusCode();
              } catch (IOException e) {
                return 0;
              }
            });
    while (sandbox.stats().stockx().byEndpoint().isEmpty()
        || sandbox.stats().stockx().byStatus().values().stream().mapToLong(n -> n).sum() < 2) {
      Thread.onSpinWait();
    }
    sandbox.inject(Faults.none());

    assertThat(client.stockx(SEARCH).statusCode()).isEqualTo(200);
    assertThat(stalled).isNotDone();
  }

  @Test
  void shouldRefuseATokenEarlyOnlyOnce() throws IOException {
    sandbox.inject(Faults.parse("401early=1"));

    assertThat(client.stockx(SEARCH).statusCode()).isEqualTo(401);
    assertThat(client.stockx(SEARCH).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldLetOnePlatformDie() throws IOException {
    sandbox.inject(Faults.parse("dead=stockx"));

    assertThat(client.stockx(SEARCH).statusCode()).isEqualTo(503);
    assertThat(client.refresh("any").statusCode()).isEqualTo(503);
    assertThat(client.alias("/test").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldLoseAProduct() throws IOException {
    String id = sandbox.groundTruth().productId("stockx", "FV5029-200").orElseThrow();
    sandbox.inject(Faults.parse("gone=" + id));

    assertThat(client.stockx("/v2/catalog/products/" + id).statusCode()).isEqualTo(404);
  }

  @Test
  void shouldOmitQuotesAsTold() throws IOException {
    String product = sandbox.groundTruth().productId("stockx", "FV5029-200").orElseThrow();
    String item = sandbox.groundTruth().productId("alias", "FV5029-200").orElseThrow();
    String market = "/v2/catalog/products/" + product + "/market-data?currencyCode=";
    int usual = SandboxClient.json(client.stockx(market + "USD")).size();

    sandbox.inject(Faults.parse("omit-currency=GBP,omit-size=fv5029 200:9,omit-sku=FV5029-200@UK"));

    assertThat(SandboxClient.json(client.stockx(market + "GBP"))).isEmpty();
    assertThat(SandboxClient.json(client.stockx(market + "USD"))).hasSize(usual - 1);
    assertThat(availabilities(item, 3)).isEmpty();
    assertThat(availabilities(item, 1)).isNotEmpty();
  }

  @Test
  void shouldRefuseRefreshTokensWhileRevoked() throws IOException {
    sandbox.inject(Faults.parse("revoked"));

    assertThat(client.refresh(sandbox.credentials().refreshToken()).body())
        .contains("invalid_grant");
  }

  @Test
  void shouldHitTheSameCallsInEveryRun() {
    Faults faults = Faults.parse("500=0.3,seed=7");

    assertThat(faults.strike("stockx", 12)).isEqualTo(faults.strike("stockx", 12));
    long hits =
        LongStream.range(0, 10_000)
            .filter(call -> faults.strike("alias", call).isPresent())
            .count();
    assertThat(hits).isBetween(2_800L, 3_200L);
  }

  @Test
  void shouldSayWhatIsAllowed() {
    assertThatThrownBy(() -> Faults.parse("501=0.1"))
        .hasMessageContaining("501")
        .hasMessageContaining("504html");
    assertThatThrownBy(() -> Faults.parse("500=2"))
        .hasMessageContaining("'2'")
        .hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> Faults.parse("dead=goat")).hasMessageContaining("alias, stockx");
    assertThatThrownBy(() -> Faults.parse("500=0.6,502=0.6")).hasMessageContaining("at most 1");
  }

  @Test
  void shouldBeSteeredOverHttp() throws IOException {
    assertThat(client.post("/_sandbox/faults?spec=503%3D1").statusCode()).isEqualTo(200);
    assertThat(client.post("/_sandbox/faults?spec=nonsense").statusCode()).isEqualTo(400);
    assertThat(client.post("/_sandbox/market-time?at=2026-11-21T07:30:00Z").statusCode())
        .isEqualTo(200);

    assertThat(client.stockx(SEARCH).statusCode()).isEqualTo(503);
    assertThat(sandbox.marketTime()).isEqualTo(Instant.parse("2026-11-21T07:00:00Z"));
    assertThat(Faults.parse("stall-for=5").stallFor()).isEqualTo(Duration.ofMillis(5));
    assertThat(Faults.parse("retry-after=0").retryAfter()).isZero();
  }

  private JsonNode availabilities(String item, int region) throws IOException {
    String path = "/pricing_insights/availabilities/" + item + "?region_id=" + region;
    return SandboxClient.json(client.alias(path)).get("variants");
  }
}
