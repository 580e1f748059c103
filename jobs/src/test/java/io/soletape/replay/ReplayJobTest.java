package io.soletape.replay;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.fees.FeeFile;
import io.soletape.gold.Valuation;
import io.soletape.lake.Lake;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Region;
import io.soletape.plan.ListedSku;
import io.soletape.plan.Slot;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.SandboxRuns;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Slots run for real, run again and computed again from bronze: the same contents each time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayJobTest {

  // Each slot costs seconds, however little it holds: the bench has the long form.
  private static final int SLOTS = 2;
  private static final int SKUS = 3;
  private static final Valuation VALUATION = new Valuation(CurrencyCode.USD, FeeFile.example());

  @TempDir private static Path folder;

  private final List<Slot> slots = new ArrayList<>();
  private Lake live;

  @BeforeAll
  void runTheSlots() {
    live = lake("live");
    try (SandboxRuns runs =
        new SandboxRuns(folder, Map.of("STOCKX_CURRENCIES", "USD,GBP", "ALIAS_REGIONS", "US"))) {
      List<ListedSku> skus = SandboxRuns.firstSkus(SKUS);
      for (int index = 0; index < SLOTS; index++) {
        Slot slot = SandboxRuns.hoursAgo(SLOTS - index);
        // The catalogue comes to know more while it runs.
        List<ListedSku> known = skus.subList(0, Math.min(SKUS, index + 2));
        runs.compute(live, slot, known);
        slots.add(slot);
      }
    }
  }

  @AfterAll
  void forget() {
    slots.clear();
  }

  @Test
  void anotherLakeBecomesTheSameFromBronzeAlone() {
    Lake other = lake("other");
    ReplayJob.copyBronze(live, other, ReplayRange.everything());

    ReplayReport report = replay(other, ReplayRange.everything());

    assertThat(report.slots()).isEqualTo(slots.stream().map(Slot::at).toList());
    for (Table table : Tables.COMPUTED) {
      assertThat(contents(other, table))
          .as(table.path())
          .containsExactlyInAnyOrderElementsOf(contents(live, table));
    }
  }

  @Test
  void inPlaceNothingIsWrittenThoughLaterSlotsAreKnown() {
    List<Long> versions = versions();

    ReplayReport report = replay(live, ReplayRange.everything());

    assertThat(report.changed()).isZero();
    assertThat(report.slots()).hasSize(SLOTS);
    assertThat(versions()).isEqualTo(versions);
  }

  private ReplayReport replay(Lake lake, ReplayRange range) {
    // Another market now: the old answers say which one they are of.
    return new ReplayJob(lake, new Region("GB"), VALUATION, Clock.systemUTC())
        .run(range, slot -> {});
  }

  private List<Long> versions() {
    return Tables.COMPUTED.stream().map(live::version).toList();
  }

  private static List<String> contents(Lake lake, Table table) {
    return told(
        lake.read(table),
        table.columnNames().stream()
            .filter(name -> !name.equals("ingested_at"))
            .toArray(String[]::new));
  }

  private static Lake lake(String name) {
    return new Lake(LocalSpark.session(), folder.resolve(name).toString());
  }
}
