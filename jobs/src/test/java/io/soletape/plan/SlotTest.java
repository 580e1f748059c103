package io.soletape.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotTest {

  @ParameterizedTest
  @CsvSource({
    "HOT, 2026-03-01T17:59:59.999Z, 2026-03-01T17:00:00Z",
    "HOT, 2026-03-01T18:00:00Z, 2026-03-01T18:00:00Z",
    "ALL, 2026-03-01T17:59:59Z, 2026-03-01T17:00:00Z",
    "WARM, 2026-03-01T17:59:59Z, 2026-03-01T12:00:00Z",
    "WARM, 2026-03-01T05:59:59Z, 2026-03-01T00:00:00Z",
    "COLD, 2026-03-01T23:59:59Z, 2026-03-01T00:00:00Z",
    "COLD, 1969-12-31T23:00:00Z, 1969-12-31T00:00:00Z"
  })
  void aMomentIsCutToTheCadenceOfItsTier(Tier tier, Instant moment, Instant slot) {
    assertThat(Slot.containing(tier, moment)).isEqualTo(new Slot(tier, slot));
  }

  @Test
  void aMomentBetweenTwoSlotsIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Slot(Tier.WARM, Instant.parse("2026-03-01T05:00:00Z")))
        .withMessage(
            "2026-03-01T05:00:00Z is no slot of tier warm: cut it to 2026-03-01T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "HOT, 2026-03-01T07:00:00Z, hot-20260301T0700Z",
    "ALL, 2026-03-01T07:00:00Z, all-20260301T0700Z",
    "COLD, 2026-12-31T00:00:00Z, cold-20261231T0000Z"
  })
  void aRunIsNamedForTierAndSlot(Tier tier, Instant at, String runId) {
    assertThat(new Slot(tier, at).runId()).isEqualTo(runId);
  }

  @Test
  void theDayOfASlotIsItsDayInUtc() {
    assertThat(new Slot(Tier.HOT, Instant.parse("2026-03-01T23:00:00Z")).date())
        .isEqualTo(LocalDate.of(2026, 3, 1));
  }
}
