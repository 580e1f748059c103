package io.soletape.fetch;

import static io.soletape.testing.TestRows.told;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.holdenkarau.spark.testing.JavaDataFrameSuiteBase;
import io.soletape.alias.AliasApi;
import io.soletape.http.RetryPolicy;
import io.soletape.lake.Lake;
import io.soletape.lake.OneWriter;
import io.soletape.lake.Tables;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Platform;
import io.soletape.market.Region;
import io.soletape.market.Sku;
import io.soletape.plan.Planned;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.stockx.StockxApi;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.TestRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.sink.PrometheusServlet;
import org.apache.spark.metrics.source.Source;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fetch in local Spark: desk, plugin, calls, landing zone and bronze. */
class FetchJobTest {

  private static final Slot SLOT = new Slot(Tier.HOT, Instant.parse("2026-03-01T10:00:00Z"));
  private static final String OTHER_RUN = "all-20260301T1000Z";
  private static final Sku SKU = new Sku("DD1391-100");
  private static final Planned USD =
      Planned.in(SLOT, StockxApi.marketData(SKU, "p1", new CurrencyCode("USD"), new Region("US")));
  private static final Planned UNKNOWN =
      Planned.in(
          SLOT,
          StockxApi.marketData(
              new Sku("U9060BPM"), "gone", new CurrencyCode("USD"), new Region("US")));
  private static final Planned US =
      Planned.in(SLOT, AliasApi.availabilities(SKU, "dunk", new Region("US"), false));
  private static final Planned BAD =
      Planned.in(
          SLOT,
          AliasApi.availabilities(new Sku("U9060BPM"), "no-such-id", new Region("US"), false));

  @TempDir private Path folder;

  private final MockWebServer stockx = new MockWebServer();
  private final MockWebServer alias = new MockWebServer();
  private final AtomicInteger ended = new AtomicInteger();
  private final List<String> notes = new ArrayList<>();
  private Lake lake;
  private FetchDesk desk;

  @BeforeEach
  void start() throws IOException {
    lake = new Lake(LocalSpark.session(), folder.toString());
    stockx.setDispatcher(answering(target -> target.contains("gone") ? 404 : 200, "[\"stöckx\"]"));
    alias.setDispatcher(answering(target -> 200, "{\"variants\": []}"));
    stockx.start();
    alias.start();
    openDesk();
  }

  private void startAnew() {
    desk.close();
    openDesk();
  }

  private void openDesk() {
    desk =
        FetchDesk.open(Clock.systemUTC(), open -> ended.incrementAndGet())
            .serving(
                Platform.STOCKX,
                new FakeLedger(1_000).allowing(100).turnstile(Platform.STOCKX),
                new FetchDeskTest.FakeCredentials())
            .serving(
                Platform.ALIAS,
                new FakeLedger(1_000).turnstile(Platform.ALIAS),
                new FetchDeskTest.FakeCredentials());
  }

  @AfterEach
  void stop() {
    desk.close();
    stockx.close();
    alias.close();
  }

  @ParameterizedTest
  @CsvSource({
    // executors, cores of all, workers
    "2, 2, 1",
    "2, 4, 2",
    "1, 4, 2",
    "1, 1, 1",
    "8, 8, 7",
    "8, 64, 8",
  })
  void aWorkerAnExecutorCallsAndACoreIsLeftToTheCommits(int executors, int cores, int workers) {
    assertThat(FetchJob.workers(executors, cores)).isEqualTo(workers);
  }

