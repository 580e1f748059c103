package io.soletape.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.http.CallHistory;
import io.soletape.http.HttpOutcome;
import io.soletape.http.RetryDecision;
import io.soletape.http.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who waits for StockX's tokens outlasts who has them, however the server holds that one up. */
class VaultPatienceTest {

  private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
  private static final Duration SLOW = Duration.ofSeconds(20);
  private static final Duration KEEPING = Duration.ofMinutes(1);

  @ParameterizedTest
  @CsvSource({
    // status, Retry-After
    "503, 60",
    "503, 70",
    "429, 60",
    "429, 70",
    "502,"
  })
  void anExchangeEndsBeforeOthersLosePatience(int status, String retryAfter) {
    HttpOutcome slow =
        new HttpOutcome.Answered(
            status, new byte[0], Optional.empty(), Optional.ofNullable(retryAfter), SLOW);
    RetryPolicy policy = RetryPolicy.standard();
    CallHistory history = CallHistory.NONE.with(slow);
    while (policy.decide(slow, history, NOW, 1) instanceof RetryDecision.Repeat repeat) {
      history = history.waited(repeat.pause()).with(slow);
    }

    assertThat(history.spent().plus(KEEPING)).isLessThan(Platforms.VAULT_PATIENCE);
  }
}
