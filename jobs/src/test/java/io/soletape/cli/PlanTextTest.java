package io.soletape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.budget.Admission;
import io.soletape.budget.Ledger;
import io.soletape.budget.Priority;
import io.soletape.budget.SqlLedger;
import io.soletape.config.Settings;
import io.soletape.market.Platform;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.run.Platforms;
import io.soletape.run.RunForecast;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTextTest {

  private static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");
  private static final Slot SLOT = Slot.containing(Tier.HOT, Instant.parse("2026-03-01T12:00:00Z"));

  @TempDir private Path folder;

  @Test
  void aPlanSaysCallsByPlatformAndKindTimeAndWhatIsLeft() {
    PlanLine stockx = line(1_200, Optional.of(2_000), Map.of(), Optional.empty());
    PlanLine alias =
        new PlanLine(
            Platform.ALIAS,
            new TreeMap<>(Map.of("availabilities", 40L, "recent_sales", 2L)),
            Duration.ofMillis(42_420),
            1.0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(
            PlanText.of(
                new RunForecast(SLOT, Map.of(), 1_300, 3, 120, false), List.of(stockx, alias)))
        .containsExactly(
            "Run hot-20260301T1200Z would ask:",
            "  stockx  1,200 calls (1,200 market_data), 20 min 12 s at 1.0 a second;"
                + " 800 of the day left after",
            "  alias   42 calls (40 availabilities, 2 recent_sales), 0 min 42 s at 1.0 a second;"
                + " no daily quota, or its key is not set",
            "  1,300 requests have an answer already",
            "  sales and offers of single sizes: 120 calls at most, for what the quotes show to"
                + " have moved",
            "  at most: 3 searches of unknown SKUs may find nothing to ask further");
  }

  @Test
  void aSlotThatANewerOneHasOvertakenAsksNothingAndSaysWhy() {
    assertThat(PlanText.of(new RunForecast(SLOT, Map.of(), 0, 0, 0, true), List.of()))
        .containsExactly(
            "Run hot-20260301T1200Z would ask nothing: a newer slot of the tier has finished");
  }

  @Test
  void whatIsKeptForMoreImportantWorkIsNamed() {
    Map<Priority, Integer> held = Map.of(Priority.HOT, 1_500, Priority.WARM, 0);

    assertThat(line(100, Optional.of(500), held, Optional.empty()).text())
        .endsWith("; kept for more important work: hot 1,500");
    assertThat(line(100, Optional.of(60), held, Optional.empty()).text())
        .endsWith(
            "; 40 do not fit and would be put off until 2026-03-02T00:00:00Z,"
                + " kept for more important work: hot 1,500");
  }

  @ParameterizedTest
  @CsvSource({
    // calls, admitted by the ledger, turns in time: put off, come again
    "100, , , 0, ",
    "100, 100, 100, 0, ",
    "100, 60, , 40, 2026-03-02T00:00:00Z",
    "100, 60, 80, 40, 2026-03-02T00:00:00Z",
    "100, 60, 60, 40, 2026-03-02T00:00:00Z",
    "100, 60, 20, 80, ",
    "100, , 20, 80, ",
    "100, 0, 0, 100, 2026-03-02T00:00:00Z"
  })
  void theStricterOfBudgetAndTimeDecidesWhatIsPutOff(
      long calls, Integer admitted, Long turnsInTime, long deferred, String resumeAt) {
    PlanLine line =
        line(calls, Optional.ofNullable(admitted), Map.of(), Optional.ofNullable(turnsInTime));

    assertThat(line.deferred()).isEqualTo(deferred);
    assertThat(line.json().get("admitted").asLong()).isEqualTo(calls - deferred);
    assertThat(line.json().get("deferred").asLong()).isEqualTo(deferred);
    assertThat(Optional.ofNullable(line.json().get("resume_at").textValue()))
        .isEqualTo(Optional.ofNullable(resumeAt));
  }

  @Test
  void theTimeAllowedAtTheRateOfThePlatformPutsOffWhatDoesNotFit() {
    RunForecast forecast =
        new RunForecast(SLOT, Map.of(Platform.STOCKX, Map.of("market_data", 100L)), 0, 0, 0, false);
    String address = "jdbc:sqlite:" + folder.resolve("ledger.db");
    Settings settings =
        Settings.of(Map.of("STOCKX_API_KEY", "key", "STOCKX_CALLS_PER_SECOND", "2"));
    try (Ledger ledger = SqlLedger.open(address);
        Platforms platforms = new Platforms(settings, ledger, Clock.systemUTC())) {
      PlanLine bounded =
          PlanLine.of(Platform.STOCKX, forecast, platforms, Optional.of(Duration.ofSeconds(20)));

      // A turn is 505 ms.
      assertThat(bounded.text())
          .endsWith(
              "; 61 do not fit the time allowed and would be put off: the same command goes on");
      assertThat(PlanLine.of(Platform.STOCKX, forecast, platforms, Optional.empty()).deferred())
          .isZero();
    }
  }

  private static PlanLine line(
      long calls,
      Optional<Integer> admitted,
      Map<Priority, Integer> heldBack,
      Optional<Long> turnsInTime) {
    return new PlanLine(
        Platform.STOCKX,
        Map.of("market_data", calls),
        Duration.ofMillis(1_010 * calls),
        1.0,
        Optional.of(2_000 - calls),
        Optional.of(new Admission(admitted, heldBack, MIDNIGHT)),
        turnsInTime);
  }
}