  @Test
  void eachPlannedRequestIsOneRowOfBronzeAndIsNeverAskedForAgain() {
    List<Planned> plan = List.of(USD, UNKNOWN, US);

    Map<Platform, FetchTally> tallies = job().fetch(job().missing(plan));

    assertThat(tallies.get(Platform.STOCKX))
        .isEqualTo(new FetchTally(Platform.STOCKX, 2, 1, 0, 0, 2, 0, 0));
    assertThat(tallies.get(Platform.ALIAS))
        .isEqualTo(new FetchTally(Platform.ALIAS, 1, 0, 0, 0, 1, 0, 0));
    assertThat(ended).hasValue(3);
    assertThat(
            told(
                lake.read(Tables.PLATFORM_RESPONSES),
                "request_id",
                "slot_at",
                "tier",
                "run_id",
                "platform",
                "endpoint",
                "sku",
                "http_status",
                "outcome",
                "attempts",
                "body",
                "slot_date"))
        .containsExactlyInAnyOrder(
            row(USD, "stockx | market_data | DD1391-100 | 200 | ok | 1 | [\"stöckx\"]"),
            row(UNKNOWN, "stockx | market_data | U9060BPM | 404 | not_found | 1 | [\"stöckx\"]"),
            row(US, "alias | availabilities | DD1391-100 | 200 | ok | 1 | {\"variants\": []}"));
    assertThat(params(US))
        .isEqualTo(Map.of("catalog_id", "dunk", "region_id", "1", "consigned", "false"));

    Dataset<Row> first = lake.read(Tables.PLATFORM_RESPONSES).localCheckpoint();
    assertThat(job().missing(plan)).isEmpty();
    assertThat(job().fetch(List.of())).isEmpty();

    assertThat(stockx.getRequestCount() + alias.getRequestCount()).isEqualTo(3);
    new JavaDataFrameSuiteBase()
        .assertDataFrameNoOrderEquals(
            first.drop("params"), lake.read(Tables.PLATFORM_RESPONSES).drop("params"));
    assertThat(landing().landed()).isEmpty();
  }

  @Test
  void whatACrashLeftInTheLandingZoneIsCommittedWithoutACall() throws IOException {
    Landing landing = landing();
    landing.open();
    landing.put(USD.requestId(), false, answer(USD).toJsonLine(context()));

    assertThat(job().missing(List.of(USD))).isEmpty();
    job().fetch(List.of());

    assertThat(stockx.getRequestCount()).isZero();
    assertThat(told(lake.read(Tables.PLATFORM_RESPONSES), "request_id", "body", "fetched_at"))
        .containsExactly(USD.requestId() + " | [\"before\"] | 2026-03-01T10:00:02Z");
    assertThat(landing.landed()).isEmpty();

    // Another crash, after the commit and before the landing zone was emptied.
    landing.put(USD.requestId(), false, answer(USD).toJsonLine(context()));
    job().fetch(List.of());

    assertThat(lake.read(Tables.PLATFORM_RESPONSES).count()).isEqualTo(1);
    assertThat(landing.landed()).isEmpty();
  }

  @Test
  void aDeadPlatformLeavesNoAnswersAndTheOtherOneGoesOn() {
    alias.setDispatcher(answering(target -> 500, "{}"));
    List<Planned> plan = new ArrayList<>(List.of(USD));
    for (int style = 100; style < 105; style++) {
      plan.add(
          Planned.in(
              SLOT,
              AliasApi.availabilities(
                  new Sku("DD1391-" + style), "dunk" + style, Region.GLOBAL, false)));
    }

    Map<Platform, FetchTally> tallies = job().fetch(plan);
    job().settle();

    assertThat(desk.stop(Platform.ALIAS).map(FetchStop::reason)).contains("unreachable");
    assertThat(desk.stop(Platform.STOCKX)).isEmpty();
    assertThat(told(lake.read(Tables.PLATFORM_RESPONSES), "platform", "outcome"))
        .containsExactly("stockx | ok");
    assertThat(job().missing(plan)).hasSize(5);
    assertThat(tallies.get(Platform.ALIAS).calls()).isBetween(10L, 20L);
    assertThat(landing().landed()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // answer to the one id, which worked in an earlier slot, so that the platform is dead
    "503, false, false",
    "503, true,  true",
    "500, false, true",
  })
  void oneBadIdIsNoDeadPlatformAndADeadPlatformIsAskedAgain(
      int status, boolean hasWorked, boolean isDead) {
    alias.setDispatcher(answering(target -> status, "{}"));
    if (hasWorked) {
      lake.append(Tables.PLATFORM_RESPONSES, anEarlierSlot(BAD));
    }

    Map<Platform, FetchTally> tallies = job().fetch(List.of(BAD));
    assertThat(desk.stop(Platform.ALIAS)).as("the run may yet bring an answer").isEmpty();
    job().settle();

    assertThat(tallies.get(Platform.ALIAS).failed()).isEqualTo(1);
    assertThat(desk.stop(Platform.ALIAS).map(FetchStop::reason))
        .isEqualTo(isDead ? Optional.of("unreachable") : Optional.empty());
    assertThat(job().missing(List.of(BAD))).hasSize(isDead ? 1 : 0);
    assertThat(told(lake.read(Tables.PLATFORM_RESPONSES).where("outcome = 'failed'"), "request_id"))
        .isEqualTo(isDead ? List.of() : List.of(BAD.requestId()));
    assertThat(landing().landed()).isEmpty();
  }

