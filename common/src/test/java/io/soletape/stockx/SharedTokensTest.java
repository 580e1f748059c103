package io.soletape.stockx;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.http.HttpCaller;
import io.soletape.http.RetryPolicy;
import io.soletape.http.Sleeper;
import io.soletape.platform.Credentials;
import io.soletape.platform.CredentialsRefusedException;
import io.soletape.testing.PostgresServer;
import io.soletape.vault.FileVault;
import io.soletape.vault.PostgresVault;
import io.soletape.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many processes with one account, and an authentication server whose refresh tokens can be used
 * once. Each process is an object with a vault, an HTTP client and a clock of its own.
 */
class SharedTokensTest {

  private static final int PROCESSES = 5;
  private static final int THREADS = 4;
  private static final int ROUNDS = 10;

  @TempDir Path directory;

  private final MockWebServer server = new MockWebServer();
  private final SingleUse accounts = new SingleUse();
  private final List<HttpCaller> callers = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(PROCESSES * THREADS);
  private Optional<String> database = Optional.empty();

  /** Where the vault lies. */
  enum Place {
    FILE,
    POSTGRES
  }

  @BeforeEach
  void start() throws IOException {
    server.setDispatcher(accounts);
    server.start();
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    callers.forEach(HttpCaller::close);
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void processesThatStartTogetherCostOneCall(Place place)
      throws InterruptedException, ExecutionException {
    List<StockxTokens> processes = processes(place, Clock.systemUTC());

    Set<Credentials> got = askedByAll(processes, StockxTokens::current);

    assertThat(got).hasSize(1);
    assertThat(accounts.granted()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void aTokenThatAllSeeRefusedCostsOneCall(Place place)
      throws InterruptedException, ExecutionException {
    List<StockxTokens> processes = processes(place, Clock.systemUTC());
    Credentials refused = askedByAll(processes, StockxTokens::current).iterator().next();

    Set<Credentials> got = askedByAll(processes, tokens -> tokens.renewed(refused));

    assertThat(got).hasSize(1).doesNotContain(refused);
    assertThat(accounts.granted()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void aTokenThatEndsForAllCostsOneCall(Place place)
      throws InterruptedException, ExecutionException {
    TurnedClock clock = new TurnedClock();
    List<StockxTokens> processes = processes(place, clock);
    Set<Credentials> first = askedByAll(processes, StockxTokens::current);

    clock.ahead = SingleUse.LIFETIME.minusMinutes(4);
    Set<Credentials> second = askedByAll(processes, StockxTokens::current);

    assertThat(second).hasSize(1).isNotEqualTo(first);
    assertThat(accounts.granted()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void noRoundOfRenewalsBreaksTheChainOfRefreshTokens(Place place)
      throws InterruptedException, ExecutionException {
    List<StockxTokens> processes = processes(place, Clock.systemUTC());

    for (int round = 0; round < ROUNDS; round++) {
      askedByAll(processes, tokens -> tokens.renewed(tokens.current()));
    }

    assertThat(accounts.refused()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aLaterStartProvesItsCredentialsThoughATokenIsKept(Place place) {
    process(place, Clock.systemUTC(), login("client-secret")).current();

    process(place, Clock.systemUTC(), login("client-secret")).current();

    assertThat(accounts.granted()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void otherCredentialsAreProvenThoughATokenIsKeptSince(Place place) {
    StockxTokens other = process(place, Clock.systemUTC(), login("another secret"));
    process(place, Clock.systemUTC(), login("client-secret")).current();

    other.current();

    assertThat(accounts.granted()).isEqualTo(2);
    assertThat(accounts.refused()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aRevokedTokenStopsAllWithOneMessageAndACallEach(Place place)
      throws InterruptedException, ExecutionException {
    accounts.revoke();
    List<StockxTokens> processes = processes(place, Clock.systemUTC());

    Set<String> messages = answersOfAll(processes, SharedTokensTest::refusal);

    assertThat(messages)
        .containsExactly(
            "StockX gives no access token (invalid_grant): a person must log in to StockX again"
                + " and set STOCKX_REFRESH_TOKEN to the new token");
    assertThat(accounts.refused()).isEqualTo(PROCESSES);
  }

  private List<StockxTokens> processes(Place place, Clock clock) {
    List<StockxTokens> processes = new ArrayList<>();
    for (int process = 0; process < PROCESSES; process++) {
      processes.add(process(place, clock, login("client-secret")));
    }
    return processes;
  }

  private StockxTokens process(Place place, Clock clock, StockxLogin login) {
    HttpCaller caller = new HttpCaller(Duration.ofSeconds(5), Duration.ofSeconds(10), 2);
    callers.add(caller);
    TokenEndpoint endpoint =
        new TokenEndpoint(
            caller,
            server.url("/").uri(),
            clock,
            Optional::empty,
            Sleeper.real(),
            RetryPolicy.standard());
    return new StockxTokens(endpoint, login, vault(place, clock), clock, clock.instant());
  }

  private Vault vault(Place place, Clock clock) {
    Duration patience = Duration.ofSeconds(60);
    return switch (place) {
      case FILE -> new FileVault(directory.resolve("tokens"), patience, clock, Sleeper.real());
      case POSTGRES -> new PostgresVault(database(), "stockx:1", patience);
    };
  }

  private String database() {
    database = database.or(() -> Optional.of(PostgresServer.newDatabase()));
    return database.get();
  }

  private static StockxLogin login(String clientSecret) {
    return new StockxLogin("client-id", clientSecret, "key-secret", "refresh-0");
  }

  private Set<Credentials> askedByAll(
      List<StockxTokens> processes, Function<StockxTokens, Credentials> question)
      throws InterruptedException, ExecutionException {
    return answersOfAll(processes, question);
  }

  private <T> Set<T> answersOfAll(List<StockxTokens> processes, Function<StockxTokens, T> question)
      throws InterruptedException, ExecutionException {
    List<Callable<T>> questions = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      processes.forEach(tokens -> questions.add(() -> question.apply(tokens)));
    }
    Set<T> answers = new HashSet<>();
    for (Future<T> answered : threads.invokeAll(questions)) {
      answers.add(answered.get());
    }
    return answers;
  }

  private static String refusal(StockxTokens tokens) {
    try {
      return "granted " + tokens.current();
    } catch (CredentialsRefusedException e) {
      return e.getMessage();
    }
  }

  /** Grants an access token for the newest refresh token and refuses any other. */
  private static final class SingleUse extends Dispatcher {

    private static final Duration LIFETIME = Duration.ofHours(12);

    private int granted;
    private int refused;
    private boolean isRevoked;

    @Override
    public synchronized MockResponse dispatch(RecordedRequest request) {
      String sent =
          HttpUrl.get("http://form/?" + request.getBody().utf8()).queryParameter("refresh_token");
      if (isRevoked || !("refresh-" + granted).equals(sent)) {
        refused++;
        return new MockResponse.Builder().code(403).body("{\"error\":\"invalid_grant\"}").build();
      }
      granted++;
      return new MockResponse.Builder()
          .body(
              "{\"access_token\":\"access-%d\",\"refresh_token\":\"refresh-%d\",\"expires_in\":%d}"
                  .formatted(granted, granted, LIFETIME.toSeconds()))
          .build();
    }

    synchronized int granted() {
      return granted;
    }

    synchronized int refused() {
      return refused;
    }

    synchronized void revoke() {
      isRevoked = true;
    }
  }

  /** The clock of every process here; that of a database knows nothing of it. */
  private static final class TurnedClock extends Clock {

    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
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
