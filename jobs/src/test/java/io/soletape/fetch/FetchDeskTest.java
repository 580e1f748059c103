package io.soletape.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.soletape.budget.BudgetKey;
import io.soletape.budget.Trouble;
import io.soletape.fetch.DeskMessage.Meaning;
import io.soletape.lake.NotAloneException;
import io.soletape.market.Platform;
import io.soletape.platform.CredentialSource;
import io.soletape.platform.Credentials;
import io.soletape.platform.CredentialsRefusedException;
import io.soletape.platform.PlatformUnreachableException;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The desk and its counters. */
class FetchDeskTest {

  private static final Platform STOCKX = Platform.STOCKX;
  private static final Worker OTHER = new Worker("executor-2", 8);
  private static final String SKU = "DD1391-100";

  private Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private final InstantSource time = () -> now;
  private final Clock clock = time.withZone(ZoneOffset.UTC);

  private final AtomicInteger ended = new AtomicInteger();
  private final FakeLedger ledger = new FakeLedger(1_000).allowing(1_000);
  private final FakeCredentials credentials = new FakeCredentials();
  private FetchDesk desk;

  @BeforeEach
  void open() {
    desk =
        open(ledger)
            .serving(
                Platform.ALIAS, new FakeLedger(0).turnstile(Platform.ALIAS), new FakeCredentials());
    desk.opens(
        Map.of(
            STOCKX,
            List.of(order(STOCKX, "r1"), order(STOCKX, "r2")),
            Platform.ALIAS,
            List.of(order(Platform.ALIAS, "r3"))),
        requestId -> false);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void workComesWithATurnAndWithCredentialsThatAreValidNow() {
    assertThat(work())
        .isInstanceOfSatisfying(
            DeskReply.Work.class,
            work -> {
              assertThat(work.assignment().requestId()).isEqualTo("r1");
              assertThat(work.go().headers()).isEqualTo(Map.of("Authorization", "token 1"));
              assertThat(work.toString()).doesNotContain("token");
            });
  }

  @Test
  void aRequestIsWithOneWorkerAtATime() {
    work();

    assertThat(turn(FakeDesk.WORKER, "r1")).isInstanceOf(DeskReply.Go.class);
    assertThat(turn(OTHER, "r1")).isEqualTo(new DeskReply.Done());
    assertThat(desk.answer(new DeskMessage.AskWork(STOCKX, OTHER)))
        .isInstanceOfSatisfying(
            DeskReply.Work.class,
            work -> assertThat(work.assignment().requestId()).isEqualTo("r2"));
  }

  @Test
  void whoIsFreeWaitsForWhatOthersMayLoseAndTakesItOver() {
    work();
    work();
    assertThat(desk.answer(new DeskMessage.AskWork(STOCKX, OTHER)))
        .isInstanceOf(DeskReply.Later.class);

    ended("r1", "ok");
    desk.lostAttempt(FakeDesk.WORKER.attemptId());

    assertThat(desk.answer(new DeskMessage.AskWork(STOCKX, OTHER)))
        .isInstanceOfSatisfying(
            DeskReply.Work.class,
            work -> assertThat(work.assignment().requestId()).isEqualTo("r2"));
    ended("r2", "ok");
    assertThat(desk.answer(new DeskMessage.AskWork(STOCKX, OTHER))).isEqualTo(new DeskReply.Done());
  }

  @Test
  void whatAWorkerAskedBeforeItWasLostIsGivenToOthers() {
    desk.lostExecutor(FakeDesk.WORKER.executorId());

    assertThat(work()).isEqualTo(new DeskReply.Done());
    assertThat(patient(() -> desk.answer(new DeskMessage.AskWork(STOCKX, OTHER))))
        .isInstanceOfSatisfying(
            DeskReply.Work.class,
            work -> assertThat(work.assignment().requestId()).isEqualTo("r1"));
  }

  @Test
  void anotherAttemptOnTheSameExecutorGetsWorkAndTheEndedOneNone() {
    Worker another = new Worker(FakeDesk.WORKER.executorId(), FakeDesk.WORKER.attemptId() + 1);
    desk.lostAttempt(FakeDesk.WORKER.attemptId());

    assertThat(work()).isEqualTo(new DeskReply.Done());
    assertThat(patient(() -> desk.answer(new DeskMessage.AskWork(STOCKX, another))))
        .isInstanceOf(DeskReply.Work.class);
  }

  @Test
  void nobodyWaitsLongAfterTheEndForWhatOthersMayLose() {
    Optional<Instant> end = Optional.of(now.plusSeconds(60));
    try (Counter counter =
        new Counter(STOCKX, ledger.turnstile(STOCKX, end, clock), new FakeCredentials(), clock)) {
      counter.open(List.of(order(STOCKX, "r1")), requestId -> false);
      workOf(counter);

      now = end.get().plusSeconds(30);
      assertThat(counter.work(OTHER)).isInstanceOf(DeskReply.Later.class);
      now = end.get().plusSeconds(60);
      assertThat(counter.work(OTHER)).isEqualTo(new DeskReply.Done());

      counter.closeWork();
      assertThat(counter.stop().map(FetchStop::reason)).contains("time");
      assertThat(counter.meter().tally(STOCKX).notAnswered()).isEqualTo(1);
    }
  }

  @Test
  void whatACallCostAndBroughtIsCounted() {
    work();
    called(500, Meaning.TROUBLED, false);
    called(429, Meaning.REFUSED, true);
    called(200, Meaning.ALIVE, true);
    ended("r1", "ok");
    work();
    ended("r2", "failed");
    desk.closes();

    assertThat(desk.tallies().get(STOCKX)).isEqualTo(new FetchTally(STOCKX, 2, 1, 1, 0, 3, 2, 1));
    assertThat(desk.figures())
        .containsEntry("stockx.calls.429", 1L)
        .containsEntry("stockx.retries", 2L)
        .containsEntry("stockx.bytes", 30L)
        .containsEntry("stockx.in_flight_most", 1L);
    assertThat(ended).hasValue(2);
    assertThat(FetchDesk.figure(STOCKX, "calls.200")).isEqualTo(1);
    assertThat(FetchDesk.figure(STOCKX, "calls.other")).isZero();
    called(418, Meaning.TROUBLED, false);
    assertThat(FetchDesk.figure(STOCKX, "calls.other")).isEqualTo(1);
  }

  @Test
  void gaugesAskTheLedgerOnceInAWhileAndAReportAlways() {
    for (String name : CallMeter.NAMES) {
      FetchDesk.figure(STOCKX, name);
      assertThat(FetchDesk.figure(STOCKX, "quota_left")).isEqualTo(1_000);
    }
    assertThat(ledger.looks()).isEqualTo(1);

    work();
    desk.giveBackUnspent();

    assertThat(desk.figures()).containsEntry("stockx.quota_left", 999L);
    assertThat(ledger.looks()).isEqualTo(2);
  }

  @Test
  void whatWasNotAnsweredIsCountedToo() {
    work();
    desk.answer(new DeskMessage.Unauthorized(STOCKX));
    assertThat(turn(FakeDesk.WORKER, "r1")).isInstanceOf(DeskReply.Stop.class);

    desk.closes();

    assertThat(desk.tallies().get(STOCKX).notAnswered()).isEqualTo(2);
  }

  @Test
  void aDeadServiceIsGivenUpAndSaidToAllProcesses() {
    for (int call = 0; call < 10; call++) {
      desk.answer(
          new DeskMessage.Called(STOCKX, "STYLE-" + call % 3, 503, 0, false, Meaning.TROUBLED, 0));
    }

    assertThat(desk.stop(STOCKX).map(FetchStop::reason)).contains("unreachable");
    assertThat(work()).isEqualTo(new DeskReply.Stop(desk.stop(STOCKX).orElseThrow()));
    assertThat(ledger.trouble(BudgetKey.of(STOCKX, "key")).map(Trouble::kind))
        .contains("unreachable");
  }

  @Test
  void anAnswerTakesBackTheWordOfTrouble() {
    desk.answer(new DeskMessage.Postponed(STOCKX, Long.MAX_VALUE / 2, "quota"));
    desk.close();
    desk = open(ledger);
    desk.opens(Map.of(STOCKX, List.of(order(STOCKX, "r1"))), requestId -> false);

    called(200, Meaning.ALIVE, false);

    assertThat(ledger.trouble(BudgetKey.of(STOCKX, "key"))).isEmpty();
  }

  @Test
  void aPlatformThatAskedToBeLeftAloneIsTriedWithOneCall() {
    desk.answer(new DeskMessage.Postponed(STOCKX, Instant.now().toEpochMilli() * 2, "quota"));
    desk.close();
    desk = open(ledger);
    desk.opens(Map.of(STOCKX, List.of(order(STOCKX, "r1"))), requestId -> false);

    assertThat(work()).isInstanceOf(DeskReply.Work.class);
    called(429, Meaning.REFUSED, false);

    assertThat(desk.stop(STOCKX).map(FetchStop::reason)).contains("quota");
  }

  @Test
  void aSpentBudgetPutsTheRestOff() {
    DeskReply reply = desk.answer(new DeskMessage.AskWork(Platform.ALIAS, FakeDesk.WORKER));

    FetchStop stop = ((DeskReply.Stop) reply).stop();
    assertThat(stop.isDeferral()).isTrue();
    assertThat(stop.reason()).isEqualTo("budget");
    assertThat(stop.resumeAt()).isEqualTo(FakeLedger.TOMORROW);
    assertThat(desk.stop(STOCKX)).isEmpty();
  }

  @Test
  void aSpentTimePutsTheRestOff() {
    try (Counter counter =
        new Counter(
            STOCKX,
            ledger.turnstile(STOCKX, Optional.of(Instant.EPOCH)),
            new FakeCredentials(),
            Clock.systemUTC())) {
      assertThat(counter.open(List.of(order(STOCKX, "r1")), requestId -> false))
          .hasValueSatisfying(
              stop -> {
                assertThat(stop.isDeferral()).isTrue();
                assertThat(stop.reason()).isEqualTo("time");
              });
      assertThat(counter.work(FakeDesk.WORKER)).isEqualTo(new DeskReply.Done());
    }
  }

  @Test
  void workThatCanBeLeftOutIsAskedAsFarAsTheTimeGoesAndPutsNothingOff() {
    Optional<Instant> end = Optional.of(now.plusMillis(2));
    try (Counter counter =
        new Counter(STOCKX, ledger.turnstile(STOCKX, end, clock), new FakeCredentials(), clock)) {
      counter.spares(true);
      assertThat(
              counter.open(List.of(order(STOCKX, "r1"), order(STOCKX, "r2")), requestId -> false))
          .isEmpty();
      workOf(counter);

      now = end.get();
      assertThat(counter.turn(FakeDesk.WORKER, "r1")).isEqualTo(new DeskReply.Done());
      assertThat(counter.work(OTHER)).isEqualTo(new DeskReply.Done());
      counter.closeWork();
      counter.spares(false);

      assertThat(counter.stop()).isEmpty();
      assertThat(counter.meter().tally(STOCKX).notAnswered()).isZero();
      assertThat(counter.inFlight()).isZero();
    }
  }

  @Test
  void workThatCanBeLeftOutEndsWithTheBudgetAndPutsNothingOff() {
    Map<Platform, List<Assignment>> more =
        Map.of(Platform.ALIAS, List.of(order(Platform.ALIAS, "r4"), order(Platform.ALIAS, "r5")));

    List<FetchStop> putOff =
        desk.sparing(
            () -> {
              List<FetchStop> rest = desk.opens(more, requestId -> false);
              assertThat(patient(() -> desk.answer(new DeskMessage.AskWork(Platform.ALIAS, OTHER))))
                  .isEqualTo(new DeskReply.Done());
              desk.closes();
              return rest;
            });

    assertThat(putOff).isEmpty();
    assertThat(desk.stop(Platform.ALIAS)).isEmpty();
    assertThat(desk.tallies().get(Platform.ALIAS).notAnswered()).isZero();
  }

  @Test
  void aPlatformThatStopsAnswersForWhatCouldHaveBeenLeftOut() {
    desk.sparing(
        () -> {
          desk.answer(new DeskMessage.Unauthorized(STOCKX));
          desk.closes();
          return STOCKX;
        });

    assertThat(desk.tallies().get(STOCKX).notAnswered()).isEqualTo(2);
  }

  @Test
  void credentialsThatOnlyAPersonCanMendCloseTheCounter() {
    credentials.failure =
        Optional.of(() -> new CredentialsRefusedException(STOCKX, "check STOCKX_REFRESH_TOKEN"));

    assertThat(patientWork())
        .isEqualTo(
            new DeskReply.Stop(FetchStop.failed("credentials", "check STOCKX_REFRESH_TOKEN")));
    assertThat(ledger.leased()).isZero();
  }

  @Test
  void aTokenServerThatIsDownClosesTheCounter() {
    credentials.failure =
        Optional.of(() -> new PlatformUnreachableException(STOCKX, "no token to be had"));

    desk.answer(new DeskMessage.Renew(STOCKX, Map.of("Authorization", "token 1")));

    assertThat(patientWork())
        .isEqualTo(new DeskReply.Stop(FetchStop.failed("unreachable", "no token to be had")));
  }

  @Test
  void aTokenServerThatAsksForAPausePutsTheRestOff() {
    Instant until = Instant.parse("2026-03-01T12:00:00Z");
    credentials.failure =
        Optional.of(() -> new PlatformUnreachableException(STOCKX, "ask again at noon", until));

    assertThat(patientWork())
        .isEqualTo(
            new DeskReply.Stop(FetchStop.deferred("retry_after", "ask again at noon", until)));
  }

  @Test
  void aRenewalThatTakesLongHoldsNobodyUp() {
    CountDownLatch granted = new CountDownLatch(1);
    credentials.wait = Optional.of(granted);
    desk.answer(new DeskMessage.Renew(STOCKX, Map.of("Authorization", "token 1")));

    assertThat(work()).isInstanceOf(DeskReply.Later.class);
    granted.countDown();

    assertThat(patientWork())
        .isInstanceOfSatisfying(
            DeskReply.Work.class,
            work -> assertThat(work.go().headers()).isEqualTo(Map.of("Authorization", "token 2")));
    assertThat(credentials.refused)
        .containsExactly(new Credentials(Map.of("Authorization", "token 1")));
    assertThat(new DeskMessage.Renew(STOCKX, Map.of("Authorization", "token 1")).toString())
        .doesNotContain("token 1");
  }

  @Test
  void aRenewalThatTakesLongerThanTheRunHasTimePutsTheRestOff() {
    CountDownLatch granted = new CountDownLatch(1);
    credentials.wait = Optional.of(granted);
    Optional<Instant> end = Optional.of(now.plusSeconds(60));
    try (Counter counter =
        new Counter(STOCKX, ledger.turnstile(STOCKX, end, clock), credentials, clock)) {
      counter.open(List.of(order(STOCKX, "r1")), requestId -> false);
      counter.renew(new Credentials(Map.of("Authorization", "token 1")));
      assertThat(counter.work(FakeDesk.WORKER)).isInstanceOf(DeskReply.Later.class);

      now = end.get();
      assertThat(counter.work(FakeDesk.WORKER)).isInstanceOf(DeskReply.Stop.class);
      assertThat(counter.stop().map(FetchStop::reason)).contains("time");
      granted.countDown();
    }
  }

  @Test
  void anAnswerThatCannotBeKeptStopsEveryPlatform() {
    desk.answer(new DeskMessage.Unlanded(STOCKX, "the disk is full"));

    for (Platform platform : Platform.values()) {
      assertThat(desk.stop(platform)).contains(FetchStop.failed("landing", "the disk is full"));
    }
    assertThat(ledger.trouble(BudgetKey.of(STOCKX, "key"))).isEmpty();
  }

  @Test
  void withoutTheLedgerNoPlatformIsCalledAndTheReasonIsNamed() {
    work();
    ledger.isLost("the ledger is gone");

    FetchStop lost = FetchStop.failed("ledger", "the ledger is gone");
    assertThat(untilTheBlockIsSpent()).isEqualTo(new DeskReply.Stop(lost));
    for (Platform platform : Platform.values()) {
      assertThat(desk.stop(platform)).contains(lost);
    }
    assertThat(desk.answer(new DeskMessage.Ended(STOCKX, "r1", "ok")))
        .as("what was called is counted and kept")
        .isEqualTo(new DeskReply.Noted());
  }

  @Test
  void anAnswerThatShowsLifeToALostLedgerStopsTheCallsAndNotTheWorker() {
    ledger.report(BudgetKey.of(STOCKX, "key"), "quota", "spent", Optional.empty());
    desk.close();
    desk = open(ledger);
    desk.opens(Map.of(STOCKX, List.of(order(STOCKX, "r1"))), requestId -> false);
    work();
    ledger.isLost("the ledger is gone");

    called(200, Meaning.ALIVE, false);

    assertThat(desk.stop(STOCKX)).contains(FetchStop.failed("ledger", "the ledger is gone"));
  }

  // Turns of a block that was leased before are still given.
  private DeskReply untilTheBlockIsSpent() {
    DeskReply reply = turn(FakeDesk.WORKER, "r1");
    while (!(reply instanceof DeskReply.Stop)) {
      reply = turn(FakeDesk.WORKER, "r1");
    }
    return reply;
  }

  @Test
  void whoMayHaveBeenOvertakenGetsNoFurtherTurn() {
    work();
    desk.grantingWhile(
        () -> {
          throw new NotAloneException("the lock is lost");
        });

    FetchStop lost = FetchStop.failed("lock", "the lock is lost");
    assertThat(turn(FakeDesk.WORKER, "r1")).isEqualTo(new DeskReply.Stop(lost));
    assertThat(work()).isEqualTo(new DeskReply.Stop(lost));
    for (Platform platform : Platform.values()) {
      assertThat(desk.stop(platform)).contains(lost);
    }
    assertThat(desk.made(STOCKX)).isEqualTo(1);
    assertThat(ledger.trouble(BudgetKey.of(STOCKX, "key"))).isEmpty();
  }

  @Test
  void aPlatformThatAsksForAPauseIsPutOffUntilThen() {
    Instant until = Instant.parse("2026-03-01T12:00:00Z");

    desk.answer(new DeskMessage.Postponed(STOCKX, until.toEpochMilli(), "quota"));

    assertThat(desk.stop(STOCKX))
        .contains(
            FetchStop.deferred(
                "quota", "stockx asks not to be called before 2026-03-01T12:00:00Z", until));
  }

  @Test
  void theFirstReasonStays() {
    desk.answer(new DeskMessage.Unauthorized(STOCKX));
    desk.answer(new DeskMessage.Postponed(STOCKX, 0, "quota"));

    assertThat(desk.stop(STOCKX).map(FetchStop::reason)).contains("credentials");
    assertThat(desk.stop(STOCKX).map(FetchStop::message).orElseThrow()).contains("STOCKX_API_KEY");
  }

  @Test
  void aTurnThatIsLateIsTakenAllTheSameUnlessSomebodyReliesOnTheNext() {
    long turn = ((DeskReply.Work) work()).go().turn();

    assertThat(desk.answer(new DeskMessage.TurnLate(STOCKX, turn, 5_000_000)))
        .isEqualTo(new DeskReply.Noted());
    assertThat(desk.answer(new DeskMessage.TurnLate(STOCKX, turn - 1, 5_000_000)))
        .isEqualTo(new DeskReply.Done());
    assertThat(desk.made(STOCKX)).isZero();
  }

  @Test
  void aDriverHasOneDeskAndClosingItGivesBackWhatNobodyUsed() {
    work();
    assertThatIllegalStateException()
        .isThrownBy(() -> FetchDesk.open(Clock.systemUTC(), open -> {}))
        .withMessageContaining("open in this driver already");

    desk.close();

    assertThat(ledger.leased()).isEqualTo(1);
    assertThatIllegalStateException().isThrownBy(FetchDesk::current);
    assertThat(FetchDesk.figure(STOCKX, "permits")).isZero();
    desk = FetchDesk.open(Clock.systemUTC(), open -> {});
    assertThat(FetchDesk.current()).isSameAs(desk);
  }

  private FetchDesk open(FakeLedger own) {
    return FetchDesk.open(Clock.systemUTC(), open -> ended.incrementAndGet())
        .serving(STOCKX, own.turnstile(STOCKX), credentials);
  }

  private static Assignment order(Platform platform, String requestId) {
    return new Assignment(requestId, platform, "market_data", SKU, new TreeMap<>());
  }

  // Credentials come from a thread of their own.
  private DeskReply patientWork() {
    return patient(this::work);
  }

  private static DeskReply workOf(Counter counter) {
    return patient(() -> counter.work(FakeDesk.WORKER));
  }

  private static DeskReply patient(Supplier<DeskReply> question) {
    DeskReply reply = question.get();
    while (reply instanceof DeskReply.Later) {
      reply = question.get();
    }
    return reply;
  }

  private DeskReply work() {
    return desk.answer(new DeskMessage.AskWork(STOCKX, FakeDesk.WORKER));
  }

  private DeskReply turn(Worker worker, String requestId) {
    return desk.answer(new DeskMessage.AskTurn(STOCKX, requestId, worker));
  }

  private void called(int status, Meaning meaning, boolean isRepeat) {
    desk.answer(new DeskMessage.Called(STOCKX, SKU, status, 10, isRepeat, meaning, 0));
  }

  private void ended(String requestId, String outcome) {
    desk.answer(new DeskMessage.Ended(STOCKX, requestId, outcome));
  }

  /** A token that is valid until a test says otherwise. */
  static final class FakeCredentials implements CredentialSource {
    private final List<Credentials> refused = new ArrayList<>();
    private Optional<Supplier<RuntimeException>> failure = Optional.empty();
    private Optional<CountDownLatch> wait = Optional.empty();

    @Override
    public Credentials current() {
      failure.ifPresent(
          refusal -> {
            throw refusal.get();
          });
      return new Credentials(Map.of("Authorization", "token " + (refused.size() + 1)));
    }

    @Override
    public Credentials renewed(Credentials old) {
      refused.add(old);
      wait.ifPresent(FakeCredentials::await);
      return current();
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
