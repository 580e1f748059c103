package io.soletape.cli;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.testing.TestRows;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which runs {@code status} names. */
class RunsWorthTellingTest {

  @Test
  void theLastEightRunsAreToldAndWhatIsStillDeferred() {
    TestRows runs =
        TestRows.of(Tables.RUNS, "run_id", "tier", "status", "slot_at", "finished_at")
            .row("cold", "cold", "deferred", "2026-03-01T00:00:00Z", "2026-03-01T01:00:00Z")
            .row("warm, gone by", "warm", "deferred", hour(0), "2026-03-01T01:30:00Z")
            .row("warm", "warm", "done", hour(6), "2026-03-01T06:30:00Z")
            .row("maintenance", "maintenance", "done", hour(9), "2026-03-02T00:00:00Z");
    for (int slot = 7; slot < 16; slot++) {
      String at = hour(slot);
      runs.row("hot " + slot, "hot", "done", at, at);
    }

    assertThat(told(RunsWorthTelling.of(runs.dataset()), "run_id"))
        .containsExactlyElementsOf(
            List.of(
                "hot 15", "hot 14", "hot 13", "hot 12", "hot 11", "hot 10", "hot 9", "hot 8",
                "cold"));
  }

  private static String hour(int hour) {
    return "2026-03-01T%02d:00:00Z".formatted(hour);
  }
}
