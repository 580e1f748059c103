package io.soletape.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.market.Platform;
import io.soletape.testing.TestRows;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoveredTest {

  @ParameterizedTest
  @CsvSource({"0, 0, 100.0", "3, 3, 100.0", "3, 2, 66.67", "3, 0, 0.0", "100000, 99999, 100.0"})
  void observedOfExpectedIsToldInPerCent(long expected, long observed, double percent) {
    assertThat(new Covered(expected, observed).percent()).isEqualTo(percent);
  }

  @Test
  void cellsAreCountedByPlatformAndAPlatformWithoutCellsIsThereToo() {
    TestRows rows =
        TestRows.of(Tables.COVERAGE, "platform", "outcome")
            .row("stockx", "observed")
            .row("stockx", "observed")
            .row("stockx", "empty_market")
            .row("stockx", "failed");

    assertThat(CoverageJob.covered(rows.dataset()))
        .isEqualTo(Map.of(Platform.STOCKX, new Covered(4, 2), Platform.ALIAS, new Covered(0, 0)));
  }
}
