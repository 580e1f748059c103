package io.soletape.mapping;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.testing.TestRows;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StaleSizesTest {

  private static final Instant SLOT = Instant.parse("2026-03-08T10:00:00Z");

  @Test
  void aSizeThatTurnedUpSinceTheLastAskingIsAReasonToAskAgainAfterADay() {
    TestRows refused =
        TestRows.of(Tables.QUARANTINE, "sku", "size_key", "reason", "slot_at", "released_at")
            .with("platform", "stockx")
            .row("never asked", "v1", "unknown_variant", "2026-03-07T06:00:00Z", null)
            .row("only quotes asked", "v1", "unknown_variant", "2026-03-07T06:00:00Z", null)
            .row("asked before it", "v1", "unknown_variant", "2026-03-07T06:00:00Z", null)
            .row("asked a day ago", "v1", "size_not_carried", "2026-03-08T09:00:00Z", null)
            .row("asked within a day", "v1", "unknown_variant", "2026-03-08T09:00:00Z", null)
            .row("not explained", "v1", "unknown_variant", "2026-03-05T06:00:00Z", null)
            .row("not explained", "v1", "unknown_variant", "2026-03-08T09:00:00Z", null)
            .row("another one", "v1", "unknown_variant", "2026-03-05T06:00:00Z", null)
            .row("another one", "v2", "unknown_variant", "2026-03-07T06:00:00Z", null)
            .row("released", "v1", "unknown_variant", "2026-03-07T06:00:00Z", SLOT.toString())
            .row("cut short", null, "sizes_vanished", "2026-03-07T10:00:00Z", null)
            .row("cut short within a day", null, "sizes_vanished", "2026-03-07T11:00:00Z", null)
            .row("told whole since", null, "sizes_vanished", "2026-03-05T10:00:00Z", null)
            .row("other reason", "v1", "unit_suspect", "2026-03-07T06:00:00Z", null);
    TestRows answers =
        TestRows.of(Tables.PLATFORM_RESPONSES, "sku", "endpoint", "slot_at")
            .with("platform", "stockx")
            .row("only quotes asked", "market_data", "2026-03-08T09:00:00Z")
            .row("asked before it", "variants", "2026-03-06T10:00:00Z")
            .row("asked a day ago", "catalog_item", "2026-03-07T10:00:00Z")
            .row("asked within a day", "variants", "2026-03-07T11:00:00Z")
            .row("not explained", "variants", "2026-03-06T10:00:00Z")
            .row("another one", "variants", "2026-03-06T10:00:00Z")
            .row("cut short", "variants", "2026-03-07T10:00:00Z")
            .row("cut short within a day", "variants", "2026-03-07T11:00:00Z")
            .row("told whole since", "variants", "2026-03-06T10:00:00Z");

    assertThat(told(StaleSizes.due(refused.dataset(), answers.dataset(), SLOT), "sku"))
        .containsExactlyInAnyOrder(
            "never asked",
            "only quotes asked",
            "asked before it",
            "asked a day ago",
            "another one",
            "cut short");
  }
}
