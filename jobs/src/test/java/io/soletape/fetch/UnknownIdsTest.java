package io.soletape.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.testing.TestRows;
import org.junit.jupiter.api.Test;

/** Few ids at Alias that never worked and are answered 503 are unknown; all else is trouble. */
class UnknownIdsTest {

  private static final String FIRST = "AA1000-001";
  private static final String SECOND = "BB1000-001";

  @Test
  void oneOrTwoIdsThatNeverWorkedAreUnknown() {
    assertThat(explained(failures().row("alias", FIRST, "availabilities", 503))).isTrue();
    assertThat(
            explained(
                failures()
                    .row("alias", FIRST, "availabilities", 503)
                    .row("alias", FIRST, "catalog_item", 503)
                    .row("alias", SECOND, "availabilities", 503)))
        .isTrue();
  }

  @Test
  void threeStylesAreNoChance() {
    assertThat(
            explained(
                failures()
                    .row("alias", FIRST, "availabilities", 503)
                    .row("alias", SECOND, "availabilities", 503)
                    .row("alias", "CC1000-001", "availabilities", 503)))
        .isFalse();
  }

  @Test
  void anIdThatWorkedOnceIsKnown() {
    TestRows both =
        failures()
            .row("alias", FIRST, "availabilities", 503)
            .row("alias", SECOND, "availabilities", 503);

    assertThat(explained(both, history().row("alias", SECOND, "availabilities", "ok"))).isFalse();
    assertThat(explained(both, history().row("alias", SECOND, "availabilities", "failed")))
        .isTrue();
    assertThat(explained(both, history().row("alias", SECOND, "search", "ok"))).isTrue();
    assertThat(explained(both, history().row("stockx", SECOND, "market_data", "ok"))).isTrue();
  }

  @Test
  void onlyA503ToAnIdOfAliasTellsOfTheId() {
    assertThat(explained(failures().row("alias", FIRST, "search", 503))).isFalse();
    assertThat(explained(failures().row("stockx", FIRST, "market_data", 503))).isFalse();
    assertThat(explained(failures().row("alias", FIRST, "availabilities", 500))).isFalse();
    assertThat(explained(failures().row("alias", FIRST, "availabilities", null))).isFalse();
    assertThat(
            explained(
                failures()
                    .row("alias", FIRST, "availabilities", 503)
                    .row("alias", FIRST, "availabilities", 504)))
        .isFalse();
  }

  private static boolean explained(TestRows failures) {
    return explained(failures, history());
  }

  private static boolean explained(TestRows failures, TestRows history) {
    return UnknownIds.explain(failures.dataset(), history.dataset());
  }

  private static TestRows failures() {
    return TestRows.of(Tables.PLATFORM_RESPONSES, "platform", "sku", "endpoint", "http_status");
  }

  private static TestRows history() {
    return TestRows.of(Tables.PLATFORM_RESPONSES, "platform", "sku", "endpoint", "outcome");
  }
}