  @Test
  void anIdThatIsAllThatIsLeftOfASlotIsNoDeadPlatformThoughItOnceWorked() {
    alias.setDispatcher(answering(target -> target.contains("dunk") ? 200 : 503, "{}"));
    lake.append(Tables.PLATFORM_RESPONSES, anEarlierSlot(BAD));
    job().fetch(List.of(US));
    startAnew();

    FetchJob resumed = job();
    resumed.fetch(resumed.missing(List.of(US, BAD)));
    resumed.settle();

    assertThat(desk.stop(Platform.ALIAS)).isEmpty();
    assertThat(resumed.missing(List.of(US, BAD))).isEmpty();
  }

  @Test
  void aTokenWithoutTheRightStopsItsPlatformAndNothingItWasDeniedIsFinal() {
    alias.setDispatcher(answering(target -> 403, "{}"));

    job().fetch(List.of(USD, US));
    job().settle();

    assertThat(desk.stop(Platform.ALIAS).map(FetchStop::reason)).contains("credentials");
    assertThat(desk.stop(Platform.STOCKX)).isEmpty();
    assertThat(told(lake.read(Tables.PLATFORM_RESPONSES), "platform", "outcome"))
        .containsExactly("stockx | ok");
    assertThat(job().missing(List.of(USD, US))).containsExactly(US);
  }

  @Test
  void anAnswerLaterInTheRunShowsThatThePlatformLives() {
    alias.setDispatcher(answering(target -> target.contains("dunk") ? 200 : 500, "{}"));

    FetchJob job = job();
    job.fetch(List.of(BAD));
    job.fetch(List.of(US));
    job.settle();

    assertThat(desk.stop(Platform.ALIAS)).isEmpty();
    assertThat(told(lake.read(Tables.PLATFORM_RESPONSES), "request_id", "outcome"))
        .containsExactlyInAnyOrder(BAD.requestId() + " | failed", US.requestId() + " | ok");
  }

  @Test
  void anExecutorReachesTheDeskOverTheLineOfThePlugin() {
    Assignment work = Assignment.of(US);
    desk.opens(Map.of(Platform.ALIAS, List.of(work)), requestId -> false);

    assertThat(FetchPlugin.ask(new DeskMessage.AskWork(Platform.ALIAS, FakeDesk.WORKER)))
        .isInstanceOfSatisfying(
            DeskReply.Work.class, given -> assertThat(given.assignment()).isEqualTo(work));
    assertThat(desk.made(Platform.ALIAS)).isEqualTo(1);
  }

  @Test
  void sparksMetricsSystemHasTheFiguresAndPrometheusCanReadThem() {
    job().fetch(List.of(USD, UNKNOWN, US));
    desk.giveBackUnspent();

    Source figures = figures();

    assertThat(figures.metricRegistry().getGauges().get("stockx.calls.404").getValue())
        .isEqualTo(1L);
    assertThat(asPrometheusReads(figures))
        .contains(
            "metrics_stockx_calls_200_Value{type=\"gauges\"} 1",
            "metrics_stockx_permits_Value{type=\"gauges\"} 2",
            "metrics_stockx_quota_left_Value{type=\"gauges\"} 98",
            "metrics_alias_calls_415_Value{type=\"gauges\"} 0");
  }

