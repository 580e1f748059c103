package io.soletape.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.market.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who goes first when several priorities want the turns of one key; a turn lasts 1,010 ms. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class LedgerPriorityTest {

  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final BudgetKey KEY = BudgetKey.of(Platform.STOCKX, "key-1");
  private static final Limit ONE_A_SECOND = new Limit(1, Optional.empty(), 0);
  private static final long TURN = 1_010;

  @Parameter TestDatabase database;
  @TempDir Path directory;

  private Instant now = NOON;
  private SqlLedger ledger;

  @BeforeEach
  void openTheLedger() {
    ledger = SqlLedger.open(database.freshUrl(directory), () -> now);
  }

  @AfterEach
  void closeTheLedger() {
    ledger.close();
  }

  @ParameterizedTest
  @CsvSource({
    "HOT,  WARM,    true",
    "HOT,  MAPPING, true",
    "WARM, COLD,    true",
    "COLD, MAPPING, true",
    "HOT,  HOT,     false",
    "WARM, WARM,    false",
    "COLD, WARM,    false",
    "MAPPING, HOT,  false"
  })
  void lessImportantWorkStandsBackForWorkThatBookedJustNow(
      Priority first, Priority second, boolean yields) {
    lease(first, 3);

    assertThat(lease(second, 3) instanceof Lease.Yielded).isEqualTo(yields);
  }

  @Test
  void itWaitsUntilHalfATurnAfterTheLastTurnThatWasBooked() {
    lease(Priority.HOT, 3);

    assertThat(lease(Priority.COLD, 1)).isEqualTo(yielded(2 * TURN + TURN / 2));
    assertThat(ledger.usage(KEY).sinceMidnight()).isEqualTo(3);
  }

  @Test
  void workThatAsksAgainAtItsLastTurnKeepsEveryTurn() {
    for (int turn = 0; turn < 10; turn++) {
      assertThat(lease(Priority.HOT, 1)).isInstanceOf(Lease.Granted.class);
      assertThat(lease(Priority.COLD, 1)).isInstanceOf(Lease.Yielded.class);
      now = now.plusMillis(TURN);
    }
  }

  @Test
  void aTurnThatMoreImportantWorkDidNotAskForInTimeIsNotWasted() {
    lease(Priority.HOT, 1);
    now = NOON.plusMillis(TURN / 2);

    assertThat(lease(Priority.COLD, 5)).isEqualTo(new Lease.Granted(now, NOON.plusMillis(TURN), 1));
  }

  @Test
  void onlyOneTurnAheadIsTakenFromUnderMoreImportantWork() {
    lease(Priority.HOT, 1);
    now = NOON.plusMillis(TURN / 2);
    lease(Priority.COLD, 1);

    assertThat(lease(Priority.COLD, 1)).isEqualTo(yielded(TURN - TURN / 2));
    assertThat(lease(Priority.HOT, 1))
        .isEqualTo(new Lease.Granted(now, NOON.plusMillis(2 * TURN), 1));
  }

  @Test
  void afterAWhileWithoutMoreImportantWorkBlocksAreWholeAgain() {
    lease(Priority.HOT, 1);
    now = NOON.plusMillis(2 * TURN);
    assertThat(lease(Priority.COLD, 5)).isEqualTo(new Lease.Granted(now, now, 1));

    now = NOON.plusMillis(2 * TURN + 1);
    assertThat(((Lease.Granted) lease(Priority.COLD, 5)).turns()).isEqualTo(5);
  }

  @Test
  void workThatBookedFarAheadIsStoodBackForUntilItsLastTurn() {
    lease(Priority.HOT, 100);
    now = NOON.plusSeconds(60);

    assertThat(lease(Priority.COLD, 1))
        .isEqualTo(yielded(99 * TURN + TURN / 2 - Duration.ofSeconds(60).toMillis()));
  }

  @Test
  void theRateIsFullyUsedWhileAnyoneWaits() {
    Instant end = NOON.plusSeconds(600);
    int made = 0;
    Instant hotAsks = NOON;
    Instant coldAsks = NOON;
    while (now.isBefore(end)) {
      if (!hotAsks.isAfter(now)) {
        Lease.Granted lease = (Lease.Granted) lease(Priority.HOT, 1);
        made++;
        // Hot work pauses for three turns after each second one.
        hotAsks = lease.firstAt().plusMillis(made % 2 == 0 ? 3 * TURN : 0);
      }
      if (!coldAsks.isAfter(now)) {
        Lease lease = lease(Priority.COLD, 1);
        coldAsks =
            lease instanceof Lease.Yielded yielded
                ? now.plus(yielded.pause())
                : ((Lease.Granted) lease).firstAt();
      }
      now = now.plusMillis(10);
    }

    assertThat(ledger.usage(KEY).sinceMidnight() * TURN / 600_000.0).isBetween(0.98, 1.01);
  }

  @Test
  void aClockSetBackHoldsNobodyUp() {
    lease(Priority.HOT, 1);
    now = NOON.minusSeconds(7_200);

    assertThat(lease(Priority.COLD, 1)).isEqualTo(new Lease.Granted(now, now.plusMillis(TURN), 1));
  }

  private static Lease yielded(long millis) {
    return new Lease.Yielded(Duration.ofMillis(millis));
  }

  private Lease lease(Priority priority, int wanted) {
    return ledger.lease(KEY, ONE_A_SECOND, priority, wanted);
  }
}
