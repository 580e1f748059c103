package io.soletape.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcbCalendarTest {

  @ParameterizedTest
  @CsvSource({
    "2026-03-10T14:59:59Z, 2026-03-09", // Tuesday, 15:59:59 in winter
    "2026-03-10T15:00:00Z, 2026-03-10",
    "2026-07-14T13:59:59Z, 2026-07-13", // Tuesday, 15:59:59 in summer
    "2026-07-14T14:00:00Z, 2026-07-14",
    "2026-03-13T16:00:00Z, 2026-03-13", // Friday
    "2026-03-14T16:00:00Z, 2026-03-13",
    "2026-03-15T23:30:00Z, 2026-03-13", // Monday already in Frankfurt
    "2026-03-16T10:00:00Z, 2026-03-13",
    "2026-03-16T15:00:00Z, 2026-03-16"
  })
  void ratesComeOutOnWorkingDaysAtFour(String moment, String day) {
    assertThat(EcbCalendar.newestOutAt(Instant.parse(moment))).isEqualTo(LocalDate.parse(day));
  }
}