  @Test
  void aTornAnswerIsAskedForAgainAndSaid() throws IOException {
    Path torn = Path.of(FetchJob.landingOf(lake, SLOT)).resolve(USD.requestId() + ".json");
    Files.createDirectories(torn.getParent());
    Files.writeString(torn, "{\"request_id\": \"" + USD.requestId());

    job().fetch(job().missing(List.of(USD)));

    assertThat(stockx.getRequestCount()).isEqualTo(1);
    assertThat(told(lake.read(Tables.PLATFORM_RESPONSES), "request_id", "outcome"))
        .containsExactly(USD.requestId() + " | ok");
    assertThat(notes).singleElement().asString().contains("torn", USD.requestId());
    assertThat(Path.of(torn + ".torn")).exists();
  }

  @Test
  void aLandingZoneThatCannotBeWrittenStopsAllCallsAndSaysWhy() throws IOException {
    // A folder in the way of the file: what a full disk does, and can be had on any machine.
    Path inTheWay = Path.of(FetchJob.landingOf(lake, SLOT)).resolve(USD.requestId() + ".json");
    Files.createDirectories(inTheWay.getParent().getParent());
    Files.writeString(inTheWay.getParent(), "no folder");

    assertThatThrownBy(() -> job().fetch(List.of(USD))).hasMessageContaining("landing zone");
    assertThat(stockx.getRequestCount()).isZero();
  }

