package io.soletape.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.soletape.market.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class SqlLedgerTest {

  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final BudgetKey KEY = BudgetKey.of(Platform.STOCKX, "key-1");
  private static final BudgetKey OTHER_KEY = BudgetKey.of(Platform.ALIAS, "key-1");
  private static final Limit ONE_A_SECOND = new Limit(1, Optional.empty(), 0);
  private static final Limit TEN_A_DAY = new Limit(1, Optional.of(10), 0);
  private static final Limit TEN_A_DAY_FOUR_RESERVED = new Limit(1, Optional.of(10), 4);

  @Parameter TestDatabase database;
  @TempDir Path directory;

  private final List<SqlLedger> opened = new ArrayList<>();
  private volatile Instant now = NOON;
  private String url;
  private SqlLedger ledger;

  @BeforeEach
  void openTheLedger() {
    url = database.freshUrl(directory);
    ledger = another();
  }

  @AfterEach
  void closeAll() {
    opened.forEach(SqlLedger::close);
  }

  @Test
  void turnsLieAsFarApartAsTheLimitSays() {
    assertThat(lease(3)).isEqualTo(new Lease.Granted(NOON, NOON, 3));
    assertThat(lease(2)).isEqualTo(new Lease.Granted(NOON, NOON.plusMillis(3 * 1_010), 2));
    now = NOON.plusMillis(500);
    assertThat(lease(1)).isEqualTo(new Lease.Granted(now, NOON.plusMillis(5 * 1_010), 1));
  }

  @Test
  void turnsThatNobodyTookInTimeAreNotMadeUpFor() {
    lease(1);
    now = NOON.plusSeconds(60);

    assertThat(lease(2)).isEqualTo(new Lease.Granted(now, now, 2));
    assertThat(lease(1)).isEqualTo(new Lease.Granted(now, now.plusMillis(2 * 1_010), 1));
  }

  @Test
  void twoLedgersOnOneFileKeepOneRateAndOneCount() {
    SqlLedger second = another();

    assertThat(firstAt(ledger, 2)).isEqualTo(NOON);
    assertThat(firstAt(second, 1)).isEqualTo(NOON.plusMillis(2 * 1_010));
    assertThat(firstAt(ledger, 1)).isEqualTo(NOON.plusMillis(3 * 1_010));
    assertThat(ledger.usage(KEY)).isEqualTo(new Usage(4, 4)).isEqualTo(second.usage(KEY));
  }

  @Test
  void turnsMoveOnlyForTheHolderOfTheLastLease() {
    lease(2);
    Instant until = NOON.plusMillis(2 * 1_010);

    assertThat(ledger.shift(KEY, until, Duration.ofMillis(30))).isTrue();
    assertThat(ledger.shift(KEY, until, Duration.ofMillis(30))).isFalse();
    assertThat(firstAt(another(), 1)).isEqualTo(until.plusMillis(30));
    assertThat(ledger.shift(KEY, until.plusMillis(30), Duration.ofMillis(30))).isFalse();
    assertThat(firstAt(ledger, 1)).isEqualTo(until.plusMillis(30 + 1_010));
  }

  @Test
  void leasesAtTheSameMomentNeverShareATurn() throws Exception {
    int each = 40;
    List<SqlLedger> ledgers = List.of(ledger, another(), ledger, another());
    ExecutorService threads = Executors.newFixedThreadPool(ledgers.size());
    try {
      List<Callable<List<Instant>>> work =
          ledgers.stream().<Callable<List<Instant>>>map(own -> () -> turns(own, each)).toList();
      List<Instant> taken = new ArrayList<>();
      for (Future<List<Instant>> turns : threads.invokeAll(work)) {
        taken.addAll(turns.get());
      }

      List<Instant> everyTurn =
          IntStream.range(0, ledgers.size() * each)
              .mapToObj(turn -> NOON.plusMillis(turn * 1_010L))
              .toList();
      assertThat(taken).containsExactlyInAnyOrderElementsOf(everyTurn);
      assertThat(ledger.usage(KEY).sinceMidnight()).isEqualTo(ledgers.size() * each);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void keysHaveTheirOwnRateAndCount() {
    lease(3);

    assertThat(ledger.lease(OTHER_KEY, ONE_A_SECOND, Priority.HOT, 1))
        .isEqualTo(new Lease.Granted(NOON, NOON, 1));
    assertThat(ledger.usage(KEY).sinceMidnight()).isEqualTo(3);
    assertThat(ledger.usage(OTHER_KEY).sinceMidnight()).isEqualTo(1);
  }

  @Test
  void theDaysLastCallsAreGrantedAndNotOneMore() {
    assertThat(turnsOf(lease(TEN_A_DAY, Priority.HOT, 7))).isEqualTo(7);
    assertThat(turnsOf(lease(TEN_A_DAY, Priority.HOT, 7))).isEqualTo(3);
    assertThat(lease(TEN_A_DAY, Priority.HOT, 7)).isInstanceOf(Lease.Exhausted.class);
    assertThat(ledger.usage(KEY)).isEqualTo(new Usage(10, 10));
  }

  @Test
  void aRefusedLeaseTakesNoTurn() {
    lease(TEN_A_DAY, Priority.HOT, 10);
    lease(TEN_A_DAY, Priority.HOT, 1);

    assertThat(firstAt(ledger, 1)).isEqualTo(NOON.plusMillis(10 * 1_010));
  }

  @ParameterizedTest
  @CsvSource({
    // judged at,        since 00:00, last 24 hours
    "2026-03-10T21:59:59Z, 3, 3",
    "2026-03-10T23:59:59Z, 7, 7",
    "2026-03-11T00:00:00Z, 0, 7",
    "2026-03-11T22:00:59Z, 0, 7",
    "2026-03-11T22:01:00Z, 0, 4",
    "2026-03-11T23:30:59Z, 0, 4",
    "2026-03-11T23:31:00Z, 0, 0"
  })
  void aDayIsReadBothFromMidnightAndAsTheLast24Hours(
      Instant judgedAt, int sinceMidnight, int last24Hours) {
    leaseAt("2026-03-10T22:00:10Z", 3);
    if (!judgedAt.isBefore(Instant.parse("2026-03-10T23:30:00Z"))) {
      leaseAt("2026-03-10T23:30:50Z", 4);
    }
    now = judgedAt;

    assertThat(ledger.usage(KEY)).isEqualTo(new Usage(sinceMidnight, last24Hours));
  }

  @ParameterizedTest
  @CsvSource({
    // judged at,        since 00:00, last 24 hours
    "2026-03-10T23:59:58Z, 5, 5",
    "2026-03-11T00:00:03Z, 3, 5",
    "2026-03-11T23:59:59Z, 3, 5",
    "2026-03-12T00:00:00Z, 0, 3",
    "2026-03-12T00:01:00Z, 0, 0"
  })
  void callsCountFromTheirTurnsNotFromTheirLease(
      Instant judgedAt, int sinceMidnight, int last24Hours) {
    leaseAt("2026-03-10T23:59:58Z", 5);
    now = judgedAt;

    assertThat(ledger.usage(KEY)).isEqualTo(new Usage(sinceMidnight, last24Hours));
  }

  @Test
  void yesterdaysLateCallsBindToday() {
    leaseAt("2026-03-09T22:00:00Z", 6);
    leaseAt("2026-03-10T01:00:00Z", 4);
    now = NOON;

    assertThat(lease(TEN_A_DAY, Priority.HOT, 1))
        .isEqualTo(new Lease.Exhausted(Instant.parse("2026-03-10T22:01:00Z")));
  }

  @Test
  void aNewDayAloneMakesNoRoomForCallsOfTheLast24Hours() {
    leaseAt("2026-03-10T10:00:00Z", 10);
    now = NOON;
    Instant room = Instant.parse("2026-03-11T10:01:00Z");

    assertThat(lease(TEN_A_DAY, Priority.HOT, 1)).isEqualTo(new Lease.Exhausted(room));

    now = Instant.parse("2026-03-11T00:00:00Z");
    assertThat(lease(TEN_A_DAY, Priority.HOT, 1)).isEqualTo(new Lease.Exhausted(room));
    now = room.minusSeconds(1);
    assertThat(lease(TEN_A_DAY, Priority.HOT, 1)).isEqualTo(new Lease.Exhausted(room));
    now = room;
    assertThat(turnsOf(lease(TEN_A_DAY, Priority.HOT, 10))).isEqualTo(10);
  }

  @Test
  void thereIsRoomOnceEnoughOldMinutesHaveLeft() {
    leaseAt("2026-03-10T08:00:00Z", 2);
    leaseAt("2026-03-10T09:00:00Z", 3);
    leaseAt("2026-03-10T10:00:00Z", 5);
    now = NOON;

    assertThat(lease(new Limit(1, Optional.of(6), 0), Priority.HOT, 1))
        .isEqualTo(new Lease.Exhausted(Instant.parse("2026-03-11T09:01:00Z")));
  }

  @ParameterizedTest
  @CsvSource({"WARM, 6, 4", "COLD, 6, 4", "HOT, 10, 0"})
  void theReserveIsForHotAlone(Priority priority, int granted, int leftForHot) {
    assertThat(turnsOf(lease(TEN_A_DAY_FOUR_RESERVED, priority, 20))).isEqualTo(granted);
    assertThat(lease(TEN_A_DAY_FOUR_RESERVED, priority, 1)).isInstanceOf(Lease.Exhausted.class);
    assertThat(turnsOf(lease(TEN_A_DAY_FOUR_RESERVED, Priority.HOT, 20))).isEqualTo(leftForHot);
  }

  @Test
  void warmWorkResumesOnceTheReserveIsFreeAgain() {
    leaseAt("2026-03-10T08:00:00Z", 4);
    leaseAt("2026-03-10T09:00:00Z", 4);
    now = NOON;

    assertThat(lease(TEN_A_DAY_FOUR_RESERVED, Priority.WARM, 1))
        .isEqualTo(new Lease.Exhausted(Instant.parse("2026-03-11T08:01:00Z")));
  }

  @Test
  void aTierWithoutAnyCallIsToldToAskAgainTomorrow() {
    Limit allReserved = new Limit(1, Optional.of(10), 10);

    assertThat(lease(allReserved, Priority.COLD, 1))
        .isEqualTo(new Lease.Exhausted(Instant.parse("2026-03-11T00:00:00Z")));
  }

  @Test
  void withoutADailyLimitCallsAreCountedOnly() {
    assertThat(turnsOf(lease(100_000))).isEqualTo(100_000);
    assertThat(turnsOf(lease(100_000))).isEqualTo(100_000);
    assertThat(ledger.usage(KEY).binding()).isEqualTo(200_000);
  }

  @Test
  void whatIsGivenBackLeavesTheDayInWhichItWasLeased() {
    leaseAt("2026-03-10T23:59:30Z", 5);
    Instant leasedAt = now;
    leaseAt("2026-03-11T00:00:30Z", 2);

    ledger.giveBack(KEY, leasedAt, 3);

    assertThat(ledger.usage(KEY)).isEqualTo(new Usage(2, 4));
  }

  @Test
  void givingBackNothingChangesNothing() {
    lease(2);

    ledger.giveBack(KEY, NOON, 0);
    ledger.giveBack(KEY, NOON, -1);

    assertThat(ledger.usage(KEY)).isEqualTo(new Usage(2, 2));
  }

  @Test
  void whatIsGivenBackIsTakenFromTheOldestMinutesSinceItsLease() {
    leaseAt("2026-03-10T12:00:00Z", 2);
    Instant leasedAt = now;
    leaseAt("2026-03-10T12:01:00Z", 2);
    leaseAt("2026-03-10T12:02:00Z", 2);

    ledger.giveBack(KEY, leasedAt, 3);

    assertThat(ledger.usage(KEY)).isEqualTo(new Usage(3, 3));
    now = Instant.parse("2026-03-11T12:02:00Z");
    assertThat(ledger.usage(KEY)).isEqualTo(new Usage(0, 2));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-10T11:59:59Z, 4, 0",
    "2026-03-10T12:00:30Z, 9, 0",
    "2026-03-10T12:01:00Z, 4, 4",
    "2026-03-12T12:00:00Z, 4, 4"
  })
  void noMoreIsGivenBackThanIsCounted(Instant leasedAt, int turns, int stillCounted) {
    lease(4);

    ledger.giveBack(KEY, leasedAt, turns);

    assertThat(ledger.usage(KEY)).isEqualTo(new Usage(stillCounted, stillCounted));
  }

  @Test
  void aCrashOnlyOvercounts() {
    lease(5);

    SqlLedger afterCrash = another();

    assertThat(afterCrash.usage(KEY)).isEqualTo(new Usage(5, 5));
    assertThat(firstAt(afterCrash, 1)).isEqualTo(NOON.plusMillis(5 * 1_010));
  }

  @Test
  void aClosedLedgerKeepsItsCountInTheFile() {
    lease(5);
    ledger.close();

    assertThat(another().usage(KEY)).isEqualTo(new Usage(5, 5));
  }

  @Test
  void aClockSetBackByHoursKeepsTheRateAndStallsNobody() {
    lease(3);
    now = NOON.minus(Duration.ofHours(3));

    assertThat(lease(1)).isEqualTo(new Lease.Granted(now, now.plusMillis(3 * 1_010), 1));
    assertThat(lease(1)).isEqualTo(new Lease.Granted(now, now.plusMillis(4 * 1_010), 1));
    assertThat(ledger.usage(KEY)).isEqualTo(new Usage(5, 5));
  }

  @ParameterizedTest
  @CsvSource({
    // set back from,       leaves the day at
    "2026-03-11T01:00:00Z, 2026-03-12T01:01:00Z",
    "2026-03-11T21:59:50Z, 2026-03-12T22:00:00Z",
    "2026-03-11T22:00:00Z, 2026-03-11T22:01:00Z",
    "2036-03-11T01:00:00Z, 2026-03-11T22:01:00Z"
  })
  void whatWasCountedAheadOfAClockSetBackLeavesTheDayLateAndWithinTwo(
      Instant before, Instant leaves) {
    leaseAt(before.toString(), 3);
    leaseAt("2026-03-10T22:00:00Z", 1);

    assertThat(ledger.usage(KEY)).isEqualTo(new Usage(4, 4));
    now = leaves.minusSeconds(1);
    assertThat(ledger.usage(KEY).last24Hours()).isGreaterThanOrEqualTo(3);
    now = leaves;
    assertThat(ledger.usage(KEY).last24Hours()).isZero();
  }

  @Test
  void whatWasLeasedBeforeTheClockWasSetBackIsGivenBackToo() {
    leaseAt("2026-03-10T15:00:00Z", 3);
    Instant leasedAt = now;
    leaseAt("2026-03-10T12:00:00Z", 1);

    ledger.giveBack(KEY, leasedAt, 2);

    assertThat(ledger.usage(KEY)).isEqualTo(new Usage(2, 2));
  }

  @Test
  void aLedgerThatStaysOpenForgetsOldMinutes() {
    for (int day = 0; day < 30; day++) {
      now = NOON.plus(Duration.ofDays(day));
      lease(1);
    }

    assertThat(count("calls")).isEqualTo(9);
  }

  @Test
  void troubleIsToldUntilThePlatformAnswers() {
    Instant until = NOON.plusSeconds(600);
    assertThat(ledger.trouble(KEY)).isEmpty();

    ledger.report(KEY, "retry_after", "asked to wait", Optional.of(until));
    assertThat(another().trouble(KEY))
        .contains(new Trouble("retry_after", "asked to wait", NOON, Optional.of(until)));
    assertThat(ledger.trouble(OTHER_KEY)).isEmpty();

    ledger.recovered(KEY);
    assertThat(ledger.trouble(KEY)).isEmpty();
  }

  @Test
  void troubleOfOneKindGoesOnAndOfAnotherBeginsAnew() {
    ledger.report(KEY, "unreachable", "no answer", Optional.of(NOON));
    now = NOON.plusSeconds(60);
    ledger.report(KEY, "unreachable", "still none", Optional.empty());
    assertThat(ledger.trouble(KEY))
        .contains(new Trouble("unreachable", "still none", NOON, Optional.empty()));

    ledger.report(KEY, "credentials", "refused", Optional.empty());
    assertThat(ledger.trouble(KEY))
        .contains(new Trouble("credentials", "refused", now, Optional.empty()));
  }

  @Test
  void manyWaitingCallersAreNotTakenForAClockSetBack() {
    lease(7_200);

    assertThat(firstAt(another(), 1)).isEqualTo(NOON.plusMillis(7_200 * 1_010));
  }

  @Test
  void theTimeIsTheDatabases() {
    try (SqlLedger real = SqlLedger.open(url)) {
      Lease.Granted lease = (Lease.Granted) real.lease(KEY, ONE_A_SECOND, Priority.HOT, 1);

      assertThat(lease.ledgerNow()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
      assertThat(lease.firstAt()).isEqualTo(lease.ledgerNow());
    }
  }

  @Test
  void aClosedLedgerGrantsNothing() {
    ledger.close();

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> lease(1))
        .withMessageContaining("SOLETAPE_LEDGER");
    assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> ledger.usage(KEY));
  }

  private SqlLedger another() {
    SqlLedger next = SqlLedger.open(url, () -> now);
    opened.add(next);
    return next;
  }

  private int count(String table) {
    return TestDatabase.count(url, table);
  }

  private Lease lease(int wanted) {
    return lease(ONE_A_SECOND, Priority.HOT, wanted);
  }

  private Lease lease(Limit limit, Priority priority, int wanted) {
    return ledger.lease(KEY, limit, priority, wanted);
  }

  private void leaseAt(String moment, int wanted) {
    now = Instant.parse(moment);
    lease(wanted);
  }

  private static Instant firstAt(SqlLedger from, int wanted) {
    return ((Lease.Granted) from.lease(KEY, ONE_A_SECOND, Priority.HOT, wanted)).firstAt();
  }

  private static List<Instant> turns(SqlLedger from, int wanted) {
    return Stream.generate(() -> firstAt(from, 1)).limit(wanted).toList();
  }

  private static int turnsOf(Lease lease) {
    return lease instanceof Lease.Granted granted ? granted.turns() : 0;
  }
}
