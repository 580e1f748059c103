package io.soletape.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.fetch.FetchContext;
import io.soletape.fetch.FetchJob;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.market.Sku;
import io.soletape.plan.Planned;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.TestRows;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingJobTest {

  private static final Instant NOW = Instant.parse("2026-03-08T10:00:00Z");
  private static final Slot SLOT = new Slot(Tier.HOT, NOW);

  @TempDir private Path folder;

  @Test
  void aSkuThatWasNeverAskedForIsSearchedOnBothPlatforms() {
    assertThat(told(job(lake()).searches(List.of(new Sku("DD1391-100")))))
        .containsExactly("stockx search DD1391-100", "alias search DD1391-100");
  }

  @Test
  void whatIsKnownIsRememberedForItsTime() {
    Lake lake = lake();
    lake.append(
        Tables.MAPPINGS,
        TestRows.of(Tables.MAPPINGS, "sku", "status", "checked_at", "platform_product_id")
            .with("platform", "stockx")
            .row("AA1000-001", "active", "2020-01-01T00:00:00Z", "p1")
            .row("BB1000-001", "not_found", "2026-03-01T10:00:00Z", null)
            .row("BB1000-002", "not_found", "2026-03-01T09:59:59Z", null)
            .row("CC1000-001", "ambiguous", "2026-03-01T10:00:00Z", null)
            .row("CC1000-002", "ambiguous", "2026-03-01T09:59:59Z", null)
            .row("DD1000-001", "broken", "2026-03-07T10:00:00Z", "p2")
            .row("DD1000-002", "broken", "2026-03-07T09:59:59Z", "p3")
            .row("EE1000-001", "suspect", "2026-03-07T10:00:00Z", "p4")
            .row("EE1000-002", "suspect", "2026-03-07T09:59:59Z", "p5")
            .dataset());
    List<Sku> skus =
        lake.read(Tables.MAPPINGS).collectAsList().stream()
            .map(row -> new Sku(row.getAs("sku")))
            .sorted()
            .toList();

    assertThat(told(job(lake).searches(skus)))
        .filteredOn(search -> search.startsWith("stockx"))
        .containsExactly(
            "stockx search BB1000-002",
            "stockx search CC1000-002",
            "stockx search DD1000-002",
            "stockx search EE1000-002");
  }

  @Test
  void sizesAreAskedForOnlyWhereTheyAreNotKnownAndNotToldByTheSearch() {
    Lake lake = lake();
    lake.append(
        Tables.MAPPINGS,
        TestRows.of(Tables.MAPPINGS, "platform", "sku", "status", "platform_product_id")
            .with("checked_at", "2026-03-08T00:00:00Z")
            .row("stockx", "AA1000-001", "active", "p1")
            .row("stockx", "BB1000-001", "active", "p2")
            .row("stockx", "CC1000-001", "broken", "p3")
            .row("alias", "AA1000-001", "active", "dunk")
            .dataset());
    lake.append(
        Tables.VARIANTS,
        TestRows.of(Tables.VARIANTS, "platform", "sku", "platform_product_id", "size_key")
            .row("stockx", "AA1000-001", "p1", "9")
            .dataset());

    assertThat(
            told(
                job(lake)
                    .details(
                        List.of(
                            new Sku("AA1000-001"), new Sku("BB1000-001"), new Sku("CC1000-001")))))
        .containsExactly("stockx variants BB1000-001");
  }

  private Lake lake() {
    return new Lake(LocalSpark.session(), folder.toString());
  }

  private static MappingJob job(Lake lake) {
    FetchJob fetch =
        FetchJob.withoutCalls(
            lake, SLOT, FetchContext.standard(SLOT, Map.of(), FetchJob.landingOf(lake, SLOT)));
    return new MappingJob(lake, SLOT, fetch, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static List<String> told(List<Planned> planned) {
    return planned.stream()
        .map(Planned::request)
        .map(
            request ->
                request.platform().code() + " " + request.endpoint() + " " + request.sku().code())
        .toList();
  }
}
