package io.soletape.run;

import static io.soletape.testing.TestRows.told;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.plan.ListedSku;
import io.soletape.plan.Slot;
import io.soletape.sandbox.SandboxStats;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.SandboxRuns;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A slot whose budget ran out, and which goes on when a newer one of its tier is done. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OvertakenSlotTest {

  private static final Slot OLDER = SandboxRuns.hoursAgo(2);
  private static final Slot NEWER = SandboxRuns.hoursAgo(1);
  private static final List<ListedSku> SKUS = SandboxRuns.firstSkus(2);
  private static final Map<String, String> QUOTES_ALONE =
      Map.of("STOCKX_CURRENCIES", "USD", "ALIAS_REGIONS", "US", "ALIAS_DEPTH_CALLS_PER_RUN", "0");

  @TempDir private static Path folder;

  private Lake lake;
  private RunReport cutShort;
  private List<String> goldOfTheOlder;
  private RunReport newer;
  private RunReport closed;
  private RunReport repeated;
  private long callsForTheOlder;

  @BeforeAll
  void cutASlotShortAndGoOnWithItAfterANewerOne() {
    lake = new Lake(LocalSpark.session(), folder.resolve("lake").toString());
    // A token, and a search and a catalogue for the first SKU: no call is left for prices.
    try (SandboxRuns runs =
        runs(Map.of("STOCKX_CALLS_PER_DAY", "4", "STOCKX_CALLS_RESERVE", "0"))) {
      cutShort = runs.run(lake, OLDER, SKUS);
      goldOfTheOlder = goldOfTheOlder();
    }
    try (SandboxRuns runs = runs(Map.of())) {
      newer = runs.run(lake, NEWER, SKUS);
      long before = calls(runs);
      closed = runs.run(lake, OLDER, SKUS);
      repeated = runs.run(lake, OLDER, SKUS);
      callsForTheOlder = calls(runs) - before;
    }
  }

  private static SandboxRuns runs(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(QUOTES_ALONE);
    settings.putAll(more);
    return new SandboxRuns(folder, settings);
  }

  private static long calls(SandboxRuns runs) {
    SandboxStats stats = runs.sandbox().stats();
    return stats.stockx().calls() + stats.alias().calls();
  }

  @Test
  void theBudgetLeftTheOlderSlotDeferred() {
    assertThat(cutShort.status()).isEqualTo(RunStatus.DEFERRED);
    assertThat(cutShort.deferred()).isPositive();
    assertThat(cutShort.resumeAt()).isPresent();
    assertThat(goldOfTheOlder).as("what Alias told").isNotEmpty();
    assertThat(newer.status()).isEqualTo(RunStatus.DONE);
  }

  @Test
  void nothingIsAskedForIt() {
    assertThat(callsForTheOlder).isZero();
    assertThat(closed.fetched()).isZero();
    assertThat(closed.deferred()).isZero();
    assertThat(closed.causes())
        .containsExactly("a newer slot of the tier has finished: nothing was fetched for this one");
  }

  @Test
  void eachCellThatItLacksIsClosedWithTheReason() {
    assertThat(cellsOfTheOlder("stockx"))
        .isNotEmpty()
        .containsOnly("failed | overtaken by a newer slot");
    assertThat(cellsOfTheOlder("alias")).contains("observed | null");
  }

  @Test
  void itsPricesStayThoseOfItsTime() {
    assertThat(goldOfTheOlder()).isEqualTo(goldOfTheOlder);
  }

  @Test
  void itIsFinishedShortOfItsCoverage() {
    assertThat(closed.status()).isEqualTo(RunStatus.QUALITY_FAILED);
    assertThat(closed.resumeAt()).isEmpty();
    assertThat(repeated.status()).isEqualTo(RunStatus.QUALITY_FAILED);
    assertThat(repeated.finishedAt()).isAfter(closed.finishedAt());
  }

  private List<String> goldOfTheOlder() {
    return told(
            lake.read(Tables.MASTER_MARKET_DATA).where(col("slot_at").equalTo(OLDER.at())),
            "platform",
            "sku",
            "size_key",
            "programme",
            "lowest_ask",
            "highest_bid",
            "snapshot_at")
        .stream()
        .sorted()
        .toList();
  }

  private List<String> cellsOfTheOlder(String platform) {
    return told(
        lake.read(Tables.COVERAGE)
            .where(col("slot_at").equalTo(OLDER.at()))
            .where(col("platform").equalTo(platform)),
        "outcome",
        "reason");
  }
}
