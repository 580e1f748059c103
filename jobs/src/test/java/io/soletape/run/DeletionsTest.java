package io.soletape.run;

import static io.soletape.testing.TestRows.told;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.plan.ListedSku;
import io.soletape.plan.Slot;
import io.soletape.quality.CheckResult;
import io.soletape.sandbox.Faults;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.SandboxRuns;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a platform no longer tells is named cell by cell, and too much of it fails the run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeletionsTest {

  private static final Slot SLOT = SandboxRuns.hoursAgo(1);
  private static final List<ListedSku> SKUS = SandboxRuns.firstSkus(2);
  private static final String FIRST = SKUS.get(0).sku().code();
  private static final String SECOND = SKUS.get(1).sku().code();
  private static final String SIZE = "9";

  @TempDir private static Path folder;

  private Lake lake;
  private RunReport report;

  @BeforeAll
  void deleteFromTheSecondSlot() {
    lake = new Lake(LocalSpark.session(), folder.resolve("lake").toString());
    try (SandboxRuns runs =
        new SandboxRuns(
            folder,
            Map.of(
                "STOCKX_CURRENCIES", "USD,GBP",
                "ALIAS_REGIONS", "US,UK",
                "ALIAS_DEPTH_CALLS_PER_RUN", "0"))) {
      runs.compute(lake, SandboxRuns.hoursAgo(2), SKUS);
      runs.sandbox()
          .inject(
              Faults.parse(
                  "omit-size=%s:%s,omit-currency=GBP,omit-sku=%s@UK"
                      .formatted(FIRST, SIZE, SECOND)));
      report = runs.run(lake, SLOT, SKUS);
    }
  }

  @Test
  void aSizeThatIsGoneIsAnEmptyMarketInEachOfItsCells() {
    String size = "sku = '%s' AND size_key = '%s' AND currency_code = 'USD'".formatted(FIRST, SIZE);

    assertThat(cells(size))
        .hasSizeGreaterThan(1)
        .containsOnly("empty_market | the answer has no row for the size");
  }

  @Test
  void aCurrencyThatIsGoneIsNamedInEachOfItsCells() {
    assertThat(cells("currency_code = 'GBP' AND is_known"))
        .isNotEmpty()
        .containsOnly("quarantined | answer_emptied");
  }

  @Test
  void aSkuThatIsGoneFromARegionIsNamedInEachOfItsCells() {
    String uk = "platform = 'alias' AND region_code = 'UK'";

    assertThat(cells(uk + " AND sku = '" + SECOND + "'"))
        .isNotEmpty()
        .containsOnly("quarantined | answer_emptied");
    assertThat(cells(uk + " AND sku = '" + FIRST + "'"))
        .contains("observed | null")
        .doesNotContain("quarantined | answer_emptied");
  }

  @Test
  void beyondTheLimitTheRunFailsAndNamesTheCause() {
    assertThat(report.status().exitCode()).isEqualTo(3);
    assertThat(report.checks())
        .filteredOn(CheckResult::isError)
        .singleElement()
        .satisfies(check -> assertThat(check.check()).isEqualTo("coverage"))
        .satisfies(check -> assertThat(check.offenders().toString()).contains("answer_emptied"));
  }

  private List<String> cells(String condition) {
    return told(
        lake.read(Tables.COVERAGE)
            .where(col("slot_at").equalTo(SLOT.at()))
            .withColumn("is_known", col("size_key").isNotNull())
            .where(condition),
        "outcome",
        "reason");
  }
}
