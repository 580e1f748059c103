package io.soletape.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.soletape.market.Platform;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {

  @ParameterizedTest
  @CsvSource({"0.5, PT2.02S", "1, PT1.01S", "3, PT0.336666667S", "1000, PT0.00101S"})
  void turnsLieAHundredthFurtherApartThanTheRateAllows(double callsPerSecond, Duration spacing) {
    assertThat(new Limit(callsPerSecond, Optional.empty(), 0).spacing()).isEqualTo(spacing);
  }

  @ParameterizedTest
  @CsvSource({
    "HOT,  25000, 500, 25000",
    "WARM, 25000, 500, 24500",
    "COLD, 25000, 500, 24500",
    "WARM, 100,   200, 0"
  })
  void theReserveIsForHotAlone(Priority priority, int callsPerDay, int reserve, int allowed) {
    assertThat(new Limit(1, Optional.of(callsPerDay), reserve).callsPerDayFor(priority))
        .contains(allowed);
  }

  @Test
  void withoutADailyLimitNothingIsReserved() {
    assertThat(new Limit(1, Optional.empty(), 500).callsPerDayFor(Priority.COLD)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void aRateThatAllowsNothingIsRefused(double callsPerSecond) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Limit(callsPerSecond, Optional.empty(), 0))
        .withMessageContaining("use a number above 0");
  }

  @Test
  void aQuotaThatAllowsNothingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Limit(1, Optional.of(0), 0))
        .withMessageContaining("0 calls a day");
  }

  @Test
  void aReserveBelowZeroIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Limit(1, Optional.of(10), -1))
        .withMessageContaining("-1 calls is below 0");
  }

  @ParameterizedTest
  @CsvSource({"3, 7, 7", "7, 3, 7"})
  void theGreaterReadingOfTheDayBinds(int sinceMidnight, int last24Hours, int binding) {
    Usage usage = new Usage(sinceMidnight, last24Hours);

    assertThat(usage.binding()).isEqualTo(binding);
    assertThat(usage.left(Optional.of(10))).contains(10 - binding);
    assertThat(usage.left(Optional.of(5))).contains(0);
    assertThat(usage.left(Optional.empty())).isEmpty();
  }

  @Test
  void priorityFallsFromHotToMapping() {
    assertThat(Priority.values())
        .containsExactly(Priority.HOT, Priority.WARM, Priority.COLD, Priority.MAPPING);
  }

  @Test
  void aBudgetKeyTellsKeysApartAndNeverShowsThem() {
    String secret = "a-very-secret-key";
    BudgetKey key = BudgetKey.of(Platform.STOCKX, secret);

    assertThat(key)
        .isEqualTo(BudgetKey.of(Platform.STOCKX, secret))
        .isNotEqualTo(BudgetKey.of(Platform.STOCKX, secret + "2"))
        .isNotEqualTo(BudgetKey.of(Platform.ALIAS, secret));
    assertThat(key.text()).matches("stockx:[0-9a-f]{16}");
    assertThat(key.toString()).doesNotContain(secret);
  }
}
