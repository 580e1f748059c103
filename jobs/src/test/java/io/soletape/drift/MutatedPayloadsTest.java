package io.soletape.drift;

import static io.soletape.testing.TestRows.told;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.coverage.CoverageJob;
import io.soletape.coverage.MendedCoverage;
import io.soletape.fees.FeeFile;
import io.soletape.gold.GoldJob;
import io.soletape.gold.Valuation;
import io.soletape.lake.Lake;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Sku;
import io.soletape.plan.ListedSku;
import io.soletape.plan.Slot;
import io.soletape.silver.SilverJob;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.SandboxRuns;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Answers of the sandbox that have changed in one way each, one SKU a way: each way is named, no
 * wrong number reaches the tape, and what is right again comes back.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutatedPayloadsTest {

  private static final Slot BEFORE = SandboxRuns.hoursAgo(2);
  private static final Slot SLOT = SandboxRuns.hoursAgo(1);
  private static final Valuation VALUATION = new Valuation(CurrencyCode.USD, FeeFile.example());

  // More than there are ways for one platform, since not every product tells enough to be changed.
  private static final int SKUS = 32;

  @TempDir private static Path folder;

  private SandboxRuns runs;
  private Lake lake;
  private List<Sku> skus;
  private final Map<Mutation, Sku> mutations = new LinkedHashMap<>();
  private List<Row> undisturbed;
  private List<String> right;

  @BeforeAll
  void mutateOneAnswerOfEachSku() {
    runs =
        new SandboxRuns(
            folder,
            Map.of(
                "STOCKX_CURRENCIES", "GBP",
                "ALIAS_REGIONS", "US",
                "ALIAS_DEPTH_CALLS_PER_RUN", "0"));
    lake = new Lake(LocalSpark.session(), folder.resolve("lake").toString());
    List<ListedSku> listed = SandboxRuns.firstSkus(SKUS);
    runs.compute(lake, BEFORE, listed);
    runs.compute(lake, SLOT, listed);
    skus = listed.stream().map(ListedSku::sku).toList();
    undisturbed = present(lake, Tables.PLATFORM_RESPONSES).collectAsList();
    right = tape(lake);
    chooseSkus();
    replaceBronze(lake, undisturbed.stream().map(this::mutated).toList());
    compute(lake);
  }

  @AfterAll
  void stop() {
    runs.close();
  }

  @Test
  void eachWayIsCaughtAndNamed() {
    Map<String, Set<String>> named = new HashMap<>();
    present(lake, Tables.PAYLOAD_NEWS)
        .collectAsList()
        .forEach(
            row -> named.computeIfAbsent(key(row), it -> new TreeSet<>()).add(row.getAs("kind")));

    List<String> missed = new ArrayList<>();
    mutations.forEach(
        (mutation, sku) -> {
          Set<String> found = named.getOrDefault(sku.code() + " " + mutation.endpoint(), Set.of());
          if (!found.contains(mutation.named())) {
            missed.add(mutation.name() + ": " + mutation.named() + " is not in " + found);
          }
        });
    assertThat(missed).isEmpty();
  }

  @Test
  void noWrongNumberReachesTheTape() {
    Set<String> truth = Set.copyOf(right);
    Set<String> staying =
        mutations.entrySet().stream()
            .filter(entry -> entry.getKey().stays())
            .map(entry -> entry.getValue().code())
            .collect(Collectors.toSet());

    assertThat(tape(lake).stream().filter(row -> staying.stream().noneMatch(row::contains)))
        .allMatch(truth::contains);
  }

  @Test
  void onlyTheCellsAtFaultAreMarkedQuarantined() {
    new CoverageJob(lake, SLOT, runs.scope()).run(skus, Map.of());
    Map<String, Long> marked =
        lake
            .read(Tables.COVERAGE)
            .where(col("slot_at").equalTo(SLOT.at()).and(col("outcome").equalTo("quarantined")))
            .groupBy("sku", "platform")
            .count()
            .collectAsList()
            .stream()
            .collect(
                Collectors.toMap(
                    row -> row.getAs("sku") + " " + row.getAs("platform"),
                    row -> row.getAs("count")));

    long version = lake.version(Tables.COVERAGE);
    new MendedCoverage(lake, SLOT.at(), runs.scope().stockxMarket())
        .run(lake.read(Tables.VARIANTS));
    assertThat(lake.version(Tables.COVERAGE)).as("nothing to mend").isEqualTo(version);

    mutations.forEach(
        (mutation, sku) -> {
          String product = sku.code() + " " + mutation.platform();
          if (Set.of("one size in cents", "a zero amount").contains(mutation.name())) {
            assertThat(marked).as(mutation.name()).containsEntry(product, 1L);
          }
          if (mutation.name().startsWith("all amounts")) {
            assertThat(marked.get(product)).as(mutation.name()).isGreaterThan(3);
          }
        });
  }

  @Test
  void readingAgainChangesNothing() {
    List<Long> versions = versions();

    compute(lake);

    assertThat(versions()).isEqualTo(versions);
  }

  @Test
  void whatIsRightAgainComesBack() throws IOException {
    Path copy = folder.resolve("mended");
    FileUtils.copyDirectory(new File(lake.root()), copy.toFile());
    Lake mended = new Lake(LocalSpark.session(), copy.toString());

    replaceBronze(mended, undisturbed);
    compute(mended);

    assertThat(tape(mended)).containsExactlyInAnyOrderElementsOf(right);
    assertThat(told(present(mended, Tables.QUARANTINE).where("released_at is not null"), "reason"))
        .contains("unit_suspect", "currency_mismatch", "payload_unreadable");
  }

  private List<Long> versions() {
    return List.of(
        lake.version(Tables.QUOTES),
        lake.version(Tables.QUARANTINE),
        lake.version(Tables.PAYLOAD_NEWS),
        lake.version(Tables.SCHEMA_DRIFT),
        lake.version(Tables.MASTER_MARKET_DATA));
  }

  private void compute(Lake lake) {
    new SilverJob(lake, SLOT, runs.scope().stockxMarket(), Clock.systemUTC()).run(skus);
    new GoldJob(lake, SLOT, VALUATION, Clock.systemUTC()).run(skus);
  }

  // A way needs a product whose answer can be changed so; each platform's answers change apart.
  private void chooseSkus() {
    Map<String, List<Sku>> left = new HashMap<>();
    for (Mutation mutation : Mutation.ALL) {
      List<Sku> free = left.computeIfAbsent(mutation.endpoint(), endpoint -> new ArrayList<>(skus));
      Sku sku =
          free.stream()
              .filter(candidate -> canChange(candidate, mutation))
              .findFirst()
              .orElseThrow();
      free.remove(sku);
      mutations.put(mutation, sku);
    }
  }

  private static String key(Row row) {
    return row.getAs("sku") + " " + row.getAs("endpoint");
  }

  private boolean canChange(Sku sku, Mutation mutation) {
    return undisturbed.stream()
        .filter(answer -> isOf(answer, sku, mutation))
        .anyMatch(answer -> mutation.canChange(answer.getAs("body")));
  }

  private Row mutated(Row answer) {
    return mutations.entrySet().stream()
        .filter(entry -> isOf(answer, entry.getValue(), entry.getKey()))
        .findFirst()
        .map(entry -> withBody(answer, entry.getKey().change().apply(answer.getAs("body"))))
        .orElse(answer);
  }

  private static Row withBody(Row answer, String body) {
    Object[] values = new Object[answer.size()];
    for (int index = 0; index < values.length; index++) {
      values[index] = answer.get(index);
    }
    values[answer.fieldIndex("body")] = body;
    return RowFactory.create(values);
  }

  // StockX's answer, and Alias's for goods that the sellers have.
  private static boolean isOf(Row answer, Sku sku, Mutation mutation) {
    Map<String, String> params = answer.getJavaMap(answer.fieldIndex("params"));
    return sku.code().equals(answer.getAs("sku"))
        && mutation.endpoint().equals(answer.getAs("endpoint"))
        && "ok".equals(answer.getAs("outcome"))
        && params.getOrDefault("consigned", "false").equals("false");
  }

  private static List<String> tape(Lake lake) {
    return told(
        present(lake, Tables.MASTER_MARKET_DATA),
        Tables.MASTER_MARKET_DATA.columnNames().stream()
            .filter(name -> !name.equals("ingested_at"))
            .toArray(String[]::new));
  }

  private static Dataset<Row> present(Lake lake, Table table) {
    return lake.read(table).where(col("slot_at").equalTo(SLOT.at()));
  }

  private static void replaceBronze(Lake lake, List<Row> answers) {
    lake.replace(
        Tables.PLATFORM_RESPONSES,
        lake.spark().createDataFrame(answers, Tables.PLATFORM_RESPONSES.schema()),
        "slot_at = TIMESTAMP '" + SLOT.at() + "'");
  }
}
