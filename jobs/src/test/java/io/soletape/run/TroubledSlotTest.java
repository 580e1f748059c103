package io.soletape.run;

import static io.soletape.testing.TestRows.told;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Held;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.market.Sku;
import io.soletape.plan.ListedSku;
import io.soletape.plan.Slot;
import io.soletape.sandbox.Faults;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.SandboxRuns;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A slot in which several things are wrong at once: each is named cell by cell, the rest goes on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TroubledSlotTest {

  private static final Slot SLOT = SandboxRuns.hoursAgo(1);
  private static final List<ListedSku> SKUS = SandboxRuns.firstSkus(3);
  private static final String FIRST = SKUS.get(0).sku().code();
  private static final String SECOND = SKUS.get(1).sku().code();
  private static final String THIRD = SKUS.get(2).sku().code();
  private static final String SIZE = "9";
  private static final ListedSku UNKNOWN = new ListedSku(new Sku("ZZ0001-001"), Optional.empty());

  @TempDir private static Path folder;

  private Lake lake;
  private RunReport report;
  private RunReport repeated;
  private long runsBefore;

  @BeforeAll
  void runASoundSlotAndATroubledOne() {
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
      editMapping();
      List<ListedSku> withUnknown = Stream.concat(SKUS.stream(), Stream.of(UNKNOWN)).toList();
      report = runs.run(lake, SLOT, withUnknown);
      forgetTheSearch();
      runsBefore = lake.version(Tables.RUNS);
      repeated = runs.run(lake, SLOT, withUnknown);
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
    assertThat(cells("currency_code = 'GBP' AND is_known AND sku <> '" + THIRD + "'"))
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
        .filteredOn(check -> check.isError() && check.check().equals("coverage"))
        .singleElement()
        .satisfies(check -> assertThat(check.offenders().toString()).contains("answer_emptied"));
  }

  @Test
  void aMappingEditedToAProductOfAnotherSkuIsNamedInEachCellAndQuotesNothing() {
    String sku = "sku = '" + THIRD + "'";

    assertThat(cells(sku))
        .isNotEmpty()
        .allMatch(cell -> cell.startsWith("failed | suspect: names product "));
    assertThat(
            lake.read(Tables.MASTER_MARKET_DATA)
                .where(col("slot_at").equalTo(SLOT.at()))
                .where(sku)
                .count())
        .isZero();
    assertThat(cells("sku = '" + FIRST + "' AND platform = 'stockx' AND currency_code = 'USD'"))
        .contains("observed | null");
  }

  @Test
  void aFinishedSlotStaysAsItIsThoughASearchOfItLedToNothing() {
    assertThat(repeated.fetched()).isZero();
    assertThat(repeated.status()).isEqualTo(report.status());
    assertThat(lake.version(Tables.RUNS)).isEqualTo(runsBefore);
  }

  // As after an answer that could not be read: the search is due again, in a later slot.
  private void forgetTheSearch() {
    Dataset<Row> others =
        Held.of(lake.read(Tables.MAPPINGS).where(col("sku").notEqual(UNKNOWN.sku().code())));
    lake.replace(Tables.MAPPINGS, others, "true");
  }

  // By hand, as somebody might who thinks that the search was wrong.
  private void editMapping() {
    Dataset<Row> mappings = lake.read(Tables.MAPPINGS);
    Dataset<Row> ofTheFirst =
        mappings
            .where(col("sku").equalTo(FIRST))
            .select(col("platform"), col("platform_product_id").as("other_product"));
    lake.upsert(
        Tables.MAPPINGS,
        mappings
            .where(col("sku").equalTo(THIRD))
            .join(ofTheFirst, "platform")
            .withColumn("platform_product_id", col("other_product")));
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
