package io.soletape.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsOfTest {

  private static final Instant NOW = Instant.parse("2026-01-09T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T10:00:00Z,      2026-01-05T10:00:00Z",
    "2026-01-05T12:00:00+02:00, 2026-01-05T10:00:00Z",
    "2026-01-05T10:00:00,       2026-01-05T10:00:00Z",
    "2026-01-05 10:00,          2026-01-05T10:00:00Z",
    "2026-01-05,                2026-01-05T00:00:00Z"
  })
  void aMomentIsUtcUnlessItTellsItsOffset(String text, Instant at) {
    assertThat(AsOf.parse(text, NOW)).isEqualTo(new AsOf.Moment(at));
  }

  @Test
  void digitsAreAVersion() {
    assertThat(AsOf.parse("12", NOW)).isEqualTo(new AsOf.Version(12));
  }

  @Test
  void aPinIsMeantByItsName() {
    assertThat(AsOf.parse("pin:12", NOW)).isEqualTo(new AsOf.Pin("12"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "yesterday", "2026-13-01", "12.5"})
  void anythingElseIsRefusedWithWhatIsAllowed(String text) {
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> AsOf.parse(text, NOW))
        .withMessageContaining("'" + text + "'")
        .withMessageContaining("2026-01-05T10:00:00Z");
  }

  @Test
  void theFutureIsNotKnownYet() {
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> AsOf.parse("2026-01-09T00:00:01Z", NOW))
        .withMessageContaining("in the future");
  }
}
