package io.soletape.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCallerTest {

  private static final Map<String, String> SECRET = Map.of("x-api-key", "hunter2");

  private final MockWebServer server = new MockWebServer();
  private final HttpCaller caller =
      new HttpCaller(Duration.ofSeconds(5), Duration.ofSeconds(10), 2);

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
  void theDepartureWaitsOnAnOpenConnectionAndItsWaitIsNoPartOfTheCall() throws Exception {
    server.enqueue(new MockResponse.Builder().body("[]").build());
    AtomicInteger connections = new AtomicInteger();

    HttpOutcome outcome =
        caller.get(
            uri(),
            () -> {
              connections.set(server.getRequestCount());
              return Optional.of(SECRET);
            });

    assertThat(answered(outcome).status()).isEqualTo(200);
    assertThat(connections).hasValue(0);
    assertThat(server.takeRequest().getHeaders().get("x-api-key")).isEqualTo("hunter2");
  }

  @Test
  void aDepartureWithoutHeadersSendsNothing() {
    assertThat(problem(caller.get(uri(), Optional::empty))).isEqualTo("not sent");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void whereNobodyListensThereIsNoDeparture() throws Exception {
    AtomicInteger departures = new AtomicInteger();
    URI nobody = URI.create("http://127.0.0.1:" + freePort());

    HttpOutcome outcome =
        caller.get(
            nobody,
            () -> {
              departures.incrementAndGet();
              return Optional.of(Map.of());
            });

    assertThat(problem(outcome)).isEqualTo("unreachable");
    assertThat(departures).hasValue(0);
  }

  @Test
  void preparingSendsNothingAndTellsNobodyWhenItFails() throws Exception {
    caller.prepare(uri());
    caller.prepare(URI.create("http://127.0.0.1:" + freePort()));

    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void aWholeAnswerKeepsItsBytesTypeAndRetryAfter() {
    server.enqueue(
        new MockResponse.Builder()
            .code(429)
            .addHeader("Content-Type", "application/json")
            .addHeader("Retry-After", "7")
            .body("{\"message\":\"zu schnell für uns\"}")
            .build());

    HttpOutcome.Answered answer = answered(caller.get(uri(), SECRET));

    assertThat(answer.status()).isEqualTo(429);
    assertThat(text(answer)).isEqualTo("{\"message\":\"zu schnell für uns\"}");
    assertThat(answer.contentType()).contains("application/json");
    assertThat(answer.retryAfter()).contains("7");
    assertThat(answer.took()).isPositive();
  }

  @Test
  void requestsCarryTheirHeadersAndAStableUserAgent() throws InterruptedException {
    server.enqueue(new MockResponse.Builder().body("{}").build());

    caller.get(uri(), SECRET);

    RecordedRequest request = server.takeRequest();
    assertThat(request.getMethod()).isEqualTo("GET");
    assertThat(request.getHeaders().get("x-api-key")).isEqualTo("hunter2");
    assertThat(request.getHeaders().get("User-Agent")).isEqualTo("soletape/0.1");
  }

  @Test
  void formsAreEncoded() throws InterruptedException {
    server.enqueue(new MockResponse.Builder().body("{}").build());

    caller.postForm(uri(), Map.of("scope", "offline_access openid&x"));

    RecordedRequest request = server.takeRequest();
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getHeaders().get("Content-Type"))
        .startsWith("application/x-www-form-urlencoded");
    assertThat(request.getBody().utf8()).isEqualTo("scope=offline_access+openid%26x");
  }

  @Test
  void compressedAnswersArriveDecompressed() {
    server.enqueue(
        new MockResponse.Builder().addHeader("Content-Encoding", "gzip").body(gzip("[1]")).build());

    assertThat(text(answered(caller.get(uri(), Map.of())))).isEqualTo("[1]");
  }

  @Test
  void aRedirectIsAnAnswerAndCarriesNothingElsewhere() {
    server.enqueue(
        new MockResponse.Builder()
            .code(302)
            .addHeader("Location", server.url("/elsewhere").toString())
            .build());

    assertThat(answered(caller.get(uri(), SECRET)).status()).isEqualTo(302);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 503})
  void nothingIsRepeatedBehindTheLedgersBack(int status) {
    MockResponse again =
        new MockResponse.Builder().code(status).addHeader("Retry-After", "0").build();
    server.enqueue(again);
    server.enqueue(again);

    assertThat(answered(caller.get(uri(), Map.of())).retryAfter()).contains("0");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aConnectionClosedBeforeTheAnswerIsAResetAndNotRepeated() {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());

    assertThat(problem(caller.get(uri(), Map.of()))).isEqualTo("reset");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aConnectionClosedWithinTheAnswerIsTorn() {
    server.enqueue(
        new MockResponse.Builder()
            .body("[" + "1,".repeat(50_000) + "1]")
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());

    assertThat(problem(caller.get(uri(), Map.of()))).isEqualTo("torn");
  }

  @Test
  void anAnswerThatCannotBeDecompressedIsTorn() {
    server.enqueue(
        new MockResponse.Builder().addHeader("Content-Encoding", "gzip").body("not gzip").build());

    assertThat(problem(caller.get(uri(), Map.of()))).isEqualTo("torn");
  }

  @Test
  void anAnswerThatDoesNotComeInTimeIsATimeout() {
    server.enqueue(new MockResponse.Builder().headersDelay(1, TimeUnit.MINUTES).build());

    try (HttpCaller hasty = new HttpCaller(Duration.ofSeconds(5), Duration.ofMillis(200), 1)) {
      assertThat(problem(hasty.get(uri(), Map.of()))).isEqualTo("timeout");
    }
  }

  @Test
  void anAnswerThatStallsWithinIsATimeout() {
    server.enqueue(new MockResponse.Builder().body("[1]").bodyDelay(1, TimeUnit.MINUTES).build());

    try (HttpCaller hasty = new HttpCaller(Duration.ofSeconds(5), Duration.ofMillis(200), 1)) {
      assertThat(problem(hasty.get(uri(), Map.of()))).isEqualTo("timeout");
    }
  }

  @Test
  void aClosedPortIsUnreachable() throws IOException {
    assertThat(problem(caller.get(URI.create("http://127.0.0.1:" + freePort()), Map.of())))
        .isEqualTo("unreachable");
  }

  @Test
  void aServerThatSpeaksNoTlsIsATlsProblem() throws IOException {
    try (ServerSocket plain = new ServerSocket(0)) {
      CompletableFuture<Void> served = CompletableFuture.runAsync(() -> answerWithoutTls(plain));

      URI uri = URI.create("https://127.0.0.1:" + plain.getLocalPort());

      assertThat(problem(caller.get(uri, Map.of()))).isEqualTo("tls");
      served.join();
    }
  }

  @Test
  void anAnswerThatUnpacksAboveTheLimitIsTooLarge() {
    String zeros = "0".repeat(HttpCaller.LARGEST_BODY);
    server.enqueue(compressed(zeros));
    server.enqueue(compressed(zeros + "0"));

    assertThat(answered(caller.get(uri(), Map.of())).body()).hasSize(HttpCaller.LARGEST_BODY);
    assertThat(problem(caller.get(uri(), Map.of()))).isEqualTo("too large");
  }

  @Test
  void anInterruptedThreadMakesNoCallAndStaysInterrupted() {
    Thread.currentThread().interrupt();

    HttpOutcome outcome = caller.get(uri(), Map.of());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(problem(outcome)).isEqualTo("interrupted");
    assertThat(server.getRequestCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hunter2\n", "hunter2ü", "hunt\ter2"})
  void aHeaderThatCannotBeSentIsRefusedWithoutItsValue(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> caller.get(uri(), Map.of("x-api-key", value)))
        .withMessage("Header x-api-key holds a character that cannot be sent: use printable ASCII");
  }

  @Test
  void outcomesDoNotPrintBodies() {
    server.enqueue(new MockResponse.Builder().body("{\"access_token\":\"hunter2\"}").build());

    assertThat(caller.get(uri(), SECRET).toString())
        .contains("status=200")
        .doesNotContain("hunter2");
  }

  private URI uri() {
    return server.url("/asked").uri();
  }

  private static HttpOutcome.Answered answered(HttpOutcome outcome) {
    assertThat(outcome).isInstanceOf(HttpOutcome.Answered.class);
    return (HttpOutcome.Answered) outcome;
  }

  private static String problem(HttpOutcome outcome) {
    assertThat(outcome).isInstanceOf(HttpOutcome.Broken.class);
    return ((HttpOutcome.Broken) outcome).problem();
  }

  private static String text(HttpOutcome.Answered answer) {
    return new String(answer.body(), UTF_8);
  }

  private static MockResponse compressed(String text) {
    return new MockResponse.Builder()
        .addHeader("Content-Encoding", "gzip")
        .body(gzip(text))
        .build();
  }

  private static Buffer gzip(String text) {
    Buffer packed = new Buffer();
    try (GZIPOutputStream out = new GZIPOutputStream(packed.outputStream())) {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed;
  }

  /** Reads to the end, since closing with unread bytes would reset the connection. */
  private static void answerWithoutTls(ServerSocket plain) {
    try (Socket socket = plain.accept()) {
      socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
      socket.getOutputStream().flush();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
