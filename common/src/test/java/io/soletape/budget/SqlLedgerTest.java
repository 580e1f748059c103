package io.soletape.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.soletape.market.Platform;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlLedgerTest {

  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final BudgetKey KEY = BudgetKey.of(Platform.STOCKX, "key-1");
  private static final BudgetKey OTHER_KEY = BudgetKey.of(Platform.ALIAS, "key-1");
  private static final Limit ONE_A_SECOND = new Limit(1, Optional.empty(), 0);
  private static final Limit TEN_A_DAY = new Limit(1, Optional.of(10), 0);
  private static final Limit TEN_A_DAY_FOUR_RESERVED = new Limit(1, Optional.of(10), 4);

  @TempDir Path directory;

  private final List<SqlLedger> opened = new ArrayList<>();
  private Instant now = NOON;
  private SqlLedger ledger;

  @BeforeEach
  void openTheLedger() {
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

  @Test
  void manyWaitingCallersAreNotTakenForAClockSetBack() {
    lease(7_200);

    assertThat(firstAt(another(), 1)).isEqualTo(NOON.plusMillis(7_200 * 1_010));
  }

  @Test
  void theTimeIsTheDatabases() {
    try (SqlLedger real = SqlLedger.open("jdbc:sqlite:" + directory.resolve("real.db"))) {
      Lease.Granted lease = (Lease.Granted) real.lease(KEY, ONE_A_SECOND, Priority.HOT, 1);

      assertThat(lease.ledgerNow()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
      assertThat(lease.firstAt()).isEqualTo(lease.ledgerNow());
    }
  }

  @Test
  void missingFoldersAreMade() {
    Path file = directory.resolve("var").resolve("deep").resolve("ledger.db");

    SqlLedger.open("jdbc:sqlite:" + file).close();

    assertThat(file).isRegularFile();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "not a folder");

    refused(file.resolve("ledger.db"), "its folder cannot be made");
  }

  @Test
  void aFolderInThePlaceOfTheFileIsRefused() throws IOException {
    refused(Files.createDirectory(directory.resolve("folder")), "unable to open database file");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedAndLeftAsItIs() throws IOException {
    String text = "sku\ttier\n".repeat(500);
    Path file = Files.writeString(directory.resolve("skus.tsv"), text);

    refused(file, "file is not a database");
    assertThat(file).hasContent(text);
  }

  @Test
  void aFileThatCannotBeWrittenIsRefused() throws IOException {
    Path file = directory.resolve("read-only.db");
    SqlLedger.open("jdbc:sqlite:" + file).close();
    forbidWriting(file);

    refused(file, "readonly database");
  }

  @Test
  void aClosedLedgerGrantsNothing() {
    ledger.close();

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> lease(1))
        .withMessageContaining("SOLETAPE_LEDGER");
    assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> ledger.usage(KEY));
  }

  private void refused(Path file, String why) {
    String url = "jdbc:sqlite:" + file;
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> SqlLedger.open(url))
        .withMessageStartingWith("The ledger " + url + " cannot be used (")
        .withMessageContaining(why)
        .withMessageEndingWith("name another file in SOLETAPE_LEDGER or mend this one");
  }

  // SQLite's own mark of a file that a program may read and not write; binds even root.
  private static void forbidWriting(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {3, 1}), 18);
    }
  }

  private SqlLedger another() {
    SqlLedger next =
        SqlLedger.open("jdbc:sqlite:" + directory.resolve("ledger.db"), connection -> now);
    opened.add(next);
    return next;
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
