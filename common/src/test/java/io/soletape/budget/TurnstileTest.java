package io.soletape.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.market.Platform;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TurnstileTest {

  private static final Instant START = Instant.parse("2026-03-10T12:00:00Z");
  private static final Instant LEASED = Instant.parse("2026-03-10T11:59:58Z");
  private static final BudgetKey KEY = BudgetKey.of(Platform.STOCKX, "key-1");
  private static final Limit TEN_A_SECOND = new Limit(10, Optional.of(25_000), 500);
  private static final long SPACING = 101_000_000;

  private final ScriptedLedger ledger = new ScriptedLedger();
  private final MovedTime time = new MovedTime();

  @Test
  void turnsOfABlockAreSpaced() {
    Turnstile turnstile = turnstile();
    ledger.grants(LEASED, Duration.ZERO, 3);

    assertThat(turnstile.next()).isEqualTo(granted(0, 1));
    time.pass(Duration.ofMillis(60));
    assertThat(turnstile.next()).isEqualTo(granted(SPACING - 60_000_000, 2));
    time.pass(Duration.ofMillis(120));
    assertThat(turnstile.next()).isEqualTo(granted(2 * SPACING - 180_000_000, 3));
    assertThat(ledger.wanted).containsExactly(4);
  }

  @Test
  void aTurnIsPromisedShortlyBeforeItComes() {
    Turnstile turnstile = turnstile();
    ledger.grants(LEASED, Duration.ofSeconds(7), 2);

    assertThat(turnstile.next()).isEqualTo(new Turn.Later(Duration.ofMillis(6_950)));
    time.pass(Duration.ofMillis(6_949));
    assertThat(turnstile.next()).isEqualTo(new Turn.Later(Duration.ofMillis(1)));
    time.pass(Duration.ofMillis(1));
    assertThat(turnstile.next()).isEqualTo(granted(50_000_000, 1));
    assertThat(turnstile.made()).isEqualTo(1);
  }

  @Test
  void aLateCallMovesAllTurnsToCome() {
    Turnstile turnstile = turnstile();
    ledger.grants(LEASED, Duration.ZERO, 4);
    turnstile.next();
    time.pass(Duration.ofMillis(30));

    assertThat(turnstile.late(1, Duration.ofMillis(30))).isTrue();

    time.pass(Duration.ofMillis(100));
    assertThat(turnstile.next()).isEqualTo(granted(SPACING - 100_000_000, 2));
    assertThat(ledger.shifts)
        .containsExactly(List.of(LEASED.plusNanos(4 * SPACING), Duration.ofMillis(30)));
    assertThat(ledger.givenBack).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // Asked over a network, its clock may have been read when the question came or the answer left.
    "0,   20, 0,   20, 0",
    // The turn has come before the lease was kept.
    "20,  0,  0,   20, 0",
    "20,  3,  5,   18, 0",
    // The turn is still to come, and lies where the ledger thinks.
    "20,  0,  30,  0,  10",
    "20,  3,  30,  0,  10",
    "20,  20, 30,  20, 10"
  })
  void aLedgerThatAnswersSlowlyMovesTheTurnsBehindTheBlockByWhatIsUnknown(
      long age, long doubt, long wait, long shift, long delay) {
    Turnstile turnstile = turnstile();
    ledger.reading = new Lease.Reading(Duration.ofMillis(age), Duration.ofMillis(doubt));
    ledger.grants(LEASED, Duration.ofMillis(wait), 4);

    Turn first = turnstile.next();

    assertThat(first).isEqualTo(granted(Duration.ofMillis(delay).toNanos(), 1));
    Instant end = LEASED.plusMillis(wait).plusNanos(4 * SPACING);
    assertThat(ledger.shifts)
        .isEqualTo(shift == 0 ? List.of() : List.of(List.of(end, Duration.ofMillis(shift))));
    assertThat(ledger.givenBack).isEmpty();
  }

  @Test
  void whereTheTurnsBehindTheBlockCannotMoveTheBlockIsOneShorter() {
    Turnstile turnstile = turnstile();
    ledger.reading = new Lease.Reading(Duration.ZERO, Duration.ofMillis(20));
    ledger.grants(LEASED, Duration.ZERO, 4);
    ledger.isLast = false;

    turnstile.next();

    assertThat(ledger.givenBack).containsExactly(new GivenBack(LEASED, 1));
  }

  @Test
  void aLateCallIsNotMadeWhereSomebodyReliesOnTheTurnBehindIt() {
    Turnstile turnstile = turnstile();
    ledger.grants(LEASED, Duration.ZERO, 4);
    turnstile.next();
    time.pass(Duration.ofMillis(60));
    turnstile.next();

    assertThat(turnstile.late(1, Duration.ofMillis(60))).isFalse();

    assertThat(ledger.shifts).isEmpty();
    assertThat(ledger.givenBack).containsExactly(new GivenBack(LEASED, 1));
    assertThat(turnstile.made()).isEqualTo(1);
  }

  @Test
  void aLateCallIsNotMadeWhereAnotherProcessReliesOnTheTurnBehindIt() {
    Turnstile turnstile = turnstile();
    ledger.grants(LEASED, Duration.ZERO, 1);
    ledger.isLast = false;
    turnstile.next();

    assertThat(turnstile.late(1, Duration.ofMillis(60))).isFalse();
    assertThat(turnstile.made()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -5_000_000_000L, Long.MAX_VALUE - 50_000_000})
  void theOriginOfNanoTimeDoesNotMatter(long origin) {
    time.nanos = origin;
    Turnstile turnstile = turnstile();
    ledger.grants(LEASED, Duration.ZERO, 4);

    turnstile.next();
    time.pass(Duration.ofMillis(100));

    assertThat(turnstile.next()).isEqualTo(granted(1_000_000, 2));
    assertThat(ledger.givenBack).isEmpty();
  }

  @Test
  void anEmptyBlockIsFollowedByTheNext() {
    Turnstile turnstile = turnstile();
    ledger.grants(LEASED, Duration.ZERO, 1);
    ledger.grants(LEASED.plusSeconds(1), Duration.ofMillis(30), 1);

    assertThat(turnstile.next()).isEqualTo(granted(0, 1));
    assertThat(turnstile.next()).isEqualTo(granted(30_000_000, 2));
  }

  @ParameterizedTest
  @CsvSource({"0.5, 1", "1, 1", "10, 4", "1000, 495"})
  void aBlockSpansHalfASecondAtMost(double callsPerSecond, int turns) {
    Turnstile turnstile =
        turnstile(new Limit(callsPerSecond, Optional.empty(), 0), Optional.empty());
    ledger.grants(LEASED, Duration.ZERO, 1);

    turnstile.next();

    assertThat(ledger.wanted).containsExactly(turns);
  }

  @Test
  void missedTurnsAreDroppedAndGivenBack() {
    Turnstile turnstile = turnstile();
    ledger.grants(LEASED, Duration.ZERO, 4);
    turnstile.next();

    time.pass(Duration.ofMillis(260));

    assertThat(turnstile.next()).isEqualTo(granted(3 * SPACING - 260_000_000, 2));
    assertThat(ledger.givenBack).containsExactly(new GivenBack(LEASED, 2));
    assertThat(turnstile.made()).isEqualTo(2);
  }

  @Test
  void aTurnMissedByAHairIsStillTaken() {
    Turnstile turnstile = turnstile();
    ledger.grants(LEASED, Duration.ZERO, 4);
    turnstile.next();

    time.pass(Duration.ofMillis(105));

    assertThat(turnstile.next()).isEqualTo(granted(0, 2));
    assertThat(ledger.givenBack).isEmpty();
  }

  @Test
  void aBlockMissedAsAWholeIsGivenBackAndFollowedByTheNext() {
    Turnstile turnstile = turnstile();
    ledger.grants(LEASED, Duration.ZERO, 4);
    ledger.grants(LEASED.plusSeconds(60), Duration.ofMillis(20), 4);
    turnstile.next();

    time.pass(Duration.ofMinutes(1));

    assertThat(turnstile.next()).isEqualTo(granted(20_000_000, 2));
    assertThat(ledger.givenBack).containsExactly(new GivenBack(LEASED, 3));
  }

  @Test
  void noTurnIsGrantedAfterTheEnd() {
    Instant end = START.plusSeconds(10);
    Turnstile turnstile = turnstile(TEN_A_SECOND, Optional.of(end));
    ledger.grants(LEASED, Duration.ZERO, 1);
    ledger.grants(LEASED, Duration.ZERO, 4);

    assertThat(turnstile.next()).isInstanceOf(Turn.Granted.class);
    time.pass(Duration.ofMillis(9_999));
    assertThat(turnstile.next()).isInstanceOf(Turn.Granted.class);
    time.pass(Duration.ofMillis(1));

    assertThat(turnstile.next()).isEqualTo(new Turn.Closed(end, "time"));
    assertThat(turnstile.made()).isEqualTo(2);
  }

  @Test
  void aClockThatIsSetBackGivesNoTime() {
    Turnstile turnstile = turnstile(TEN_A_SECOND, Optional.of(START.plusSeconds(10)));
    time.pass(Duration.ofSeconds(10));
    time.now = START.minusSeconds(3_600);

    assertThat(turnstile.next()).isEqualTo(new Turn.Closed(time.now, "time"));
    assertThat(turnstile.turnsInTime()).contains(0);
  }

  @Test
  void aSpentBudgetClosesUntilTheLedgerHasRoom() {
    Turnstile turnstile = turnstile();
    Instant room = Instant.parse("2026-03-11T08:01:00Z");
    ledger.answers.add(new Lease.Exhausted(room));

    assertThat(turnstile.next()).isEqualTo(new Turn.Closed(room, "budget"));
    assertThat(turnstile.made()).isZero();
  }

  @Test
  void theLedgerIsAskedForTheKeyTheLimitAndThePriority() {
    Turnstile turnstile = turnstile();
    ledger.grants(LEASED, Duration.ZERO, 1);

    turnstile.next();

    assertThat(ledger.asked).containsExactly(List.of(KEY, TEN_A_SECOND, Priority.WARM));
    assertThat(turnstile.limit()).isEqualTo(TEN_A_SECOND);
    assertThat(turnstile.usage()).isEqualTo(new Usage(3, 5));
  }

  @Test
  void closingGivesBackWhatIsLeftOnce() {
    Turnstile turnstile = turnstile();
    ledger.grants(LEASED, Duration.ZERO, 4);
    turnstile.next();

    turnstile.close();
    turnstile.close();

    assertThat(ledger.givenBack).containsExactly(new GivenBack(LEASED, 3));
  }

  @Test
  void closingWithoutALeaseGivesNothingBack() {
    turnstile().close();

    assertThat(ledger.givenBack).isEmpty();
  }

  @Test
  void anUnusedTurnIsGivenBackAndNotCountedAsMade() {
    Turnstile turnstile = turnstile();
    ledger.grants(LEASED, Duration.ZERO, 4);
    turnstile.next();
    time.pass(Duration.ofMillis(60));
    turnstile.next();

    turnstile.unused();

    assertThat(turnstile.made()).isEqualTo(1);
    assertThat(ledger.givenBack).containsExactly(new GivenBack(LEASED, 1));
  }

  @Test
  void anUnusedTurnOfAnEarlierBlockIsNotTakenFromALaterOne() {
    Turnstile turnstile = turnstile();
    Instant nextDay = Instant.parse("2026-03-11T00:00:00Z");
    ledger.grants(LEASED, Duration.ZERO, 1);
    ledger.grants(nextDay, Duration.ZERO, 1);
    turnstile.next();
    turnstile.next();

    turnstile.unused();

    assertThat(ledger.givenBack).containsExactly(new GivenBack(LEASED, 1));
  }

  private Turnstile turnstile() {
    return turnstile(TEN_A_SECOND, Optional.empty());
  }

  private Turnstile turnstile(Limit limit, Optional<Instant> closesAt) {
    return new Turnstile(ledger, KEY, limit, Priority.WARM, closesAt, time, () -> time.nanos);
  }

  private static Turn granted(long nanos, long number) {
    return new Turn.Granted(Duration.ofNanos(nanos), number);
  }

  private record GivenBack(Instant leasedAt, int turns) {}

  /** Answers what it was told to, and remembers what it was asked. */
  private final class ScriptedLedger implements Ledger {

    private final Deque<Lease> answers = new ArrayDeque<>();
    private final List<Integer> wanted = new ArrayList<>();
    private final List<List<Object>> asked = new ArrayList<>();
    private final List<GivenBack> givenBack = new ArrayList<>();
    private final List<List<Object>> shifts = new ArrayList<>();
    private boolean isLast = true;
    private Lease.Reading reading = new Lease.Reading(Duration.ZERO, Duration.ZERO);

    void grants(Instant ledgerNow, Duration wait, int turns) {
      answers.add(new Lease.Granted(ledgerNow, ledgerNow.plus(wait), turns, reading));
    }

    @Override
    public Lease lease(BudgetKey key, Limit limit, Priority priority, int turns) {
      wanted.add(turns);
      asked.add(List.of(key, limit, priority));
      return answers.remove();
    }

    @Override
    public void giveBack(BudgetKey key, Instant leasedAt, int turns) {
      if (turns != 0) {
        givenBack.add(new GivenBack(leasedAt, turns));
      }
    }

    @Override
    public boolean shift(BudgetKey key, Instant leasedUntil, Duration by) {
      shifts.add(List.of(leasedUntil, by));
      return isLast;
    }

    @Override
    public Usage usage(BudgetKey key) {
      return new Usage(3, 5);
    }

    @Override
    public Admission admission(BudgetKey key, Limit limit, Priority priority) {
      throw new AssertionError("not asked by a turnstile");
    }

    @Override
    public void announce(BudgetKey key, Demand demand) {}

    @Override
    public void served(BudgetKey key, String source, Priority priority, Instant slotAt) {}

    @Override
    public void report(BudgetKey key, String kind, String message, Optional<Instant> until) {}

    @Override
    public void recovered(BudgetKey key) {}

    @Override
    public Optional<Trouble> trouble(BudgetKey key) {
      return Optional.empty();
    }

    @Override
    public void close() {
      throw new IllegalStateException("A turnstile does not own its ledger");
    }
  }

  /** A clock and a nano time that move only when told to. */
  private static final class MovedTime extends Clock {

    private Instant now = START;
    private long nanos;

    void pass(Duration duration) {
      now = now.plus(duration);
      nanos += duration.toNanos();
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
      return this;
    }
  }
}