  @Test
  void whatDoesNotFitTheBudgetIsPutOffAndNamedBeforeTheFirstCall() {
    desk.close();
    FakeLedger poor = new FakeLedger(1_000).admitting(1);
    desk =
        FetchDesk.open(Clock.systemUTC(), open -> {})
            .serving(
                Platform.STOCKX,
                poor.turnstile(Platform.STOCKX),
                new FetchDeskTest.FakeCredentials());

    Map<Platform, FetchTally> tallies = job().fetch(List.of(USD, UNKNOWN));

    assertThat(tallies.get(Platform.STOCKX))
        .isEqualTo(new FetchTally(Platform.STOCKX, 1, 0, 0, 1, 1, 0, 0));
    assertThat(told(lake.read(Tables.PLATFORM_RESPONSES), "request_id"))
        .containsExactly(USD.requestId());
    assertThat(notes)
        .containsExactly("stockx: 1 request does not fit what is left of the day; put off");
    assertThat(desk.stop(Platform.STOCKX))
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.reason()).isEqualTo("budget");
              assertThat(stop.resumeAt()).isEqualTo(FakeLedger.TOMORROW);
            });
  }

  @Test
  void whatAnEarlierAttemptWasDeniedIsAskedAgain() throws IOException {
    landing().open();
    landing().put(US.requestId(), true, denied(US).toJsonLine(context()));

    FetchJob job = job();
    List<Planned> missing = job.missing(List.of(USD, US));
    assertThat(missing).containsExactly(USD, US);
    job.fetch(missing);
    job.settle();

    assertThat(told(lake.read(Tables.PLATFORM_RESPONSES), "request_id", "outcome"))
        .containsExactlyInAnyOrder(USD.requestId() + " | ok", US.requestId() + " | ok");
    assertThat(landing().landed()).isEmpty();
  }

  @Test
  void whatThisAttemptWasDeniedIsNotAskedAgain() {
    alias.setDispatcher(answering(target -> 403, "{}"));
    FetchJob job = job();

    job.fetch(job.missing(List.of(US)));

    assertThat(job.missing(List.of(US))).isEmpty();
    assertThat(FetchJob.withoutCalls(lake, SLOT, context()).missing(List.of(US)))
        .containsExactly(US);
  }

  @Test
  void failuresOfAnotherRunThatIsAtWorkAreItsOwn() throws IOException {
    lake = new Lake(LocalSpark.session(), folder.toString(), new Busy(OTHER_RUN));
    landing().open();
    landingOf(OTHER_RUN).put(UNKNOWN.requestId(), true, denied(UNKNOWN).toJsonLine(context()));
    landingOf(OTHER_RUN).put(US.requestId(), true, denied(US).toJsonLine(context()));

    FetchJob job = job();
    job.fetch(job.missing(List.of(US)));
    job.settle();

    assertThat(told(lake.read(Tables.PLATFORM_RESPONSES), "request_id", "outcome"))
        .containsExactly(US.requestId() + " | ok");
    assertThat(landingOf(OTHER_RUN).failures()).hasSize(2);
  }

  @Test
  void anAnswerThatAnotherRunGotIsWorthMoreThanAFailure() throws IOException {
    alias.setDispatcher(answering(target -> 503, "{}"));
    FetchJob job = job();
    job.fetch(List.of(BAD));
    landing().put(BAD.requestId(), false, answer(BAD).toJsonLine(context()));

    job.settle();

    assertThat(told(lake.read(Tables.PLATFORM_RESPONSES), "request_id", "outcome"))
        .containsExactly(BAD.requestId() + " | ok");
    assertThat(landing().landed()).isEmpty();
  }

  @Test
  void filesThatAnotherRunCommitsMeanwhileAreNoTrouble() throws IOException {
    landing().open();
    landing().put(US.requestId(), false, answer(US).toJsonLine(context()));
    lake = new Lake(LocalSpark.session(), folder.toString(), new Late(this::commitOfAnotherRun));

    job().fetch(List.of());

    assertThat(told(lake.read(Tables.PLATFORM_RESPONSES), "request_id", "outcome"))
        .containsExactly(US.requestId() + " | ok");
  }

  @Test
  void whatAnotherRunIsAskingIsWaitedForAndNotAskedTwice() {
    Claims other = anotherRunThatAsks(US);
    stockx.setDispatcher(
        answering(
            target -> {
              landingOf(OTHER_RUN).put(US.requestId(), false, line(answer(US)));
              other.leave();
              return 200;
            },
            "{}"));

    FetchJob job = job();
    job.fetch(job.missing(List.of(USD, US)));
    job.settle();

    assertThat(alias.getRequestCount()).isZero();
    assertThat(told(lake.read(Tables.PLATFORM_RESPONSES), "request_id", "body"))
        .containsExactlyInAnyOrder(USD.requestId() + " | {}", US.requestId() + " | [\"before\"]");
    assertThat(landing().landed()).isEmpty();
  }

  @Test
  void whatAnotherRunCommittedSinceThePlanWasMadeIsNotAskedTwice() {
    anotherRunThatAsks();
    FetchJob job = job();
    List<Planned> missing = job.missing(List.of(USD, US));
    Claims other = anotherRunThatAsks(US);
    lake.append(
        Tables.PLATFORM_RESPONSES,
        TestRows.of(Tables.PLATFORM_RESPONSES, "request_id", "platform", "sku", "outcome")
            .with("slot_at", SLOT.at().toString())
            .with("slot_date", "2026-03-01")
            .row(US.requestId(), "alias", SKU.code(), "ok")
            .dataset());
    other.forget(List.of(US.requestId()));
    other.leave();

    job.fetch(missing);

    assertThat(alias.getRequestCount()).isZero();
    assertThat(lake.read(Tables.PLATFORM_RESPONSES).count()).isEqualTo(2);
  }

  @Test
  void whatAnotherRunGaveUpIsAskedHere() {
    Claims other = anotherRunThatAsks(US);
    stockx.setDispatcher(
        answering(
            target -> {
              other.release(US.requestId());
              return 200;
            },
            "{}"));

    FetchJob job = job();
    job.fetch(job.missing(List.of(USD, US)));

    assertThat(alias.getRequestCount()).isEqualTo(1);
    assertThat(job.missing(List.of(USD, US))).isEmpty();
  }

  private Claims anotherRunThatAsks(Planned... asked) {
    lake = new Lake(LocalSpark.session(), folder.toString(), new Busy(SLOT.runId(), OTHER_RUN));
    Claims other = Claims.at(FetchJob.landingOf(lake, SLOT), OTHER_RUN, lake);
    other.arrive();
    for (Planned planned : asked) {
      assertThat(other.take(planned.requestId())).isTrue();
    }
    return other;
  }

  private byte[] line(Answer answer) {
    try {
      return answer.toJsonLine(context());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void commitOfAnotherRun() {
    lake = new Lake(LocalSpark.session(), folder.toString());
    job().fetch(List.of());
  }

  private static Source figures() {
    return SparkEnv.get()
        .metricsSystem()
        .getSourcesByName("plugin." + FetchPlugin.class.getName())
        .head();
  }

  private static List<String> asPrometheusReads(Source figures) {
    Properties where = new Properties();
    where.setProperty("path", "/metrics/prometheus");
    return new PrometheusServlet(where, figures.metricRegistry())
        .getMetricsSnapshot()
        .lines()
        .toList();
  }

  private FetchJob job() {
    return new FetchJob(lake, SLOT, context(), desk, notes::add);
  }

  private FetchContext context() {
    RetryPolicy withoutWaits =
        new RetryPolicy(
            4, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(1));
    return new FetchContext(
        SLOT.at(),
        SLOT.tier().code(),
        SLOT.runId(),
        Map.of(
            Platform.STOCKX, new StockxApi(stockx.url("/").uri()),
            Platform.ALIAS, new AliasApi(alias.url("/api/v1").uri())),
        FetchJob.landingOf(lake, SLOT),
        4,
        Duration.ofSeconds(20),
        withoutWaits);
  }

  private Landing landing() {
    return landingOf(SLOT.runId());
  }

  private Landing landingOf(String run) {
    return Landing.at(
        FetchJob.landingOf(lake, SLOT), run, lake.spark().sparkContext().hadoopConfiguration());
  }

  private Answer answer(Planned planned) {
    Instant at = Instant.parse("2026-03-01T10:00:02Z");
    return new Answer(
        Assignment.of(planned),
        "ok",
        Optional.of(200),
        Optional.of("[\"before\"]".getBytes(UTF_8)),
        1,
        at,
        at,
        17);
  }

  private Answer denied(Planned planned) {
    Instant at = Instant.parse("2026-03-01T10:00:02Z");
    return new Answer(
        Assignment.of(planned), "rejected", Optional.of(403), Optional.empty(), 1, at, at, 17);
  }

  private static Dataset<Row> anEarlierSlot(Planned planned) {
    return TestRows.of(
            Tables.PLATFORM_RESPONSES, "request_id", "platform", "endpoint", "sku", "outcome")
        .with("slot_at", "2026-03-01T09:00:00Z")
        .with("slot_date", "2026-03-01")
        .row("earlier", "alias", "availabilities", planned.request().sku().code(), "ok")
        .dataset();
  }

  private Map<String, String> params(Planned planned) {
    Row row =
        lake.read(Tables.PLATFORM_RESPONSES)
            .where("request_id = '" + planned.requestId() + "'")
            .first();
    return row.getJavaMap(row.fieldIndex("params"));
  }

  private static String row(Planned planned, String rest) {
    return planned.requestId()
        + " | 2026-03-01T10:00:00Z | hot | hot-20260301T1000Z | "
        + rest
        + " | 2026-03-01";
  }

  private static Dispatcher answering(StatusOf statusOf, String body) {
    return new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        return new MockResponse.Builder()
            .code(statusOf.target(request.getTarget()))
            .body(body)
            .build();
      }
    };
  }

  /** These runs are at work. */
  private record Busy(String... runs) implements OneWriter {

    @Override
    public <T> T alone(String what, Supplier<T> work) {
      return work.get();
    }

    @Override
    public boolean isBusy(String what) {
      return Stream.of(runs).map(FetchJob::lockOf).anyMatch(what::equals);
    }
  }

  /** Whoever wants to commit must wait, and another one works meanwhile. */
  private static final class Late implements OneWriter {
    private final Runnable another;
    private int entered;

    private Late(Runnable another) {
      this.another = another;
    }

    @Override
    public <T> T alone(String what, Supplier<T> work) {
      // The first time nothing is committed yet.
      entered++;
      if (entered == 2) {
        another.run();
      }
      return work.get();
    }
  }

  private interface StatusOf {
    int target(String target);
  }
}
