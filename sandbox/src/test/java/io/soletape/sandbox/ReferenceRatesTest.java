package io.soletape.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ReferenceRatesTest {

  @Test
  void shouldServeTheNewestWeekday() throws IOException {
    SandboxSettings sunday =
        SandboxFixture.unhurried().withMarketTime(Instant.parse("2026-11-22T12:00:00Z"));
    try (Sandbox sandbox = Sandbox.start(sunday)) {
      String xml = new SandboxClient(sandbox).get(sandbox.fxRatesUrl()).body();
      LocalDate friday = LocalDate.of(2026, 11, 20);

      assertThat(xml)
          .contains("<gesmes:name>European Central Bank</gesmes:name>")
          .contains("<Cube time='2026-11-20'>")
          .contains(
              "<Cube currency='USD' rate='"
                  + sandbox.groundTruth().fxRates(friday).get("USD").toPlainString()
                  + "'/>");
      assertThat(sandbox.groundTruth().fxDay(sandbox.marketTime())).isEqualTo(friday);
      assertThat(sandbox.stats().fx().calls()).isEqualTo(1);
    }
  }

  @Test
  void shouldWaitForTheAfternoon() throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxFixture.unhurried())) {
      GroundTruth truth = sandbox.groundTruth();

      assertThat(truth.fxDay(Instant.parse("2026-11-19T14:00:00Z"))).hasToString("2026-11-18");
      assertThat(truth.fxDay(Instant.parse("2026-11-19T15:00:00Z"))).hasToString("2026-11-19");
    }
  }
}
