package io.soletape.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RememberedTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    // milliseconds after the first look, which time it is asked then
    "0, 1",
    "4999, 1",
    "5000, 2",
    "86400000, 2",
    "-1, 2",
  })
  void itIsAskedForOnceInItsLife(long later, int times) {
    AtomicReference<Instant> now = new AtomicReference<>(NOW);
    AtomicInteger asked = new AtomicInteger();
    Remembered<Integer> remembered =
        new Remembered<>(asked::incrementAndGet, Duration.ofSeconds(5), now::get);
    remembered.value();

    now.set(NOW.plusMillis(later));

    assertThat(remembered.value()).isEqualTo(times);
    assertThat(remembered.value()).as("at once again").isEqualTo(times);
  }
}
