package io.soletape.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallHistoryTest {

  @Test
  void countsCallsRefusalsAndTime() {
    CallHistory history =
        CallHistory.NONE
            .with(answered(429))
            .waited(Duration.ofSeconds(2))
            .with(answered(401))
            .with(new HttpOutcome.Broken(HttpOutcome.Broken.RESET, Duration.ofSeconds(1)))
            .with(answered(200));

    assertThat(history).isEqualTo(new CallHistory(4, 1, 1, Duration.ofSeconds(6)));
  }

  private static HttpOutcome answered(int status) {
    return new HttpOutcome.Answered(
        status, new byte[0], Optional.empty(), Optional.empty(), Duration.ofSeconds(1));
  }
}
