package io.soletape.coverage;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.testing.TestRows;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class CoverageRowsTest {

  private static final Slot SLOT = new Slot(Tier.WARM, Instant.parse("2026-03-01T12:00:00Z"));
  private static final String[] OUTCOME = {"sku", "size_key", "outcome", "reason"};

  @Test
  void aSizeOfAnAnsweredProductIsObservedEmptyOrNotCarried() {
    Dataset<Row> rows =
        rows(
            expected("active").row("AA1000-001", "r1"),
            variants()
                .row("AA1000-001", "9", true)
                .row("AA1000-001", "10", true)
                .row("AA1000-001", "11", false),
            answers().row("r1", "AA1000-001", "market_data", "ok", 200),
            quarantine(),
            tape().row("AA1000-001", "9", "standard"));

    assertThat(told(rows, OUTCOME))
        .containsExactlyInAnyOrder(
            "AA1000-001 | 9 | observed | null",
            "AA1000-001 | 10 | empty_market | the answer has no row for the size",
            "AA1000-001 | 11 | not_carried | the product has dropped the size");
  }

  @Test
  void aRequestWithoutAUsableAnswerHasFailedForEverySize() {
    Dataset<Row> rows =
        rows(
            expected("active").row("AA1000-001", "r1").row("BB1000-001", "r2"),
            variants()
                .row("AA1000-001", "9", true)
                .row("AA1000-001", "10", true)
                .row("BB1000-001", "9", true),
            answers()
                .row("r1", "AA1000-001", "market_data", "not_found", 404)
                .row("r2", "BB1000-001", "market_data", "failed", null),
            quarantine(),
            tape());

    assertThat(told(rows, OUTCOME))
        .containsExactlyInAnyOrder(
            "AA1000-001 | 9 | failed | not_found: http 404",
            "AA1000-001 | 10 | failed | not_found: http 404",
            "BB1000-001 | 9 | failed | no whole answer");
  }

  @Test
  void whatWasNotAskedIsDeferredOrFailedAsThePlatformWasStopped() {
    Dataset<Row> rows =
        rows(
            expected("active")
                .with("stop_outcome", "deferred")
                .with("stop_reason", "budget")
                .row("AA1000-001", "r1")
                .with("stop_outcome", "failed")
                .with("stop_reason", "unreachable")
                .row("BB1000-001", "r2")
                .with("stop_outcome", null)
                .with("stop_reason", null)
                .row("CC1000-001", "r3"),
            variants()
                .row("AA1000-001", "9", true)
                .row("BB1000-001", "9", true)
                .row("CC1000-001", "9", true),
            answers(),
            quarantine(),
            tape());

    assertThat(told(rows, OUTCOME))
        .containsExactlyInAnyOrder(
            "AA1000-001 | 9 | deferred | budget",
            "BB1000-001 | 9 | failed | unreachable",
            "CC1000-001 | 9 | deferred | not asked");
  }

  @Test
  void aProductThatWasNotFoundIsOneCellWithoutASize() {
    Dataset<Row> rows =
        rows(
            expected("not_found")
                .with("mapping_evidence", "no hit")
                .row("AA1000-001", null)
                .with("mapping_status", "ambiguous")
                .with("mapping_evidence", "2 products have the style")
                .row("BB1000-001", null),
            variants(),
            answers(),
            quarantine(),
            tape());

    assertThat(told(rows, OUTCOME))
        .containsExactlyInAnyOrder(
            "AA1000-001 | null | unmapped | not_found: no hit",
            "BB1000-001 | null | unmapped | ambiguous: 2 products have the style");
  }

  @Test
  void aProductWhoseSearchHadNoAnswerHasFailedOrWaits() {
    Dataset<Row> rows =
        rows(
            expected(null)
                .row("AA1000-001", null)
                .with("stop_outcome", "deferred")
                .with("stop_reason", "time")
                .row("BB1000-001", null)
                .with("stop_outcome", null)
                .row("CC1000-001", null),
            variants(),
            answers().row("s1", "AA1000-001", "search", "failed", 503),
            quarantine(),
            tape());

    assertThat(told(rows, "sku", "size_key", "outcome", "reason"))
        .contains("AA1000-001 | null | failed | http 503", "BB1000-001 | null | deferred | time")
        .anyMatch(row -> row.startsWith("CC1000-001 | null | failed"));
  }

  @Test
  void aProductThatIsNotAskedForBecauseItIsUnwellHasFailed() {
    Dataset<Row> rows =
        rows(
            expected("broken")
                .with("mapping_evidence", "404")
                .row("AA1000-001", "r1")
                .with("mapping_status", "suspect")
                .with("mapping_evidence", "only 503")
                .with("stop_outcome", "deferred")
                .with("stop_reason", "budget")
                .row("BB1000-001", "r2"),
            variants().row("AA1000-001", "9", true).row("BB1000-001", "9", true),
            answers(),
            quarantine(),
            tape());

    assertThat(told(rows, OUTCOME))
        .containsExactlyInAnyOrder(
            "AA1000-001 | 9 | failed | broken: 404", "BB1000-001 | 9 | failed | suspect: only 503");
  }

  @Test
  void aProductWhoseSizesAreNotKnownHasFailedThoughItsQuotesCame() {
    Dataset<Row> rows =
        rows(
            expected("active").row("AA1000-001", "r1"),
            variants(),
            answers().row("r1", "AA1000-001", "market_data", "ok", 200),
            quarantine().row("r1", "v9", "unknown_variant"),
            tape());

    assertThat(told(rows, OUTCOME))
        .containsExactly("AA1000-001 | null | failed | the product's sizes are not known");
  }

  @Test
  void aPayloadOrARowThatWasRefusedIsQuarantined() {
    Dataset<Row> rows =
        rows(
            expected("active").row("AA1000-001", "r1").row("BB1000-001", "r2"),
            variants()
                .row("AA1000-001", "9", true)
                .row("BB1000-001", "9", true)
                .row("BB1000-001", "10", true),
            answers()
                .row("r1", "AA1000-001", "market_data", "ok", 200)
                .row("r2", "BB1000-001", "market_data", "ok", 200),
            quarantine()
                .row("r1", null, "payload_structure")
                .row("r2", "9", "amount_unreadable")
                .row("other", "10", "amount_unreadable"),
            tape());

    assertThat(told(rows, OUTCOME))
        .containsExactlyInAnyOrder(
            "AA1000-001 | 9 | quarantined | payload_structure",
            "BB1000-001 | 9 | quarantined | amount_unreadable",
            "BB1000-001 | 10 | empty_market | the answer has no row for the size");
  }

  @Test
  void aQuoteThatIsOnTheTapeIsObservedWhateverElseWasRefused() {
    Dataset<Row> rows =
        rows(
            expected("active").row("AA1000-001", "r1"),
            variants().row("AA1000-001", "9", true),
            answers().row("r1", "AA1000-001", "market_data", "ok", 200),
            quarantine().row("r1", null, "duplicate_variant").row("r1", "9", "duplicate_row"),
            tape().row("AA1000-001", "9", "standard"));

    assertThat(told(rows, OUTCOME)).containsExactly("AA1000-001 | 9 | observed | null");
  }

  @Test
  void flexAndDirectAreExpectedWhereTheyAreTold() {
    Dataset<Row> rows =
        rows(
            expected("active").row("AA1000-001", "r1"),
            variants().row("AA1000-001", "9", true).row("AA1000-001", "10", true),
            answers().row("r1", "AA1000-001", "market_data", "ok", 200),
            quarantine(),
            tape()
                .row("AA1000-001", "9", "standard")
                .row("AA1000-001", "10", "standard")
                .row("AA1000-001", "9", "flex")
                .row("AA1000-001", "9", "direct"));

    assertThat(
            told(
                rows,
                "slot_at",
                "slot_date",
                "tier",
                "platform",
                "region_code",
                "currency_code",
                "programme",
                "size_key",
                "outcome"))
        .containsExactlyInAnyOrder(
            cell("standard | 9"), cell("standard | 10"), cell("flex | 9"), cell("direct | 9"));
  }

  private static Dataset<Row> rows(
      TestRows expected, TestRows variants, TestRows answers, TestRows quarantine, TestRows tape) {
    return CoverageRows.of(
        SLOT,
        expected.dataset(),
        variants.dataset(),
        answers.dataset(),
        quarantine.dataset(),
        tape.dataset());
  }

  private static TestRows expected(String mappingStatus) {
    return TestRows.of(ExpectedCells.SCHEMA, "sku", "request_id")
        .with("platform", "stockx")
        .with("region_code", "US")
        .with("currency_code", "USD")
        .with("programme", "standard")
        .with("mapping_status", mappingStatus)
        .with("mapping_evidence", "style is equal");
  }

  private static TestRows variants() {
    return TestRows.of(Tables.VARIANTS, "sku", "size_key", "is_carried").with("platform", "stockx");
  }

  private static TestRows answers() {
    return TestRows.of(
            Tables.PLATFORM_RESPONSES, "request_id", "sku", "endpoint", "outcome", "http_status")
        .with("platform", "stockx");
  }

  private static TestRows quarantine() {
    return TestRows.of(Tables.QUARANTINE, "request_id", "size_key", "reason");
  }

  private static TestRows tape() {
    return TestRows.of(Tables.MASTER_MARKET_DATA, "sku", "size_key", "programme")
        .with("platform", "stockx")
        .with("region_code", "US")
        .with("currency_code", "USD");
  }

  private static String cell(String programmeAndSize) {
    return "2026-03-01T12:00:00Z | 2026-03-01 | warm | stockx | US | USD | "
        + programmeAndSize
        + " | observed";
  }
}
