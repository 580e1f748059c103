package io.soletape.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.market.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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

/** What is kept for more important work, and what is left for other work. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class AdmissionTest {

  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final Instant HALF_PAST = NOON.plusSeconds(1_800);
  private static final BudgetKey KEY = BudgetKey.of(Platform.STOCKX, "key-1");
  private static final Limit THOUSAND_A_DAY = new Limit(1_000, Optional.of(1_000), 100);
  private static final Limit NO_QUOTA = new Limit(1_000, Optional.empty(), 0);
  private static final Demand TEN_AN_HOUR =
      new Demand("lake-1", Priority.HOT, Duration.ofHours(1), 10);

  @Parameter TestDatabase database;
  @TempDir Path directory;

  private Instant now = HALF_PAST;
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
    // The slot that has begun and the 24 to come, 10 calls each.
    "HOT,     1000, 0",
    "WARM,    650,  250",
    "COLD,    650,  250",
    "MAPPING, 650,  250"
  })
  void whatHotWorkAnnouncedIsKeptFromWorkBelowIt(Priority priority, int calls, int kept) {
    ledger.announce(KEY, TEN_AN_HOUR);

    Admission admission = ledger.admission(KEY, THOUSAND_A_DAY, priority);

    assertThat(admission.calls()).contains(calls);
    assertThat(admission.heldBack().getOrDefault(Priority.HOT, 0)).isEqualTo(kept);
  }

  @Test
  void everyPriorityAboveIsKeptFor() {
    ledger.announce(KEY, TEN_AN_HOUR);
    ledger.announce(KEY, new Demand("lake-1", Priority.WARM, Duration.ofHours(6), 20));
    ledger.announce(KEY, new Demand("lake-2", Priority.HOT, Duration.ofHours(1), 1));

    assertThat(ledger.admission(KEY, THOUSAND_A_DAY, Priority.COLD).heldBack())
        .isEqualTo(Map.of(Priority.HOT, 275, Priority.WARM, 100));
  }

  @Test
  void aLargerNeedTakesThePlaceOfTheOneBefore() {
    ledger.announce(KEY, TEN_AN_HOUR);
    ledger.announce(KEY, new Demand("lake-1", Priority.HOT, Duration.ofHours(1), 20));

    assertThat(kept(Priority.COLD)).isEqualTo(500);
  }

  @Test
  void aRunOfAFewProductsDoesNotMakeTheNeedOfTheScheduleSmaller() {
    Demand few = new Demand("lake-1", Priority.HOT, Duration.ofHours(1), 2);
    ledger.announce(KEY, TEN_AN_HOUR);
    ledger.announce(KEY, few);
    assertThat(kept(Priority.COLD)).isEqualTo(250);

    now = HALF_PAST.plus(Duration.ofHours(26));
    ledger.announce(KEY, few);
    assertThat(kept(Priority.COLD)).as("the larger one is no more").isEqualTo(50);
  }

  @Test
  void aSlotThatWasServedNeedsNoMore() {
    ledger.announce(KEY, TEN_AN_HOUR);
    ledger.served(KEY, "lake-1", Priority.HOT, NOON);
    assertThat(kept(Priority.COLD)).isEqualTo(240);

    ledger.announce(KEY, TEN_AN_HOUR);
    assertThat(kept(Priority.COLD)).isEqualTo(240);

    now = HALF_PAST.plus(Duration.ofHours(1));
    assertThat(kept(Priority.COLD)).isEqualTo(250);
  }

  @Test
  void servingAnOlderSlotOrAnotherSourceLeavesTheNeed() {
    ledger.announce(KEY, TEN_AN_HOUR);
    ledger.served(KEY, "lake-1", Priority.HOT, NOON.minusSeconds(3_600));
    ledger.served(KEY, "lake-2", Priority.HOT, NOON);
    ledger.served(KEY, "lake-1", Priority.WARM, NOON);

    assertThat(kept(Priority.COLD)).isEqualTo(250);
  }

  @ParameterizedTest
  @CsvSource({"PT1H, PT25H, PT25H1S", "PT24H, PT48H, PT48H1S"})
  void aNeedThatIsNotRenewedIsForgotten(Duration cadence, Duration last, Duration gone) {
    ledger.announce(KEY, new Demand("lake-1", Priority.HOT, cadence, 10));

    now = HALF_PAST.plus(last);
    assertThat(kept(Priority.COLD)).isPositive();
    now = HALF_PAST.plus(gone);
    assertThat(kept(Priority.COLD)).isZero();
  }

  @Test
  void aLeaseKeepsToTheAdmissionHoweverManyAsk() {
    ledger.announce(KEY, TEN_AN_HOUR);

    assertThat(turns(Priority.COLD, 600)).isEqualTo(600);
    assertThat(turns(Priority.MAPPING, 600)).isEqualTo(50);
    assertThat(turns(Priority.COLD, 1)).isZero();
    assertThat(turns(Priority.HOT, 600)).isEqualTo(350);
  }

  @Test
  void callsThatLeaveTheDayBeforeTheyAreNeededAgainTakeNothingFromIt() {
    now = Instant.parse("2026-03-09T13:00:00Z");
    turns(Priority.HOT, 600);
    now = HALF_PAST;
    ledger.announce(KEY, new Demand("lake-1", Priority.HOT, Duration.ofHours(12), 500));

    // Served at 12:00; the next slot, at 00:00, comes when the 600 of yesterday are gone.
    ledger.served(KEY, "lake-1", Priority.HOT, NOON);

    assertThat(ledger.admission(KEY, THOUSAND_A_DAY, Priority.COLD).calls()).contains(0);
    now = Instant.parse("2026-03-10T13:01:00Z");
    assertThat(ledger.admission(KEY, new Limit(1, Optional.of(1_300), 0), Priority.COLD).calls())
        .contains(300);
  }

  @Test
  void itTellsWhenThereIsRoomForASensiblePartAgain() {
    turns(Priority.HOT, 880);
    now = HALF_PAST.plusSeconds(120);
    turns(Priority.HOT, 10);

    Admission admission = ledger.admission(KEY, THOUSAND_A_DAY, Priority.COLD);

    assertThat(admission.calls()).contains(10);
    assertThat(admission.moreAt()).isEqualTo(Instant.parse("2026-03-11T12:31:00Z"));
    assertThat(turns(Priority.COLD, 10)).isEqualTo(10);
    assertThat(ledger.lease(KEY, THOUSAND_A_DAY, Priority.COLD, 1))
        .isEqualTo(new Lease.Exhausted(admission.moreAt()));
    now = admission.moreAt();
    assertThat(turns(Priority.COLD, 45)).isEqualTo(45);
  }

  @Test
  void thePromisedMomentIsKeptThoughHotWorkGoesOn() {
    ledger.announce(KEY, TEN_AN_HOUR);
    turns(Priority.COLD, 650);
    Lease.Exhausted exhausted =
        (Lease.Exhausted) ledger.lease(KEY, THOUSAND_A_DAY, Priority.COLD, 1);

    for (int slot = 0; slot <= 24; slot++) {
      now = NOON.plus(Duration.ofHours(slot)).plusSeconds(slot == 0 ? 1_801 : 1);
      ledger.announce(KEY, TEN_AN_HOUR);
      assertThat(turns(Priority.HOT, 10)).isEqualTo(10);
      ledger.served(KEY, "lake-1", Priority.HOT, NOON.plus(Duration.ofHours(slot)));
    }
    now = exhausted.resumeAt();

    assertThat(now).isEqualTo(Instant.parse("2026-03-11T12:31:00Z"));
    assertThat(turns(Priority.COLD, 45)).isEqualTo(45);
  }

  @Test
  void hotWorkThatNeedsTheWholeDayLeavesNothing() {
    ledger.announce(KEY, new Demand("lake-1", Priority.HOT, Duration.ofHours(1), 100));

    assertThat(ledger.admission(KEY, THOUSAND_A_DAY, Priority.COLD).calls()).contains(0);
    assertThat(ledger.lease(KEY, THOUSAND_A_DAY, Priority.COLD, 1))
        .isEqualTo(new Lease.Exhausted(Instant.parse("2026-03-11T12:31:00Z")));
    assertThat(turns(Priority.HOT, 100)).isEqualTo(100);
  }

  @Test
  void withoutADailyLimitNothingIsKept() {
    ledger.announce(KEY, TEN_AN_HOUR);

    assertThat(ledger.admission(KEY, NO_QUOTA, Priority.COLD))
        .isEqualTo(new Admission(Optional.empty(), Map.of(), now));
  }

  private int kept(Priority priority) {
    return ledger.admission(KEY, THOUSAND_A_DAY, priority).heldBack().values().stream()
        .mapToInt(Integer::intValue)
        .sum();
  }

  private int turns(Priority priority, int wanted) {
    int taken = 0;
    while (taken < wanted) {
      Lease lease = ledger.lease(KEY, THOUSAND_A_DAY, priority, wanted - taken);
      if (lease instanceof Lease.Exhausted) {
        return taken;
      }
      if (lease instanceof Lease.Granted granted) {
        taken += granted.turns();
      }
      if (lease instanceof Lease.Yielded yielded) {
        now = now.plus(yielded.pause());
      }
    }
    return taken;
  }
}
