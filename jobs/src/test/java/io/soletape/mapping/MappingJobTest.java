package io.soletape.mapping;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soletape.fetch.FetchContext;
import io.soletape.fetch.FetchDesk;
import io.soletape.fetch.FetchJob;
import io.soletape.lake.Lake;
import io.soletape.lake.OneWriter;
import io.soletape.lake.Tables;
import io.soletape.market.Platform;
import io.soletape.market.Region;
import io.soletape.market.Sku;
import io.soletape.plan.Planned;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.platform.PlatformRequest;
import io.soletape.silver.SilverJob;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.TestRows;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingJobTest {

  private static final Instant NOW = Instant.parse("2026-03-08T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Slot SLOT = new Slot(Tier.HOT, NOW);

  private static final List<Sku> SKUS = List.of(new Sku("DD1391-100"));

  private static final Map<Platform, String> SEARCHES =
      Map.of(
          Platform.STOCKX,
          """
          {"products": [{"productId": "p1", "styleId": "DD1391-100", "title": "Dunk Low"}]}
          """,
          Platform.ALIAS,
          """
          {"catalog_items": [{"catalog_id": "dunk", "sku": "DD1391 100", "name": "Dunk",
            "gender": "men", "allowed_sizes": [{"value": 7.5}, {"value": 8}]}]}
          """);

  private static final String STOCKX_SIZES =
      """
      [{"productId": "p1", "variantId": "v9", "variantValue": "9.5"}]
      """;

  private static final String STOCKX_PRODUCT =
      """
      {"productId": "p1", "styleId": "DD1391-100", "title": "Dunk Low Retro"}
      """;

  @TempDir private Path folder;

  @Test
  void aSkuThatWasNeverAskedForIsSearchedOnBothPlatforms() {
    assertThat(requested(job(lake()).searches(List.of(new Sku("DD1391-100")))))
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

    assertThat(requested(job(lake).searches(skus)))
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
            requested(
                job(lake)
                    .details(
                        List.of(
                            new Sku("AA1000-001"), new Sku("BB1000-001"), new Sku("CC1000-001")))))
        .containsExactly("stockx variants BB1000-001");
  }

  @Test
  void whatHadQuotesOfUnknownSizesIsAskedForAgain() {
    Lake lake = lake();
    lake.append(
        Tables.MAPPINGS,
        TestRows.of(Tables.MAPPINGS, "platform", "sku", "status", "platform_product_id")
            .with("checked_at", "2026-03-01T00:00:00Z")
            .row("stockx", "AA1000-001", "active", "p1")
            .row("alias", "AA1000-001", "active", "dunk")
            .row("stockx", "BB1000-001", "active", "told within a day")
            .row("stockx", "CC1000-001", "broken", "p3")
            .row("stockx", "DD1000-001", "active", "refused in this slot")
            .row("stockx", "EE1000-001", "active", "refused long ago")
            .dataset());
    lake.append(
        Tables.VARIANTS,
        TestRows.of(Tables.VARIANTS, "platform_product_id", "slot_at")
            .row("p1", "2026-03-07T10:00:00Z")
            .row("dunk", "2026-03-01T10:00:00Z")
            .row("told within a day", "2026-03-07T11:00:00Z")
            .row("p3", "2026-03-01T10:00:00Z")
            .row("refused in this slot", "2026-03-01T10:00:00Z")
            .row("refused long ago", "2026-02-01T10:00:00Z")
            .dataset());
    lake.append(
        Tables.QUARANTINE,
        TestRows.of(Tables.QUARANTINE, "platform", "sku", "reason", "slot_at", "slot_date")
            .with("size_key", "a size")
            .row("stockx", "AA1000-001", "unknown_variant", "2026-03-08T09:00:00Z", "2026-03-08")
            .row("alias", "AA1000-001", "size_not_carried", "2026-03-01T10:00:00Z", "2026-03-01")
            .row("stockx", "BB1000-001", "unknown_variant", "2026-03-08T09:00:00Z", "2026-03-08")
            .row("stockx", "CC1000-001", "unknown_variant", "2026-03-08T09:00:00Z", "2026-03-08")
            .row("stockx", "DD1000-001", "unknown_variant", "2026-03-08T10:00:00Z", "2026-03-08")
            .row("stockx", "EE1000-001", "unknown_variant", "2026-03-01T09:00:00Z", "2026-03-01")
            .dataset());
    List<Sku> skus =
        List.of("AA1000-001", "BB1000-001", "CC1000-001", "DD1000-001", "EE1000-001").stream()
            .map(Sku::new)
            .toList();

    assertThat(requested(job(lake).renewals(skus)))
        .containsExactly(
            "alias catalog_item AA1000-001",
            "stockx variants AA1000-001",
            "stockx product AA1000-001");
    List<Sku> calm = List.of(new Sku("EE1000-001"));
    assertThat(renewed(lake, calm, Optional.of(Duration.ofDays(36)))).isEmpty();
    assertThat(renewed(lake, calm, Optional.of(Duration.ofDays(35))))
        .containsExactly("stockx variants EE1000-001", "stockx product EE1000-001");
  }

  @Test
  void whatIsToldAgainIsKeptAlsoAfterADeathAndTheMappingStays() {
    Lake lake = lake();
    lake.append(
        Tables.MAPPINGS,
        TestRows.of(Tables.MAPPINGS, "platform", "sku", "status", "platform_product_id")
            .with("checked_at", "2026-03-07T12:00:00Z")
            .row("stockx", SKUS.get(0).code(), "active", "p1")
            .row("alias", SKUS.get(0).code(), "not_found", null)
            .dataset());
    lake.append(
        Tables.VARIANTS,
        TestRows.of(Tables.VARIANTS, "platform", "sku", "platform_product_id", "size_key")
            .with("slot_at", "2026-03-01T10:00:00Z")
            .with("is_carried", true)
            .row("stockx", SKUS.get(0).code(), "p1", "8")
            .dataset());
    lake.append(
        Tables.QUARANTINE,
        TestRows.of(Tables.QUARANTINE, "platform", "sku", "reason", "size_key")
            .with("slot_at", "2026-03-08T09:00:00Z")
            .with("slot_date", "2026-03-08")
            .row("stockx", SKUS.get(0).code(), "unknown_variant", "v9")
            .dataset());
    TestRows answers = answers();
    for (PlatformRequest renewal : Catalogues.of("stockx").renewal(SKUS.get(0), "p1")) {
      answers =
          answer(
              answers,
              Planned.in(SLOT, renewal),
              renewal.endpoint().equals("product") ? STOCKX_PRODUCT : STOCKX_SIZES);
    }
    lake.append(Tables.PLATFORM_RESPONSES, answers.dataset());

    assertThatThrownBy(() -> run(dyingBefore("silver/variants")))
        .hasMessage("died before writing silver/variants");
    run(lake);

    assertThat(told(lake.read(Tables.VARIANTS), "size_key", "is_carried"))
        .containsExactlyInAnyOrder("8 | false", "9.5 | true");
    assertThat(told(lake.read(Tables.PRODUCTS), "model_name")).containsExactly("Dunk Low Retro");
    assertThat(told(lake.read(Tables.MAPPINGS), "platform", "status"))
        .containsExactlyInAnyOrder("stockx | active", "alias | not_found");
    assertThat(job(lake).renewals(SKUS)).isEmpty();
  }

  @Test
  void aSizeThatHasLostItsLetterDropsNoneAndBecomesNone() {
    Lake lake =
        toldBefore(
            """
            [{"productId": "p1", "variantId": "v9", "variantValue": "9.5W"},
             {"productId": "p1", "variantId": "v10", "variantValue": "10W"}]
            """);

    renew(
        lake,
        """
        [{"productId": "p1", "variantId": "v9", "variantValue": "9.5W"},
         {"productId": "p1", "variantId": "v10", "variantValue": "10",
          "sizeChart": {"defaultConversion": {"size": "10W", "type": "us w"}}}]
        """);

    assertThat(told(lake.read(Tables.VARIANTS), "size_key", "is_carried"))
        .containsExactlyInAnyOrder("9.5W | true", "10W | true");
  }

  @ParameterizedTest
  @CsvSource({"3, 22", "20, 20", "21, 21", "22, 22"})
  void aListThatIsCutShortDropsNoSizeInARunAndInAReplay(int renewed, int carried) {
    Lake lake = toldBefore(sizes(22));

    renew(lake, sizes(renewed));

    assertThat(lake.read(Tables.VARIANTS).where("is_carried").count()).isEqualTo(carried);
    assertThat(sizesOf(CatalogueHistory.read(lake, NOW).asOf(NOW).variants()))
        .containsExactlyInAnyOrderElementsOf(sizesOf(lake.read(Tables.VARIANTS)));
  }

  @Test
  void aListThatIsCutShortIsNamedHoweverOftenItIsKept() {
    Lake lake = toldBefore(sizes(7));
    renew(lake, sizes(4));
    renew(lake, sizes(4));

    new SilverJob(lake, SLOT, new Region("US"), CLOCK).run(SKUS);

    assertThat(told(lake.read(Tables.QUARANTINE), "endpoint", "sku", "reason", "detail", "slot_at"))
        .containsExactly(
            "variants | DD1391-100 | sizes_vanished | 4 sizes are told, 3 known ones are not: 5, 6,"
                + " 7 | "
                + NOW);
  }

  private static String sizes(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            size ->
                "{\"productId\": \"p1\", \"variantId\": \"v%d\", \"variantValue\": \"%d\"}"
                    .formatted(size, size))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static List<String> sizesOf(Dataset<Row> variants) {
    return told(variants, "size_key", "platform_variant_id", "is_carried", "slot_at");
  }

  // A lake whose catalogue was told a week ago.
  private Lake toldBefore(String sizes) {
    Lake lake = lake();
    TestRows answers =
        answers()
            .with("fetched_at", "2026-03-01T10:00:01Z")
            .with("slot_at", "2026-03-01T10:00:00Z")
            .with("slot_date", "2026-03-01")
            .row("search", "stockx", "search", SEARCHES.get(Platform.STOCKX), Map.of())
            .row("sizes", "stockx", "variants", sizes, Map.of("productId", "p1"));
    lake.append(Tables.PLATFORM_RESPONSES, answers.dataset());
    CatalogueSnapshot told = CatalogueHistory.read(lake, NOW).asOf(NOW);
    lake.append(Tables.PRODUCTS, told.products());
    lake.append(Tables.VARIANTS, told.variants());
    return lake;
  }

  private static void renew(Lake lake, String sizes) {
    PlatformRequest request = Catalogues.of("stockx").renewal(SKUS.get(0), "p1").get(0);
    Planned renewal = Planned.in(SLOT, request);
    if (lake.lacks(Tables.PLATFORM_RESPONSES, "request_id = '" + renewal.requestId() + "'")) {
      lake.append(Tables.PLATFORM_RESPONSES, answer(answers(), renewal, sizes).dataset());
    }
    try (FetchDesk desk = FetchDesk.open(CLOCK, open -> {})) {
      FetchJob fetch = new FetchJob(lake, SLOT, context(lake), desk, note -> {});
      new MappingJob(lake, SLOT, fetch, CLOCK).renew(List.of(renewal));
    }
  }

  /** What is mapped is not searched again: nothing that the search told may be missing by then. */
  @ParameterizedTest
  @ValueSource(strings = {"silver/variants", "silver/mappings"})
  void aJobThatDiesBeforeAWriteIsMadeUpForByItsRepetition(String table) {
    Lake lake = lake();
    lake.append(Tables.PLATFORM_RESPONSES, answered(lake));

    assertThatThrownBy(() -> run(dyingBefore(table))).hasMessage("died before writing " + table);
    run(lake);

    assertThat(told(lake.read(Tables.MAPPINGS), "platform", "status", "platform_product_id"))
        .containsExactlyInAnyOrder("stockx | active | p1", "alias | active | dunk");
    assertThat(told(lake.read(Tables.PRODUCTS), "platform", "model_name"))
        .containsExactlyInAnyOrder("stockx | Dunk Low", "alias | Dunk");
    assertThat(told(lake.read(Tables.VARIANTS), "platform", "size_us", "is_carried"))
        .containsExactlyInAnyOrder("stockx | 9.5 | true", "alias | 7.5 | true", "alias | 8 | true");
  }

  private Lake dyingBefore(String table) {
    OneWriter dying =
        new OneWriter() {
          @Override
          public <T> T alone(String what, Supplier<T> work) {
            if (what.equals(table)) {
              throw new IllegalStateException("died before writing " + what);
            }
            return work.get();
          }
        };
    return new Lake(LocalSpark.session(), folder.toString(), dying);
  }

  private static TestRows answers() {
    return TestRows.of(
            Tables.PLATFORM_RESPONSES, "request_id", "platform", "endpoint", "body", "params")
        .with("sku", SKUS.get(0).code())
        .with("outcome", "ok")
        .with("fetched_at", "2026-03-08T10:00:01Z")
        .with("slot_at", NOW.toString())
        .with("slot_date", "2026-03-08");
  }

  private static Dataset<Row> answered(Lake lake) {
    TestRows rows = answers();
    for (Planned search : job(lake).searches(SKUS)) {
      rows = answer(rows, search, SEARCHES.get(search.request().platform()));
    }
    for (PlatformRequest details : Catalogues.of("stockx").details(SKUS.get(0), "p1")) {
      rows = answer(rows, Planned.in(SLOT, details), STOCKX_SIZES);
    }
    return rows.dataset();
  }

  private static TestRows answer(TestRows rows, Planned planned, String body) {
    PlatformRequest request = planned.request();
    return rows.row(
        planned.requestId(), request.platform().code(), request.endpoint(), body, request.params());
  }

  private Lake lake() {
    return new Lake(LocalSpark.session(), folder.toString());
  }

  private static MappingJob job(Lake lake) {
    return new MappingJob(lake, SLOT, FetchJob.withoutCalls(lake, SLOT, context(lake)), CLOCK);
  }

  private static List<String> renewed(Lake lake, List<Sku> skus, Optional<Duration> factsKept) {
    return requested(job(lake).renewals(KnownSizes.read(lake, skus), factsKept));
  }

  private static void run(Lake lake) {
    try (FetchDesk desk = FetchDesk.open(CLOCK, open -> {})) {
      FetchJob fetch = new FetchJob(lake, SLOT, context(lake), desk, note -> {});
      MappingJob job = new MappingJob(lake, SLOT, fetch, CLOCK);
      job.renew(job.run(SKUS, Optional.empty()).renewals());
    }
  }

  private static FetchContext context(Lake lake) {
    return FetchContext.standard(SLOT, Map.of(), FetchJob.landingOf(lake, SLOT));
  }

  private static List<String> requested(List<Planned> planned) {
    return planned.stream()
        .map(Planned::request)
        .map(
            request ->
                request.platform().code() + " " + request.endpoint() + " " + request.sku().code())
        .toList();
  }
}
