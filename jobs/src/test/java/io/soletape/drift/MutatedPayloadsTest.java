package io.soletape.drift;

import static io.soletape.testing.TestRows.told;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.coverage.CoverageJob;
import io.soletape.coverage.MendedCoverage;
import io.soletape.fees.FeeFile;
import io.soletape.gold.GoldJob;
import io.soletape.gold.Valuation;
import io.soletape.lake.Held;
import io.soletape.lake.Lake;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Sku;
import io.soletape.plan.ListedSku;
import io.soletape.plan.Slot;
import io.soletape.run.Step;
import io.soletape.sales.KnownIntervals;
import io.soletape.silver.SilverJob;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.SandboxRuns;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 * Answers of the sandbox that have changed in one way each: each way is named, no wrong number
 * reaches the tape, and what is right again comes back.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutatedPayloadsTest {

  private static final Slot BEFORE = SandboxRuns.hoursAgo(2);
  private static final Slot SLOT = SandboxRuns.hoursAgo(1);
  private static final Valuation VALUATION = new Valuation(CurrencyCode.USD, FeeFile.example());

  // More than there are ways for one platform, since not every product tells enough to be changed.
  private static final int SKUS = 32;
  private static final String DEPTH_CALLS = "60";

  @TempDir private static Path folder;

  private static final String[] OF_SALES = {
    "sales_complete_since",
    "sales_are_complete",
    "sales_last_72h",
    "sales_last_7d",
    "sales_last_30d",
    "total_sales_volume",
    "average_sale_price_30d",
    "price_volatility_30d",
    "price_premium"
  };
  private static final String[] OF_OFFERS = {"bid_count", "bid_depth"};

  private SandboxRuns runs;
  private Lake lake;
  private List<Sku> skus;
  private final Map<Mutation, Row> mutations = new LinkedHashMap<>();
  private List<Row> undisturbed;
  private Dataset<Row> right;
  private List<String> rightSales;
  private List<String> rightBins;

  @BeforeAll
  void mutateOneAnswerInEachWay() throws IOException {
    lake = new Lake(LocalSpark.session(), folder.resolve("lake").toString());
    List<ListedSku> listed = SandboxRuns.firstSkus(SKUS);
    skus = listed.stream().map(ListedSku::sku).toList();
    try (SandboxRuns before = runs("before", DEPTH_CALLS)) {
      before.steps(lake, BEFORE, listed, Step.MAP, Step.FETCH, Step.SILVER);
    }
    runs = runs("slot", "0");
    runs.steps(lake, SLOT, listed, Step.MAP, Step.FETCH);
    askTheSameSizesAgain();
    compute(lake);
    undisturbed = present(lake, Tables.PLATFORM_RESPONSES).orderBy("request_id").collectAsList();
    right = Held.of(present(lake, Tables.MASTER_MARKET_DATA));
    rightSales = sales(lake);
    rightBins = bins(lake);
    chooseAnswers();
    replaceBronze(lake, undisturbed.stream().map(this::mutated).toList());
    compute(lake);
  }

  private static SandboxRuns runs(String name, String depthCalls) throws IOException {
    return new SandboxRuns(
        Files.createDirectory(folder.resolve(name)),
        Map.of(
            "STOCKX_CURRENCIES", "GBP",
            "ALIAS_REGIONS", "US,global",
            "ALIAS_DEPTH_CALLS_PER_RUN", depthCalls));
  }

  // A plan asks sizes in turn: whether one that was told before is told otherwise would be chance.
  private void askTheSameSizesAgain() {
    lake.append(
        Tables.PLATFORM_RESPONSES,
        lake.read(Tables.PLATFORM_RESPONSES)
            .where(col("slot_at").equalTo(BEFORE.at()))
            .where(col("endpoint").isin("recent_sales", "offer_histogram"))
            .withColumn("request_id", concat(col("request_id"), lit("-again")))
            .withColumn("slot_at", lit(SLOT.at()))
            .withColumn("slot_date", lit(SLOT.date()))
            .withColumn("requested_at", col("requested_at").plus(expr("INTERVAL 1 HOUR")))
            .withColumn("fetched_at", col("fetched_at").plus(expr("INTERVAL 1 HOUR"))));
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
            row ->
                named
                    .computeIfAbsent(row.getAs("request_id"), it -> new TreeSet<>())
                    .add(row.getAs("kind")));

    List<String> missed = new ArrayList<>();
    mutations.forEach(
        (mutation, answer) -> {
          Set<String> found = named.getOrDefault(answer.<String>getAs("request_id"), Set.of());
          if (!found.contains(mutation.named())) {
            missed.add(mutation.name() + ": " + mutation.named() + " is not in " + found);
          }
        });
    assertThat(missed).isEmpty();
  }

  @Test
  void noWrongNumberReachesTheTape() {
    Object[] staying =
        mutations.entrySet().stream()
            .filter(entry -> entry.getKey().stays())
            .map(entry -> entry.getValue().getAs("sku"))
            .toArray();
    Dataset<Row> tape =
        present(lake, Tables.MASTER_MARKET_DATA).where(not(col("sku").isin(staying)));

    assertIsRight(tape, OF_SALES, OF_OFFERS);
    assertIsRight(tape.where("sales_are_complete"), OF_OFFERS);
    assertIsRight(tape.where("bid_count IS NOT NULL"), OF_SALES);
  }

  @Test
  void noWrongNumberReachesSalesAndOffers() {
    assertThat(sales(lake)).containsExactlyInAnyOrderElementsOf(rightSales);
    assertThat(bins(lake)).isNotEmpty().isSubsetOf(rightBins);
  }

  @Test
  void aRefusedAnswerIsNoWindowOnSales() {
    Set<String> proofs =
        Set.copyOf(told(KnownIntervals.proofs(present(lake, Tables.DEPTH_ANSWERS)), "request_id"));

    mutations.forEach(
        (mutation, answer) -> {
          if (mutation.endpoint().equals("recent_sales")) {
            boolean isTaken = mutation.named().equals("type_changed");
            assertThat(proofs.contains(answer.<String>getAs("request_id")))
                .as(mutation.name())
                .isEqualTo(isTaken);
          }
        });
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
        (mutation, answer) -> {
          String product = answer.getAs("sku") + " " + mutation.platform();
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

    assertThat(told(present(mended, Tables.MASTER_MARKET_DATA), columns()))
        .containsExactlyInAnyOrderElementsOf(told(right, columns()));
    assertThat(sales(mended)).containsExactlyInAnyOrderElementsOf(rightSales);
    assertThat(bins(mended)).containsExactlyInAnyOrderElementsOf(rightBins);
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

  // A way needs an answer that can be changed so. Depth is held against quotes that are right.
  private void chooseAnswers() {
    Set<Object> ofDepth = new HashSet<>();
    List<Row> left = new ArrayList<>(undisturbed);
    for (boolean isOfDepth : List.of(true, false)) {
      for (Mutation mutation : Mutation.ALL) {
        if (mutation.isOfDepth() == isOfDepth) {
          Row answer =
              left.stream()
                  .filter(candidate -> isOf(candidate, mutation))
                  .filter(candidate -> isOfDepth || !ofDepth.contains(candidate.getAs("sku")))
                  .filter(candidate -> mutation.canChange(candidate.getAs("body")))
                  .findFirst()
                  .orElseThrow();
          left.remove(answer);
          mutations.put(mutation, answer);
          if (isOfDepth) {
            ofDepth.add(answer.getAs("sku"));
          }
        }
      }
    }
  }

  private Row mutated(Row answer) {
    return mutations.entrySet().stream()
        .filter(entry -> entry.getValue().equals(answer))
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

  // StockX's answer, and Alias's for goods that the sellers have, of a region or of all of them.
  private static boolean isOf(Row answer, Mutation mutation) {
    Map<String, String> params = answer.getJavaMap(answer.fieldIndex("params"));
    return mutation.endpoint().equals(answer.getAs("endpoint"))
        && "ok".equals(answer.getAs("outcome"))
        && params.getOrDefault("consigned", "false").equals("false")
        && mutation.isGlobal() == isGlobal(answer, params);
  }

  private static boolean isGlobal(Row answer, Map<String, String> params) {
    return "alias".equals(answer.getAs("platform")) && !params.containsKey("region_id");
  }

  private void assertIsRight(Dataset<Row> tape, String[]... without) {
    String[] columns = columns(without);

    assertThat(told(tape, columns)).isNotEmpty().isSubsetOf(Set.copyOf(told(right, columns)));
  }

  private static String[] columns(String[]... without) {
    Set<String> left = new HashSet<>(Set.of("ingested_at"));
    Stream.of(without).map(List::of).forEach(left::addAll);
    return Tables.MASTER_MARKET_DATA.columnNames().stream()
        .filter(name -> !left.contains(name))
        .toArray(String[]::new);
  }

  private static List<String> sales(Lake lake) {
    return told(lake.read(Tables.SALES), Tables.SALES.columnNames().toArray(String[]::new));
  }

  private static List<String> bins(Lake lake) {
    return told(
        present(lake, Tables.OFFER_BINS), Tables.OFFER_BINS.columnNames().toArray(String[]::new));
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
