package io.soletape.mapping;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.market.Sku;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.TestRows;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingHealthTest {

  private static final String AT = "2026-03-01T10:00:00Z";

  @TempDir private Path folder;

  @Test
  void onlyAProductOfWhichEveryAnswerIsWrongIsUnwell() {
    Dataset<Row> answers =
        answers()
            .row("stockx", "DEAD-404", "market_data", "not_found", 404)
            .row("stockx", "DEAD-404", "market_data", "not_found", 404)
            .row("stockx", "HALF-404", "market_data", "not_found", 404)
            .row("stockx", "HALF-404", "market_data", "ok", 200)
            .row("alias", "MUTE-503", "availabilities", "failed", 503)
            .row("alias", "MUTE-503", "availabilities", "failed", 503)
            .row("alias", "SOME-503", "availabilities", "failed", 503)
            .row("alias", "SOME-503", "availabilities", "ok", 200)
            .row("alias", "MIXED-500", "availabilities", "failed", 503)
            .row("alias", "MIXED-500", "availabilities", "failed", 500)
            .row("alias", "SILENT-000", "availabilities", "failed", 503)
            .row("alias", "SILENT-000", "availabilities", "failed", null)
            .row("alias", "GONE-404", "availabilities", "failed", 503)
            .row("alias", "GONE-404", "availabilities", "not_found", 404)
            .row("stockx", "STOCKX-503", "market_data", "failed", 503)
            .row("alias", "SEARCH-503", "search", "failed", 503)
            .row("stockx", "WELL-200", "market_data", "ok", 200)
            .dataset();

    assertThat(told(MappingHealth.unwell(answers), "platform", "sku", "new_status"))
        .containsExactlyInAnyOrder(
            "stockx | DEAD-404 | broken",
            "alias | MUTE-503 | suspect",
            "alias | GONE-404 | broken");
  }

  @Test
  void aMappingIsMarkedOnceHoweverOftenTheSlotIsLookedAt() {
    Lake lake = new Lake(LocalSpark.session(), folder.toString());
    lake.append(
        Tables.MAPPINGS,
        TestRows.of(Tables.MAPPINGS, "platform", "sku", "status", "evidence", "platform_product_id")
            .with("checked_at", "2026-02-01T00:00:00Z")
            .row("stockx", "DD1391-100", "active", "style is equal", "p1")
            .row("alias", "DD1391-100", "active", "style is equal", "dunk")
            .dataset());
    lake.append(
        Tables.PLATFORM_RESPONSES,
        answers().row("stockx", "DD1391-100", "market_data", "not_found", 404).dataset());
    MappingHealth health = new MappingHealth(lake, new Slot(Tier.HOT, Instant.parse(AT)));

    health.update(List.of(new Sku("DD1391-100")));
    health.update(List.of(new Sku("DD1391-100")));

    assertThat(
            told(
                lake.read(Tables.MAPPINGS),
                "platform",
                "status",
                "platform_product_id",
                "evidence",
                "checked_at"))
        .containsExactlyInAnyOrder(
            "stockx | broken | p1 | the platform does not know the product any more (404); was:"
                + " style is equal | 2026-03-01T10:05:00Z",
            "alias | active | dunk | style is equal | 2026-02-01T00:00:00Z");
  }

  private static TestRows answers() {
    return TestRows.of(
            Tables.PLATFORM_RESPONSES, "platform", "sku", "endpoint", "outcome", "http_status")
        .with("slot_at", AT)
        .with("slot_date", "2026-03-01")
        .with("fetched_at", "2026-03-01T10:05:00Z");
  }
}
