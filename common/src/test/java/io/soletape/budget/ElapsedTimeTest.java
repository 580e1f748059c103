package io.soletape.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElapsedTimeTest {

  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

  private long steady = 5;
  private Instant day = NOON;

  @ParameterizedTest
  @CsvSource({
    // seconds that the steady clock and the clock of the day say, twice: all that went by
    "10, 10, 10, 10, 20",
    "10, 10,  0, 40, 50",
    "10, 10, 10, -3600, 20",
    "10, -3600, 0, 40, 50"
  })
  void theClockThatSaysMoreIsRight(
      long first, long firstDay, long second, long secondDay, long sum) {
    ElapsedTime elapsed = new ElapsedTime(() -> steady, () -> day);
    pass(first, firstDay);
    elapsed.getAsLong();
    pass(second, secondDay);

    assertThat(elapsed.getAsLong()).isEqualTo(sum * 1_000_000_000);
  }

  private void pass(long seconds, long ofTheDay) {
    steady += seconds * 1_000_000_000;
    day = day.plusSeconds(ofTheDay);
  }
}
