package io.soletape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.quality.CheckResult;
import io.soletape.quality.Severity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityTextTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void aCheckThatFailsSaysWhichCasesAndWhatToDo() {
    CheckResult holds =
        new CheckResult(
            "coverage", Severity.ERROR, true, "99 %", "98 %", List.of("alias A failed"), "look");
    CheckResult fails =
        new CheckResult(
            "hot_freshness",
            Severity.ERROR,
            false,
            "1 of 2 SKUs",
            "2 h",
            List.of("stockx A last answered 2026-03-01T09:58:00Z"),
            "see status");

    assertThat(QualityText.of(List.of(holds, fails), NOW))
        .containsExactly(
            "         check                     observed                                 limit",
            "  ok     coverage                  99 %                                     98 %",
            "         - alias A failed",
            "  error  hot_freshness             1 of 2 SKUs                              2 h",
            "         - stockx A last answered 2026-03-01T09:58:00Z (2 h 2 min ago)",
            "         next: see status");
  }

  @Test
  void withoutChecksThereIsNoTable() {
    assertThat(QualityText.of(List.of(), NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T11:59:30Z, (0 min ago)",
    "2026-03-01T11:01:00Z, (59 min ago)",
    "2026-02-27T12:01:00Z, (47 h 59 min ago)",
    "2026-02-27T11:00:00Z, (2 d 1 h ago)"
  })
  void anAgeIsTakenFromTheMomentOfReading(String moment, String age) {
    assertThat(Ages.beside("since " + moment + ", still", NOW))
        .isEqualTo("since " + moment + " " + age + ", still");
  }

  @Test
  void whatIsStillToComeHasNoAge() {
    assertThat(Ages.beside("until 2026-03-01T12:00:01Z", NOW))
        .isEqualTo("until 2026-03-01T12:00:01Z");
  }
}
