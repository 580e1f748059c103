package io.soletape.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.quality.Check;
import io.soletape.quality.CheckResult;
import io.soletape.quality.Checks;
import io.soletape.quality.Severity;
import io.soletape.testing.TestRows;
import java.time.Instant;
import java.util.List;
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
  private final TestRows tape =
      TestRows.of(Tables.MASTER_MARKET_DATA, "size_key", "snapshot_at")
          .with("platform", "stockx")
          .with("sku", SKU)
          .with("region_code", "US")
          .with("currency_code", "USD")
          .with("programme", "standard")
          .with("slot_at", "2026-03-01T12:00:00Z")
          .with("is_crossed", false);
  private List<String> hotSkus = List.of();

  @Test
  void aRunInWhichEverythingIsWellPassesEveryCheck() {
    mappings.row("stockx", SKU, "active");
    coverage.row("stockx", SKU, "observed");
    answers.row("r1", "market_data", "ok", "[{}]");
    quotes.row("r1", "9", true);
    tape.row("9", "2026-03-01T11:59:00Z");
    hotSkus = List.of(SKU);

    List<CheckResult> results = Checks.judge(checks().all());

    assertThat(results).allMatch(CheckResult::passed).hasSize(8);
    assertThat(results)
        .filteredOn(result -> result.severity() == Severity.ERROR)
        .extracting(CheckResult::check)
        .containsExactly(
            "coverage",
            "unique_keys",
            "hot_freshness",
            "bronze_and_silver_agree",
            "silver_and_gold_agree");
  }

  @Test
  void aRunThatHadNothingToDoPasses() {
    assertThat(Checks.judge(checks().all())).allMatch(CheckResult::passed);
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
    assertThat(result.observed()).isEqualTo(filled + ".00 % of 100");
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
    assertThat(result.offenders()).singleElement().asString().contains("stockx", SKU, " 9 ");
  }

  @ParameterizedTest
  @CsvSource({"2026-03-01T10:00:00Z, true", "2026-03-01T09:59:59Z, false", ", false"})
  void aHotSkuIsAtMostTwoHoursOldOnEachPlatform(String newest, boolean passes) {
    mappings.row("stockx", SKU, "active").row("alias", SKU, "not_found");
    tape.row("9", newest).row("10", "2026-03-01T08:00:00Z");
    hotSkus = List.of(SKU);

    CheckResult result = result("hot_freshness");

    assertThat(result.passed()).isEqualTo(passes);
    assertThat(result.offenders()).isEqualTo(passes ? List.of() : List.of("stockx DD1391-100"));
  }

  @Test
  void aHotSkuIsStaleWhereOnePlatformHasNothingOfIt() {
    mappings.row("stockx", SKU, "active").row("alias", SKU, "active");
    tape.row("9", "2026-03-01T12:00:00Z");
    hotSkus = List.of(SKU);

    assertThat(result("hot_freshness").offenders()).containsExactly("alias DD1391-100");
  }

  @Test
  void aSkuThatIsNotHotMayBeOlder() {
    mappings.row("stockx", SKU, "active");
    tape.row("9", "2026-02-01T00:00:00Z");

    assertThat(result("hot_freshness").passed()).isTrue();
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
  void aMarketCrossedWithinARegionWarnsButAcrossRegionsIsNormal() {
    tape.with("is_crossed", true).row("9", null).with("region_code", "global").row("10", null);

    CheckResult result = result("crossed_regional_markets");

    assertThat(result.passed()).isFalse();
    assertThat(result.isError()).isFalse();
    assertThat(result.offenders()).containsExactly("stockx DD1391-100 US 9");
  }

  private CheckResult result(String name) {
    List<Check> wanted =
        checks().all().stream().filter(check -> check.name().equals(name)).toList();
    return Checks.judge(wanted).get(0);
  }

  private RunChecks checks() {
    return new RunChecks(
        coverage.dataset(),
        mappings.dataset(),
        answers.dataset(),
        quotes.dataset(),
        quarantine.dataset(),
        tape.dataset(),
        hotSkus,
        NOW);
  }
}
