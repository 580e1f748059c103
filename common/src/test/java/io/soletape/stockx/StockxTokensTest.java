package io.soletape.stockx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.soletape.http.HttpCaller;
import io.soletape.http.RetryPolicy;
import io.soletape.http.Sleeper;
import io.soletape.platform.Credentials;
import io.soletape.platform.CredentialsRefusedException;
import io.soletape.platform.PlatformUnreachableException;
import io.soletape.vault.FileVault;
import io.soletape.vault.Vault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StockxTokensTest {

  private static final Duration HALF_A_DAY = Duration.ofHours(12);

  private final MockWebServer server = new MockWebServer();
  private final HttpCaller caller =
      new HttpCaller(Duration.ofSeconds(5), Duration.ofSeconds(10), 4);
  private final MovedClock clock = new MovedClock(Instant.parse("2026-03-10T12:00:00Z"));
  private final List<String> calls = new ArrayList<>();
  private final List<Duration> sleeps = new ArrayList<>();

  @TempDir Path directory;

  private Path ledgerFolder;
  private Path vaultFile;
  private TokenTurn turn = () -> granted();

  @BeforeEach
  void start() throws IOException {
    server.start();
    ledgerFolder = directory.resolve("var");
    vaultFile = ledgerFolder.resolve("refresh-token");
  }

  @AfterEach
  void stop() {
    caller.close();
    server.close();
  }

  @Test
  void everyCallNeedsTheTokenAndTheApplicationsKey() {
    grant("access-1", HALF_A_DAY);

    assertThat(tokens().current().headers())
        .isEqualTo(
            Map.of(
                "Authorization", "Bearer access-1",
                "x-api-key", "key-secret",
                "Accept", "application/json"));
  }

  @Test
  void theRefreshTokenIsExchangedAtTheTokenAddress() throws InterruptedException {
    grant("access-1", HALF_A_DAY);

    tokens().current();

    RecordedRequest request = server.takeRequest();
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getTarget()).isEqualTo("/oauth/token");
    assertThat(form(request.getBody().utf8()))
        .isEqualTo(
            Map.of(
                "grant_type", "refresh_token",
                "client_id", "client-id",
                "client_secret", "client-secret",
                "refresh_token", "refresh-0",
                "audience", "gateway.stockx.com"));
  }

  @ParameterizedTest
  @CsvSource({
    "43200, 42899, 1", // five minutes early
    "43200, 42900, 2",
    "1000, 899, 1", // a tenth early
    "1000, 900, 2"
  })
  void tokensAreRenewedFiveMinutesOrATenthOfTheirLifeEarly(
      long lifetime, long age, int tokenCalls) {
    grant("access-1", Duration.ofSeconds(lifetime));
    grant("access-2", Duration.ofSeconds(lifetime));
    StockxTokens tokens = tokens();
    tokens.current();

    clock.advance(Duration.ofSeconds(age));

    assertThat(bearer(tokens.current())).isEqualTo("Bearer access-" + tokenCalls);
    assertThat(calls).hasSize(tokenCalls);
  }

  @Test
  void aLifetimeThatIsNotToldIsTakenToBeShort() {
    server.enqueue(json(200, "{\"access_token\": \"access-1\"}"));
    grant("access-2", HALF_A_DAY);
    StockxTokens tokens = tokens();
    tokens.current();

    clock.advance(Duration.ofHours(1));

    assertThat(bearer(tokens.current())).isEqualTo("Bearer access-2");
  }

  @Test
  void manyReportsOfOneRefusedTokenRenewItOnce() {
    grant("access-1", HALF_A_DAY);
    grant("access-2", HALF_A_DAY);
    StockxTokens tokens = tokens();
    Credentials refused = tokens.current();

    Credentials first = tokens.renewed(refused);
    Credentials second = tokens.renewed(refused);

    assertThat(bearer(first)).isEqualTo("Bearer access-2");
    assertThat(second).isEqualTo(first);
    assertThat(calls).hasSize(2);
  }

  @Test
  void aFleetAsksForItsFirstTokenOnce() throws InterruptedException, ExecutionException {
    grant("access-1", HALF_A_DAY);
    StockxTokens tokens = tokens();
    ExecutorService fleet = Executors.newFixedThreadPool(8);
    try {
      Callable<Credentials> ask = tokens::current;
      Set<String> bearers = new HashSet<>();
      for (Future<Credentials> asked : fleet.invokeAll(Collections.nCopies(32, ask))) {
        bearers.add(bearer(asked.get()));
      }
      assertThat(bearers).containsExactly("Bearer access-1");
    } finally {
      fleet.shutdownNow();
    }
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aRotatedTokenIsKeptAndUsedNext() throws InterruptedException {
    grantWithRefreshToken("access-1", "refresh-1");
    grant("access-2", HALF_A_DAY);
    StockxTokens tokens = tokens();

    tokens.renewed(tokens.current());

    assertThat(vaultFile).content().contains("refresh-1");
    assertThat(refreshTokensSent(2)).containsExactly("refresh-0", "refresh-1");
  }

  @Test
  void theConfiguredTokenItselfIsNotKept() {
    grantWithRefreshToken("access-1", "refresh-0");

    tokens().current();

    assertThat(vaultFile).content().contains("access-1").doesNotContain("refresh-0");
  }

  @Test
  void aFileOfAnOlderVersionIsUsed() throws IOException, InterruptedException {
    Files.createDirectories(ledgerFolder);
    Files.writeString(
        vaultFile,
        "{\"configured_sha256\":\"%s\",\"refresh_token\":\"refresh-7\"}"
            .formatted("47a07fe72c52e0361b80d253f57f3a288b37c67c516a51a6a3adcda2bbad5b2e"));
    grant("access-1", HALF_A_DAY);

    tokens().current();

    assertThat(refreshTokensSent(1)).containsExactly("refresh-7");
  }

  @Test
  void anAccessTokenIsNotUsedBeforeItsRefreshTokenIsKept() throws IOException {
    grantWithRefreshToken("access-1", "refresh-1");
    StockxTokens tokens = tokens();
    Path away = directory.resolve("away");
    turn = () -> moved(ledgerFolder, away); // the disk fails while StockX answers

    assertThatExceptionOfType(PlatformUnreachableException.class)
        .isThrownBy(tokens::current)
        .withMessageContaining("Cannot write " + vaultFile)
        .satisfies(
            failure -> assertThat(stackTrace(failure)).doesNotContain("refresh-1", "access-1"));

    moved(away, ledgerFolder);
    assertThat(bearer(tokens.current())).isEqualTo("Bearer access-1");
    assertThat(vaultFile).content().contains("refresh-1");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aVaultThatIsBackWithinAMinuteCostsNoToken() {
    grantWithRefreshToken("access-1", "refresh-1");
    Path away = directory.resolve("away");
    turn = () -> moved(ledgerFolder, away); // the disk fails while StockX answers
    StockxTokens tokens =
        tokens(
            login(),
            pause -> {
              sleeps.add(pause);
              if (sleeps.size() == 30) {
                moved(away, ledgerFolder);
              }
            });

    assertThat(bearer(tokens.current())).isEqualTo("Bearer access-1");

    assertThat(vaultFile).content().contains("refresh-1");
    assertThat(sleeps).hasSize(30).containsOnly(Duration.ofSeconds(2));
  }

  @Test
  void whatCouldNotBeKeptIsKeptAtLastAsTheProcessEnds() {
    grantWithRefreshToken("access-1", "refresh-1");
    Path away = directory.resolve("away");
    turn = () -> moved(ledgerFolder, away);
    StockxTokens tokens = tokens();
    assertThatExceptionOfType(PlatformUnreachableException.class).isThrownBy(tokens::current);

    moved(away, ledgerFolder);
    tokens.close();

    assertThat(vaultFile).content().contains("refresh-1");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void whatCannotBeKeptAtLastIsNamedWithWhatItMayCost() throws IOException {
    grantWithRefreshToken("access-1", "refresh-1");
    Path away = directory.resolve("away");
    turn = () -> moved(ledgerFolder, away);
    StockxTokens tokens = tokens();
    assertThatExceptionOfType(PlatformUnreachableException.class).isThrownBy(tokens::current);
    Files.createFile(ledgerFolder);

    assertThatExceptionOfType(PlatformUnreachableException.class)
        .isThrownBy(tokens::close)
        .withMessageContaining("new tokens cannot be kept and end with this process")
        .withMessageContaining("STOCKX_REFRESH_TOKEN")
        .satisfies(
            failure -> assertThat(stackTrace(failure)).doesNotContain("refresh-1", "access-1"));
  }

  @Test
  void noTokenIsSpentWhereItsSuccessorCouldNotBeKept() throws IOException {
    Files.createDirectories(vaultFile.resolve("a directory where the file should be"));
    StockxTokens tokens = tokens();

    assertThatExceptionOfType(PlatformUnreachableException.class)
        .isThrownBy(tokens::current)
        .withMessageContaining(vaultFile.toString());
    assertThat(server.getRequestCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"refresh_token\": \"hunter2\"}",
        "{\"refresh_token\": \"hunter2",
        "{\"configured_sha256\": \"1\", \"refresh_token\": 2}",
        "{\"configured_sha256\": \"1\", \"access\": {\"access_token\": \"hunter2\"}}",
        "{\"configured_sha256\": \"1\", \"exchange_begun_at\": \"hunter2\"}"
      })
  void aDamagedFileIsNamedAndNotReplacedByASpentToken(String content) throws IOException {
    Files.createDirectories(ledgerFolder);
    Files.writeString(vaultFile, content);

    assertThatExceptionOfType(PlatformUnreachableException.class)
        .isThrownBy(() -> tokens().current())
        .withMessageContaining(vaultFile + " is damaged")
        .withMessageContaining("STOCKX_REFRESH_TOKEN")
        .withStackTraceContaining("VaultException")
        .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("hunter2"));
    assertThat(vaultFile).hasContent(content);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void aSettingThatChangedSinceWins() throws InterruptedException {
    grantWithRefreshToken("access-1", "refresh-1");
    grantWithRefreshToken("access-2", "refresh-8");
    tokens().current();

    StockxLogin anew = new StockxLogin("client-id", "client-secret", "key-secret", "refresh-7");
    assertThat(bearer(tokens(anew, sleeps::add).current())).isEqualTo("Bearer access-2");

    assertThat(refreshTokensSent(2)).containsExactly("refresh-0", "refresh-7");
  }

  @Test
  void anExchangeThatWasCutOffIsNamedWhenItsTokenIsDead() {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    turn = forbiddenFromCall(2);
    assertThatIllegalStateException().isThrownBy(() -> tokens().current());
    turn = () -> granted();
    for (int call = 0; call < 4; call++) {
      server.enqueue(
          new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    }
    assertThatExceptionOfType(PlatformUnreachableException.class)
        .isThrownBy(() -> tokens().current());
    clock.advance(Duration.ofHours(1));
    refuse("invalid_grant");

    assertThatExceptionOfType(CredentialsRefusedException.class)
        .isThrownBy(() -> tokens().current())
        .withMessageContaining("person must log in")
        .withMessageContaining("the exchange of 2026-03-10T12:00:00Z was cut off");
  }

  @Test
  void aTurnThatIsRefusedLeavesNoTraceOfAnExchange() {
    turn = forbiddenFromCall(1);
    assertThatIllegalStateException().isThrownBy(() -> tokens().current());
    turn = () -> granted();
    refuse("invalid_grant");

    assertThatExceptionOfType(CredentialsRefusedException.class)
        .isThrownBy(() -> tokens().current())
        .satisfies(refused -> assertThat(refused).hasMessageNotContaining("cut off"));
  }

  @Test
  void whileMoreImportantWorkGoesFirstTheVaultIsOpenToOthers() {
    grant("access-1", HALF_A_DAY);
    grant("access-2", HALF_A_DAY);
    turn = putOffOnce(Duration.ofSeconds(3));
    List<String> bearersOfAnother = new ArrayList<>();
    StockxTokens waiting =
        tokens(
            login(),
            pause -> {
              sleeps.add(pause);
              bearersOfAnother.add(bearer(tokens().current()));
            });

    assertThat(bearer(waiting.current())).isEqualTo("Bearer access-1");

    assertThat(bearersOfAnother).containsExactly("Bearer access-1");
    assertThat(sleeps).containsExactly(Duration.ofSeconds(3));
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aTokenThatIsStillValidIsUsedWhileMoreImportantWorkGoesFirst() {
    grant("access-1", HALF_A_DAY);
    grant("access-2", HALF_A_DAY);
    StockxTokens tokens = tokens();
    tokens.current();
    turn = putOffOnce(Duration.ofSeconds(3));

    clock.advance(HALF_A_DAY.minusMinutes(4));
    assertThat(bearer(tokens.current())).isEqualTo("Bearer access-1");
    assertThat(sleeps).isEmpty();

    clock.advance(Duration.ofSeconds(3));
    assertThat(bearer(tokens.current())).isEqualTo("Bearer access-2");
  }

  @Test
  void aDeadRefreshTokenNeedsAPersonAndIsNotTriedAgain() {
    server.enqueue(
        json(
            403,
            "{\"error\": \"invalid_grant\","
                + " \"error_description\": \"Unknown refresh token refresh-0\"}"));

    StockxTokens tokens = tokens();

    for (int asker = 0; asker < 3; asker++) {
      assertThatExceptionOfType(CredentialsRefusedException.class)
          .isThrownBy(tokens::current)
          .withMessage(
              "StockX gives no access token (invalid_grant): a person must log in to StockX again"
                  + " and set STOCKX_REFRESH_TOKEN to the new token");
    }
    assertThat(calls).hasSize(1);
  }

  @Test
  void aTokenRevokedMeanwhileStopsEveryAskerWithTheSameMessage() {
    grant("access-1", HALF_A_DAY);
    refuse("invalid_grant");
    StockxTokens tokens = tokens();
    Credentials refused = tokens.current();

    assertThatExceptionOfType(CredentialsRefusedException.class)
        .isThrownBy(() -> tokens.renewed(refused));

    assertThatExceptionOfType(CredentialsRefusedException.class)
        .isThrownBy(() -> tokens.renewed(refused))
        .withMessageContaining("person must log in");
    assertThatExceptionOfType(CredentialsRefusedException.class)
        .isThrownBy(tokens::current)
        .withMessageContaining("person must log in");
    assertThat(calls).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"401, invalid_client", "403, unauthorized_client", "400, invalid_client"})
  void aWrongApplicationIsNamedByItsSettings(int status, String error) {
    server.enqueue(json(status, "{\"error\": \"" + error + "\"}"));

    assertThatExceptionOfType(CredentialsRefusedException.class)
        .isThrownBy(() -> tokens().current())
        .withMessageContaining(error)
        .withMessageContaining("STOCKX_CLIENT_ID and STOCKX_CLIENT_SECRET");
    assertThat(calls).hasSize(1);
  }

  @Test
  void anErrorCodeThatCouldBeAnythingIsNotPrinted() {
    server.enqueue(json(400, "{\"error\": \"Refresh Token refresh-0 is bad\"}"));

    assertThatExceptionOfType(PlatformUnreachableException.class)
        .isThrownBy(() -> tokens().current())
        .satisfies(failure -> assertThat(failure).hasMessageNotContaining("refresh-0"));
  }

  @Test
  void troubleAtTheAuthenticationServerIsRepeatedAndReported() {
    server.enqueue(new MockResponse.Builder().code(503).body("<html>busy</html>").build());
    server.enqueue(json(200, "{\"access_token\": \"torn"));
    grant("access-1", HALF_A_DAY);

    assertThat(bearer(tokens().current())).isEqualTo("Bearer access-1");
    assertThat(calls).hasSize(3);
    assertThat(sleeps).containsExactly(Duration.ofMillis(1500), Duration.ofMillis(3000));
  }

  @Test
  void aDeadAuthenticationServerEndsInAClearFailure() {
    for (int call = 0; call < 4; call++) {
      server.enqueue(new MockResponse.Builder().code(502).build());
    }

    assertThatExceptionOfType(PlatformUnreachableException.class)
        .isThrownBy(() -> tokens().current())
        .withMessageContaining("/oauth/token answered 502 without a token");
    assertThat(calls).hasSize(4);
  }

  @Test
  void aTooLongRetryAfterIsNotSlept() {
    server.enqueue(
        new MockResponse.Builder().code(429).addHeader("Retry-After", "3600").body("{}").build());

    assertThatExceptionOfType(PlatformUnreachableException.class)
        .isThrownBy(() -> tokens().current())
        .withMessageContaining("ask again at 2026-03-10T13:00:00Z")
        .satisfies(e -> assertThat(e.until()).contains(Instant.parse("2026-03-10T13:00:00Z")));
    assertThat(sleeps).isEmpty();
  }

  @Test
  void anEdgeThatBlocksUsDoesNotBlameTheCredentials() {
    server.enqueue(new MockResponse.Builder().code(403).body("<html>blocked</html>").build());

    assertThatExceptionOfType(PlatformUnreachableException.class)
        .isThrownBy(() -> tokens().current())
        .withMessageContaining("answered 403 without a token");
  }

  @Test
  void aTokenThatIsStillValidIsUsedWhileTheServerIsDown() {
    grant("access-1", HALF_A_DAY);
    for (int call = 0; call < 4; call++) {
      server.enqueue(new MockResponse.Builder().code(502).build());
    }
    grant("access-2", HALF_A_DAY);
    StockxTokens tokens = tokens();
    tokens.current();

    clock.advance(HALF_A_DAY.minusMinutes(4));
    assertThat(bearer(tokens.current())).isEqualTo("Bearer access-1");
    assertThat(bearer(tokens.current())).isEqualTo("Bearer access-1");
    assertThat(calls).hasSize(5);

    clock.advance(Duration.ofMinutes(1));
    assertThat(bearer(tokens.current())).isEqualTo("Bearer access-2");
  }

  @Test
  void aTokenIsNotRenewedEarlyBeforeTheServerAllowsIt() {
    grant("access-1", HALF_A_DAY);
    server.enqueue(
        new MockResponse.Builder().code(429).addHeader("Retry-After", "180").body("{}").build());
    grant("access-2", HALF_A_DAY);
    StockxTokens tokens = tokens();
    tokens.current();

    clock.advance(HALF_A_DAY.minusMinutes(4));
    tokens.current();
    clock.advance(Duration.ofSeconds(179));
    assertThat(bearer(tokens.current())).isEqualTo("Bearer access-1");
    assertThat(calls).hasSize(2);

    clock.advance(Duration.ofSeconds(1));
    assertThat(bearer(tokens.current())).isEqualTo("Bearer access-2");
  }

  @Test
  void anExpiredTokenIsNotUsedWhileTheServerIsDown() {
    grant("access-1", HALF_A_DAY);
    for (int call = 0; call < 4; call++) {
      server.enqueue(new MockResponse.Builder().code(502).build());
    }
    StockxTokens tokens = tokens();
    tokens.current();

    clock.advance(HALF_A_DAY);

    assertThatExceptionOfType(PlatformUnreachableException.class).isThrownBy(tokens::current);
  }

  @Test
  void anInterruptedWaitEndsAndKeepsTheFlag() {
    server.enqueue(new MockResponse.Builder().code(503).build());
    StockxTokens tokens =
        tokens(
            login(),
            duration -> {
              throw new InterruptedException();
            });

    assertThatExceptionOfType(PlatformUnreachableException.class)
        .isThrownBy(tokens::current)
        .withMessageContaining("Interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void nothingPrintsASecret() {
    grantWithRefreshToken("access-1", "refresh-1");
    StockxTokens tokens = tokens();

    assertThat(List.of(login(), tokens, tokens.current()).toString())
        .doesNotContain("client-secret", "client-id", "key-secret", "refresh-", "access-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n"})
  void anEmptySettingIsNamed(String empty) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StockxLogin("id", "secret", empty, "refresh"))
        .withMessageContaining("STOCKX_API_KEY is empty");
  }

  @Test
  void lineEndsOfSecretFilesAreNotPartOfTheSecret() {
    assertThat(new StockxLogin("id\n", "secret\r\n", " key ", "refresh\n"))
        .isEqualTo(new StockxLogin("id", "secret", "key", "refresh"));
  }

  private StockxTokens tokens() {
    return tokens(login(), sleeps::add);
  }

  private StockxTokens tokens(StockxLogin login, Sleeper sleeper) {
    TokenEndpoint endpoint =
        new TokenEndpoint(
            caller,
            server.url("/").uri(),
            clock,
            () -> turn.take(),
            sleeper,
            RetryPolicy.standard());
    Vault vault = new FileVault(vaultFile, Duration.ofSeconds(5), clock, Sleeper.real());
    return new StockxTokens(endpoint, login, vault, clock, clock.instant());
  }

  private Optional<Duration> granted() {
    calls.add("granted");
    return Optional.empty();
  }

  private TokenTurn putOffOnce(Duration pause) {
    return () -> {
      turn = () -> granted();
      return Optional.of(pause);
    };
  }

  private TokenTurn forbiddenFromCall(int first) {
    List<Integer> asked = new ArrayList<>();
    return () -> {
      asked.add(1);
      if (asked.size() >= first) {
        throw new IllegalStateException("the budget is spent");
      }
      return Optional.empty();
    };
  }

  private static Optional<Duration> moved(Path from, Path to) {
    try {
      Files.move(from, to);
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> refreshTokensSent(int calls) throws InterruptedException {
    List<String> sent = new ArrayList<>();
    for (int call = 0; call < calls; call++) {
      sent.add(form(server.takeRequest().getBody().utf8()).get("refresh_token"));
    }
    return sent;
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private void refuse(String error) {
    server.enqueue(json(403, "{\"error\": \"%s\"}".formatted(error)));
  }

  private static StockxLogin login() {
    return new StockxLogin("client-id", "client-secret", "key-secret", "refresh-0");
  }

  private void grant(String accessToken, Duration lifetime) {
    server.enqueue(
        json(
            200,
            "{\"access_token\": \"%s\", \"expires_in\": %d, \"token_type\": \"Bearer\"}"
                .formatted(accessToken, lifetime.toSeconds())));
  }

  private void grantWithRefreshToken(String accessToken, String refreshToken) {
    server.enqueue(
        json(
            200,
            "{\"access_token\": \"%s\", \"refresh_token\": \"%s\", \"expires_in\": 43200}"
                .formatted(accessToken, refreshToken)));
  }

  private static MockResponse json(int status, String body) {
    return new MockResponse.Builder().code(status).body(body).build();
  }

  private static String bearer(Credentials credentials) {
    return credentials.headers().get("Authorization");
  }

  private static Map<String, String> form(String encoded) {
    HttpUrl url = HttpUrl.get("http://form/?" + encoded);
    return url.queryParameterNames().stream()
        .collect(Collectors.toMap(name -> name, url::queryParameter));
  }

  private static final class MovedClock extends Clock {

    private Instant now;

    private MovedClock(Instant now) {
      this.now = now;
    }

    private void advance(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("The tests have one zone");
    }
  }
}
