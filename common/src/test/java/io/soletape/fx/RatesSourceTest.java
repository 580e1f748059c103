package io.soletape.fx;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.http.HttpCaller;
import io.soletape.http.Settlement;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatesSourceTest {

  private static final Instant NOW = Instant.parse("2026-03-10T15:04:00Z");
  private static final String DOCUMENT =
      EcbDocuments.of(EcbDocuments.day("2026-03-10", "USD=1.1630"));

  private final MockWebServer server = new MockWebServer();
  private final HttpCaller caller =
      new HttpCaller(Duration.ofSeconds(5), Duration.ofSeconds(10), 1);
  private final List<Duration> sleeps = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    caller.close();
    server.close();
  }

  @Test
  void theDocumentIsKeptAsItCame() {
    answer(200, DOCUMENT);

    RatesAnswer answer = ask();

    assertThat(answer.settlement()).isEqualTo(Settlement.OK);
    assertThat(answer.document()).contains(DOCUMENT);
    assertThat(answer.httpStatus()).contains(200);
    assertThat(answer.attempts()).isEqualTo(1);
    assertThat(answer.requestedAt()).isEqualTo(NOW);
  }

  @Test
  void troubleThatPassesIsRepeatedOnce() {
    answer(503, "");
    answer(200, DOCUMENT);

    assertThat(ask().document()).contains(DOCUMENT);
    assertThat(sleeps).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "503, FAILED, 2",
    "404, NOT_FOUND, 1",
    "403, REJECTED, 1",
    "401, FAILED, 1",
    "301, REJECTED, 1"
  })
  void troubleThatStaysIsAnAnswerToo(int status, Settlement settlement, int attempts) {
    answer(status, "sorry");
    answer(status, "sorry");

    RatesAnswer answer = ask();

    assertThat(answer.settlement()).isEqualTo(settlement);
    assertThat(answer.problem()).contains("status " + status);
    assertThat(answer.document()).isEmpty();
    assertThat(answer.attempts()).isEqualTo(attempts);
  }

  @ParameterizedTest
  @CsvSource({"''", "<Envelope><Cube>"})
  void aTornDocumentIsAskedForAgainAndThenKeptForTheQuarantine(String torn) {
    answer(200, torn);
    answer(200, torn);

    RatesAnswer answer = ask();

    assertThat(answer.settlement()).isEqualTo(Settlement.OK);
    assertThat(answer.document()).contains(torn);
    assertThat(answer.attempts()).isEqualTo(2);
  }

  @Test
  void nobodyThereIsAnAnswerToo() {
    URI nobody = server.url("/rates.xml").uri();
    server.close();

    RatesAnswer answer = source(nobody).ask();

    assertThat(answer.settlement()).isEqualTo(Settlement.FAILED);
    assertThat(answer.httpStatus()).isEmpty();
    assertThat(answer.problem()).isEqualTo(Optional.of("unreachable"));
    assertThat(answer.attempts()).isEqualTo(2);
  }

  private RatesAnswer ask() {
    return source(server.url("/rates.xml").uri()).ask();
  }

  private RatesSource source(URI uri) {
    return new RatesSource(caller, uri, Clock.fixed(NOW, ZoneOffset.UTC), sleeps::add);
  }

  private void answer(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }
}
