package io.soletape.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.budget.Admission;
import io.soletape.budget.Priority;
import io.soletape.market.Platform;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a plan fits into budget and time. */
class AdmittedTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant MORE_AT = Instant.parse("2026-03-02T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // wanted, in the budget, in time, admitted, why the rest is put off
        "700,  -,    -,   700, -",
        "700,  900,  -,   700, -",
        "700,  500,  -,   500, budget",
        "700,  0,    -,   0,   budget",
        "700,  -,    600, 600, time",
        "700,  500,  600, 500, budget",
        "700,  600,  500, 500, time",
        "0,    0,    0,   0,   -"
      })
  void theStricterBoundDecides(
      int wanted, Integer budget, Integer time, int admitted, String reason) {
    Admitted found = admitted(wanted, Optional.ofNullable(budget), Optional.ofNullable(time));

    assertThat(found.requests()).isEqualTo(admitted);
    assertThat(found.rest().map(FetchStop::reason)).isEqualTo(Optional.ofNullable(reason));
  }

  @Test
  void whatIsPutOffIsNamedWithWhatIsKeptForWhomAndUntilWhen() {
    FetchStop rest = admitted(700, Optional.of(500), Optional.empty()).rest().orElseThrow();

    assertThat(rest.isDeferral()).isTrue();
    assertThat(rest.resumeAt()).isEqualTo(MORE_AT);
    assertThat(rest.message())
        .isEqualTo(
            "stockx: 200 requests do not fit what is left of the day"
                + " (kept: 1,440 for hot, 20 for warm); put off");
  }

  @Test
  void whereOnlyTimeIsShortTheRestCanGoOnAtOnce() {
    assertThat(admitted(700, Optional.empty(), Optional.of(1)).rest().map(FetchStop::resumeAt))
        .contains(NOW);
  }

  private static Admitted admitted(int wanted, Optional<Integer> budget, Optional<Integer> time) {
    Map<Priority, Integer> kept = Map.of(Priority.WARM, 20, Priority.HOT, 1_440);
    return Admitted.of(Platform.STOCKX, wanted, new Admission(budget, kept, MORE_AT), time, NOW);
  }
}
