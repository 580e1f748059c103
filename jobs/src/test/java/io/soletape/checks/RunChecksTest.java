package io.soletape.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.market.Sku;
import io.soletape.plan.ListedSku;
import io.soletape.plan.Tier;
import io.soletape.quality.CheckResult;
import io.soletape.quality.Checks;
import io.soletape.quality.Evidence;
import io.soletape.quality.Severity;
import io.soletape.testing.TestRows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunChecksTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String SKU = "DD1391-100";

  private final TestRows coverage =
      TestRows.of(Tables.COVERAGE, "platform", "sku", "outcome").with("reason", "why");
  private final TestRows mappings =
      TestRows.of(Tables.MAPPINGS, "platform", "sku", "status").with("evidence", "why");
  private final TestRows answers =
      TestRows.of(Tables.PLATFORM_RESPONSES, "request_id", "endpoint", "outcome", "body")
          .with("platform", "stockx")
          .with("sku", SKU);
  private final TestRows quotes =
      TestRows.of(Tables.QUOTES, "request_id", "size_key", "is_new_in_good_box")
          .with("platform", "stockx")
          .with("sku", SKU)
          .with("region_code", "US")
          .with("currency_code", "USD")
          .with("programme", "standard");
  private final TestRows quarantine =
      TestRows.of(Tables.QUARANTINE, "request_id", "reason")
          .with("platform", "stockx")
          .with("sku", SKU);
  private final TestRows depthAnswers =
      TestRows.of(Tables.DEPTH_ANSWERS, "size_key", "is_whole", "rows_told")
          .with("platform", "alias")
          .with("sku", SKU)
          .with("region_code", "US")
          .with("endpoint", "recent_sales")
          .with("rows_refused", 0);
  private final TestRows newSales =
      TestRows.of(Tables.SALES, "size_key")
          .with("platform", "alias")
          .with("sku", SKU)
          .with("region_code", "US");
  private final TestRows salesCoverage =
      TestRows.of(Tables.SALES_COVERAGE, "size_key", "standard_sales", "consigned_sales")
          .with("platform", "alias")
          .with("sku", SKU)
          .with("region_code", "US")
          .with("complete_from_at", "2026-02-28T00:00:00Z");
  private final TestRows tape =
      TestRows.of(Tables.MASTER_MARKET_DATA, "size_key", "snapshot_at")
          .with("platform", "stockx")
          .with("sku", SKU)
          .with("region_code", "US")
          .with("currency_code", "USD")
          .with("programme", "standard")
          .with("slot_at", "2026-03-01T12:00:00Z")
          .with("fx_as_of", "2026-02-27")
          .with("is_crossed", false);
  private final TestRows latest =
      TestRows.of(Tables.LATEST_MARKET_DATA, "size_key", "slot_at")
          .with("platform", "stockx")
          .with("sku", SKU)
          .with("region_code", "US")
          .with("currency_code", "USD")
          .with("programme", "standard");
  private final TestRows coverageBefore =
      TestRows.of(Tables.COVERAGE, "slot_at", "sku").with("platform", "stockx");
  private Tier tier = Tier.WARM;

  @Test
  void aRunInWhichEverythingIsWellPassesEveryCheck() {
    mappings.row("stockx", SKU, "active");
    coverage.row("stockx", SKU, "observed");
    answers.row("r1", "market_data", "ok", "[{}]");
    quotes.row("r1", "9", true);
    tape.with("changed_at", "2026-03-01T11:00:00Z")
        .with("ingested_at", "2026-03-01T12:00:00Z")
        .with("lowest_ask", "120.00")
        .row("9", "2026-03-01T12:00:00Z");
    latest.row("9", "2026-03-01T12:00:00Z");
    tier = Tier.HOT;

    List<CheckResult> results = Checks.judge(checks().all());

    assertThat(results).allMatch(CheckResult::passed);
    assertThat(results)
        .extracting(CheckResult::check)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(RunCheck.values()).map(each -> each.check().name()).toList());
    assertThat(results)
        .filteredOn(result -> result.severity() == Severity.ERROR)
        .extracting(CheckResult::check)
        .containsExactly(
            "coverage",
            "unique_keys",
            "bronze_and_silver_agree",
            "silver_and_gold_agree",
            "gold_and_latest_agree",
            "hot_freshness");
  }

  @Test
  void aRunThatHadNothingToDoPasses() {
    assertThat(Checks.judge(checks().all())).allMatch(CheckResult::passed);
  }

  @ParameterizedTest
  @CsvSource({"2026-02-27, true", "2026-02-26, true", "2026-02-25, false", ", false"})
  void anAmountHasARateOfTheLastDays(String day, boolean passes) {
    tape.with("lowest_ask", "120.00").with("fx_as_of", day).row("9", "2026-03-01T12:00:00Z");
    tape.with("lowest_ask", null).with("fx_as_of", null).row("10", "2026-03-01T12:00:00Z");

    CheckResult result = result("fx_rates");

    assertThat(result.passed()).isEqualTo(passes);
    assertThat(result.isError()).as("a warning").isFalse();
    assertThat(result.offenders()).hasSize(passes ? 0 : 1).allMatch(one -> one.startsWith("USD"));
  }

  @ParameterizedTest
  @CsvSource({"98, 2, true", "97, 3, false"})
  void twoCellsOfAHundredMayBeMissing(int filled, int holes, boolean passes) {
    mappings.row("stockx", SKU, "active");
    List<String> fine = List.of("observed", "empty_market", "not_carried");
    List<String> bad = List.of("failed", "deferred", "quarantined");
    for (int cell = 0; cell < filled; cell++) {
      coverage.row("stockx", SKU, fine.get(cell % 3));
    }
    for (int cell = 0; cell < holes; cell++) {
      coverage.row("stockx", SKU, bad.get(cell % 3));
    }

    CheckResult result = result("coverage");

    assertThat(result.passed()).isEqualTo(passes);
    assertThat(result.isError()).isEqualTo(!passes);
    assertThat(result.observed()).isEqualTo(filled + ".00 % of 100 cells");
    assertThat(result.offenders()).contains("stockx DD1391-100 deferred why");
  }

  @Test
  void onlyActiveMappingsMustBeCovered() {
    mappings.row("stockx", SKU, "broken").row("alias", SKU, "not_found");
    coverage.row("stockx", SKU, "failed").row("alias", SKU, "unmapped");

    assertThat(result("coverage").passed()).isTrue();
  }

  @Test
  void aKeyMayBeThereOnce() {
    tape.row("9", "2026-03-01T11:00:00Z").row("9", "2026-03-01T11:30:00Z").row("10", null);

    CheckResult result = result("unique_keys");

    assertThat(result.isError()).isTrue();
    assertThat(result.observed()).isEqualTo("1 of 2 quotes");
    assertThat(result.offenders())
        .containsExactly("stockx DD1391-100 9 US USD standard gold 2 times, silver 0");
  }

  @Test
  void aQuoteForTheTapeIsInSilverOnce() {
    quotes.row("r1", "9", true).row("r2", "9", true).row("r1", "9", false).row("r1", "10", true);
    tape.row("9", null).row("10", null);

    assertThat(result("unique_keys").offenders())
        .containsExactly("stockx DD1391-100 9 US USD standard gold 1 times, silver 2");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T10:00:00Z, ''",
    "2026-03-01T09:59:59Z, stockx DD1391-100 last answered 2026-03-01T09:59:59Z",
    ", stockx DD1391-100 last answered 2026-03-01T08:00:00Z"
  })
  void aHotSkuIsAtMostTwoHoursOldOnEachPlatform(String newest, String offender) {
    mappings.row("stockx", SKU, "active").row("alias", SKU, "not_found");
    tape.row("9", newest).row("10", "2026-03-01T08:00:00Z");
    tier = Tier.HOT;

    CheckResult result = result("hot_freshness");

    assertThat(String.join("", result.offenders())).isEqualTo(offender);
    assertThat(result.isError()).isEqualTo(!offender.isEmpty());
    assertThat(result("answer_freshness").observed()).startsWith("0 of 0 ");
  }

  @Test
  void aHotSkuIsStaleWhereOnePlatformHasNothingOfIt() {
    mappings.row("stockx", SKU, "active").row("alias", SKU, "active");
    tape.row("9", "2026-03-01T12:00:00Z");
    tier = Tier.HOT;

    assertThat(result("hot_freshness").offenders()).containsExactly("alias DD1391-100 no answer");
  }

  @ParameterizedTest
  @CsvSource({
    "WARM, 2026-03-01T00:00:00Z, true",
    "WARM, 2026-02-28T23:59:59Z, false",
    "COLD, 2026-02-27T12:00:00Z, true",
    "COLD, 2026-02-27T11:59:59Z, false"
  })
  void otherSkusMayBeTwoSlotsOldAndOnlyWarn(Tier asked, String newest, boolean passes) {
    mappings.row("stockx", SKU, "active");
    tape.row("9", newest);
    tier = asked;

    CheckResult result = result("answer_freshness");

    assertThat(result.passed()).isEqualTo(passes);
    assertThat(result.isError()).isFalse();
    assertThat(result("hot_freshness").observed()).startsWith("0 of 0 ");
  }

  @ParameterizedTest
  @CsvSource({
    "HOT, 2026-02-28T12:00:00Z, true",
    "HOT, 2026-02-28T11:59:59Z, false",
    "WARM, 2026-02-26T12:00:00Z, true",
    "WARM, 2026-02-26T11:59:59Z, false",
    "COLD, 2026-02-22T11:59:59Z, false"
  })
  void aMarketInWhichNothingMovesIsNamed(Tier asked, String newestChange, boolean passes) {
    mappings.row("stockx", SKU, "active");
    tape.with("changed_at", "2026-02-20T00:00:00Z")
        .row("9", "2026-03-01T12:00:00Z")
        .with("changed_at", newestChange)
        .row("10", "2026-03-01T12:00:00Z");
    tier = asked;

    CheckResult result = result("market_freshness");

    assertThat(result.offenders())
        .isEqualTo(
            passes ? List.of() : List.of("stockx DD1391-100 unchanged since " + newestChange));
    assertThat(result.isError()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "HOT, 2026-03-01T11:00:00Z, true",
    "HOT, 2026-03-01T11:00:01Z, false",
    "WARM, 2026-03-01T16:00:00Z, true"
  })
  void anAnswerIsOnTheTapeBeforeTheNextSlot(Tier asked, String ingested, boolean passes) {
    mappings.row("stockx", SKU, "active");
    tape.with("ingested_at", ingested).row("9", "2026-03-01T10:00:00Z");
    tier = asked;

    assertThat(result("tape_freshness").offenders())
        .isEqualTo(
            passes
                ? List.of()
                : List.of(
                    "stockx DD1391-100 answered 2026-03-01T10:00:00Z, on the tape " + ingested));
  }

  @Test
  void eachUsableAnswerHasLeftQuotesOrRefusals() {
    answers
        .row("quoted", "market_data", "ok", "[{}]")
        .row("refused", "market_data", "ok", "{]")
        .row("lost", "market_data", "ok", "[{}]")
        .row("failed", "market_data", "failed", null)
        .row("search", "search", "ok", "{\"products\": []}");
    quotes.row("quoted", "9", true);
    quarantine.row("refused", "payload_unreadable");

    CheckResult result = result("bronze_and_silver_agree");

    assertThat(result.isError()).isTrue();
    assertThat(result.offenders()).containsExactly("stockx DD1391-100 lost");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "market_data | [{\"variantId\": \"a\"}, {\"variantId\": \"b\"}, {\"variantId\": \"b\"}] |"
            + " 2",
        "market_data | [{\"variantId\": \"a\"}, {\"variantId\": null}, {}]                | 1",
        "market_data | {\"variantId\": \"a\"}                                             | 1",
        "market_data | [{\"variantId\": \"a                                                | 0",
        "availabilities | {\"variants\": [{\"size\": \"10\"}, {\"size\": 10.0}, {\"size\": 9.5}]} |"
            + " 2",
        "availabilities | {\"variants\": [{\"size\": \"ten\"}, {\"size\": 8}, {}]}      | 1",
        "availabilities | []                                                             | 0",
        "recent_sales | {\"variants\": [{\"size\": 8}]}                                   | 0"
      })
  void theSizesThatABodyNamesAreCounted(String endpoint, String body, int sizes) {
    answers.row("r1", endpoint, "ok", body);

    List<Row> read = Agreement.answers(answers.dataset()).collectAsList();

    assertThat(read).allMatch(row -> row.<Integer>getAs("sizes_told") == sizes);
    assertThat(read.isEmpty()).isEqualTo(body.equals("[]"));
  }

  @ParameterizedTest
  @CsvSource({"9|10, , true", "9, 10, true", "9, , false", ", 9|10, true", "9, *, true"})
  void eachSizeThatAnAnswerNamesIsAQuoteOrRefused(String quoted, String refused, boolean passes) {
    answers.row("r1", "market_data", "ok", "[{\"variantId\": \"a\"}, {\"variantId\": \"b\"}]");
    sizes(quoted).forEach(size -> quotes.row("r1", size, true));
    sizes(refused)
        .map(size -> size.equals("*") ? null : size)
        .forEach(size -> quarantine.with("size_key", size).row("r1", "amount_unreadable"));

    CheckResult result = result("bronze_and_silver_agree");

    assertThat(result.offenders())
        .isEqualTo(passes ? List.of() : List.of("stockx DD1391-100 r1 1 of 2 sizes"));
  }

  private static Stream<String> sizes(String told) {
    return Stream.ofNullable(told).flatMap(text -> Stream.of(text.split("\\|")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", " [ ]\n", "{\"variants\": []}", "{ \"variants\" : [ ] }"})
  void anAnswerWithoutARowLeavesNothing(String body) {
    answers.row("r1", "availabilities", "ok", body);

    assertThat(result("bronze_and_silver_agree").passed()).isTrue();
  }

  @Test
  void silverAndGoldHoldTheSameQuotes() {
    quotes.row("r1", "9", true).row("r1", "10", true).row("r1", "11", false);
    tape.row("9", null).row("12", null);

    CheckResult result = result("silver_and_gold_agree");

    assertThat(result.isError()).isTrue();
    assertThat(result.offenders())
        .containsExactlyInAnyOrder(
            "stockx DD1391-100 10 US USD standard", "stockx DD1391-100 12 US USD standard");
  }

  @Test
  void anAnswerOfSalesOrOffersLeavesSomethingToo() {
    answers
        .row("told", "recent_sales", "ok", "{}")
        .row("refused", "offer_histogram", "ok", "{]")
        .row("lost", "recent_sales", "ok", "{}");
    depthAnswers.with("request_id", "told").row("9", true, 0);
    quarantine.row("refused", "payload_unreadable");

    assertThat(result("bronze_and_silver_agree").offenders())
        .containsExactly("stockx DD1391-100 lost");
  }

  @ParameterizedTest
  @CsvSource({
    "9, 2026-03-01T12:00:00Z, true",
    "9, 2026-03-01T13:00:00Z, true",
    "9, 2026-03-01T11:00:00Z, false",
    "10, 2026-03-01T12:00:00Z, false"
  })
  void theNewestQuotesAreAsNewAsTheTape(String size, String slotAt, boolean passes) {
    tape.row("9", "2026-03-01T12:00:00Z");
    latest.row(size, slotAt);

    CheckResult result = result("gold_and_latest_agree");

    assertThat(result.isError()).isEqualTo(!passes);
    assertThat(result.offenders())
        .isEqualTo(passes ? List.of() : List.of("stockx DD1391-100 9 US USD standard"));
  }

  @Test
  void anImpossibleValueIsNamedWithItsRowAndAMissingOneIsNone() {
    tape.row("9", null)
        .with("lowest_ask", "0.50")
        .with("size_numeric", "40.00")
        .row("40", null)
        .with("lowest_ask", "1.00")
        .with("size_numeric", "9.50")
        .row("9.5", null);

    CheckResult result = result("ranges");

    assertThat(result.isError()).isFalse();
    assertThat(result.observed()).isEqualTo("1 of 3 rows of the tape");
    assertThat(result.offenders())
        .containsExactly(
            "stockx DD1391-100 40 US USD standard lowest_ask 0.50, size_numeric 40.00");
  }

  @ParameterizedTest
  @CsvSource({
    "snapshot_at, 2026-03-01T11:59:59Z",
    "changed_at, 2026-03-01T12:00:02Z",
    "ingested_at, 2026-03-01T12:00:00Z"
  })
  void momentsComeInTheirOrder(String column, String moment) {
    tape.with("changed_at", "2026-03-01T12:00:01Z")
        .with("ingested_at", "2026-03-01T12:00:05Z")
        .row("9", "2026-03-01T12:00:01Z")
        .with(column, moment)
        .row("10", column.equals("snapshot_at") ? moment : "2026-03-01T12:00:01Z");

    assertThat(result("ranges").observed()).isEqualTo("1 of 2 rows of the tape");
  }

  @Test
  void countsOfALongerTimeAreNotSmaller() {
    tape.with("sales_last_72h", 2)
        .with("sales_last_7d", 2)
        .with("sales_last_30d", 5)
        .with("total_sales_volume", 5)
        .row("9", null)
        .with("sales_last_7d", 1)
        .row("10", null);

    assertThat(result("ranges").offenders())
        .containsExactly("stockx DD1391-100 10 US USD standard sales_last_72h 2");
  }

  @Test
  void aCutAnswerThatTellsNothingKnownHasBrokenTheSalesOfItsSize() {
    depthAnswers
        .row("broken", false, 2)
        .row("overlaps", false, 2)
        .row("first", false, 2)
        .row("whole", true, 2)
        .row("quiet", false, 2);
    newSales
        .row("broken")
        .row("broken")
        .row("overlaps")
        .row("first")
        .row("first")
        .row("whole")
        .row("whole");
    salesCoverage
        .row("broken", 1L, 2L)
        .row("overlaps", 3L, 0L)
        .row("first", 1L, 1L)
        .row("whole", 3L, 0L)
        .row("quiet", 5L, 0L);

    CheckResult result = result("sales_overlap");

    assertThat(result.isError()).isFalse();
    assertThat(result.passed()).isFalse();
    assertThat(result.observed()).isEqualTo("80.00 % of 5 sizes asked for sales");
    assertThat(result.offenders())
        .containsExactly("alias DD1391-100 broken US known since 2026-02-28T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({"2, true", "1, false", "8, true", "9, false", "0, false"})
  void aProductHasAboutAsManyRowsAsInTheSlotsBefore(int rows, boolean passes) {
    coverageBefore.with("outcome", "observed");
    for (int slot = 1; slot <= 3; slot++) {
      for (int row = 0; row < 4; row++) {
        coverageBefore.row("2026-03-01T0" + slot + ":00:00Z", SKU);
      }
    }
    for (int row = 0; row < rows; row++) {
      coverage.row("stockx", SKU, "observed");
    }
    coverage.row("stockx", SKU, "failed");

    CheckResult result = result("volume");

    assertThat(result.passed()).isEqualTo(passes);
    assertThat(result.isError()).isFalse();
    assertThat(result.offenders())
        .isEqualTo(passes ? List.of() : List.of("stockx DD1391-100 " + rows + " rows, usually 4"));
  }

  @Test
  void twoSlotsAreTooFewToSayWhatIsUsual() {
    coverageBefore
        .with("outcome", "observed")
        .row("2026-03-01T01:00:00Z", SKU)
        .row("2026-03-01T02:00:00Z", SKU)
        .with("outcome", "failed")
        .row("2026-03-01T03:00:00Z", SKU);

    assertThat(result("volume").observed()).isEqualTo("0 of 0 SKUs on a platform");
  }

  @Test
  void aMappingThatIsNotActiveIsNamedAndWarns() {
    mappings
        .row("stockx", "AA1000-001", "active")
        .row("stockx", "BB1000-001", "not_found")
        .row("alias", "CC1000-001", "suspect");

    CheckResult result = result("mapping_health");

    assertThat(result.passed()).isFalse();
    assertThat(result.isError()).isFalse();
    assertThat(result.offenders())
        .containsExactlyInAnyOrder(
            "stockx BB1000-001 not_found why", "alias CC1000-001 suspect why");
  }

  @Test
  void refusedRowsWarnButNotSizesThatNobodyCarries() {
    quarantine.row("r1", "size_not_carried").row("r1", "amount_unreadable");

    CheckResult result = result("refused_rows");

    assertThat(result.passed()).isFalse();
    assertThat(result.isError()).isFalse();
    assertThat(result.offenders()).containsExactly("stockx DD1391-100 amount_unreadable");
  }

  @Test
  void refusedAnswersOfSalesAndOffersAreCountedAndNamed() {
    answers
        .with("platform", "alias")
        .row("whole", "recent_sales", "ok", "{}")
        .row("torn", "recent_sales", "ok", "{]")
        .row("in part", "offer_histogram", "ok", "{}")
        .row("dropped", "offer_histogram", "ok", "{}")
        .row("quotes", "availabilities", "ok", "{}");
    quarantine
        .with("platform", "alias")
        .with("size_key", "9")
        .with("endpoint", "recent_sales")
        .row("torn", "payload_unreadable")
        .with("endpoint", "offer_histogram")
        .row("in part", "unit_suspect")
        .row("in part", "unit_suspect")
        .row("dropped", "size_not_carried")
        .with("endpoint", "availabilities")
        .row("quotes", "unit_suspect");

    CheckResult result = result("depth_answers");

    assertThat(result.passed()).isFalse();
    assertThat(result.isError()).isFalse();
    assertThat(result.observed()).isEqualTo("2 of 4 answers of sales or offers");
    assertThat(result.offenders())
        .containsExactlyInAnyOrder(
            "alias DD1391-100 9 recent_sales payload_unreadable torn",
            "alias DD1391-100 9 offer_histogram unit_suspect in part");
  }

  @Test
  void aMarketCrossedWithinARegionWarnsButAcrossRegionsIsNormal() {
    tape.with("is_crossed", true).row("9", null).with("region_code", "global").row("10", null);

    CheckResult result = result("crossed_regional_markets");

    assertThat(result.passed()).isFalse();
    assertThat(result.isError()).isFalse();
    assertThat(result.offenders()).containsExactly("stockx DD1391-100 US 9");
  }

  private CheckResult result(String name) {
    List<Evidence> wanted =
        checks().all().stream().filter(evidence -> evidence.check().name().equals(name)).toList();
    return Checks.judge(wanted).get(0);
  }

  private RunChecks checks() {
    RunTables tables =
        new RunTables(
            coverage.dataset(),
            mappings.dataset(),
            Agreement.answers(answers.dataset()),
            quotes.dataset(),
            quarantine.dataset(),
            depthAnswers.dataset(),
            newSales.dataset(),
            salesCoverage.dataset(),
            tape.dataset(),
            latest.dataset(),
            coverageBefore.dataset());
    List<ListedSku> skus = List.of(new ListedSku(new Sku(SKU), Optional.empty()));
    return new RunChecks(tables, new Freshness(skus, tier, NOW));
  }
}
