package io.soletape.run;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.fees.FeeFile;
import io.soletape.gold.GoldJob;
import io.soletape.gold.Valuation;
import io.soletape.lake.Lake;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import io.soletape.mapping.CatalogueRows;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Region;
import io.soletape.market.Sku;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.silver.SilverJob;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.RecordedAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A slot that was cut short anywhere and resumed becomes the same as an undisturbed one, in
 * whatever order its answers come.
 */
class ResumePropertyTest {

  private static final Slot SLOT = new Slot(Tier.HOT, Instant.parse(RecordedAnswers.SLOT));
  private static final List<Sku> SKUS = List.of(new Sku("DD1391-100"));
  private static final List<Table> WRITTEN =
      List.of(
          Tables.QUOTES,
          Tables.QUARANTINE,
          Tables.DEPTH_ANSWERS,
          Tables.SALES,
          Tables.SALES_COVERAGE,
          Tables.OFFER_BINS,
          Tables.PAYLOAD_NEWS,
          Tables.SCHEMA_DRIFT,
          Tables.MASTER_MARKET_DATA,
          Tables.LATEST_MARKET_DATA,
          Tables.DAILY_PRICE_BARS);

  private static Map<String, List<String>> undisturbed = Map.of();

  @BeforeContainer
  static void workUndisturbed() throws IOException {
    Path folder = Files.createTempDirectory("undisturbed");
    try {
      Lake lake = lake(folder);
      work(lake, RecordedAnswers.names());
      undisturbed = contents(lake);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  @Property(tries = 2, shrinking = ShrinkingMode.OFF)
  void aResumedSlotEqualsAnUndisturbedOne(@ForAll Random random) throws IOException {
    Path folder = Files.createTempDirectory("resume");
    try {
      List<String> answers = new ArrayList<>(RecordedAnswers.names());
      Collections.shuffle(answers, random);
      int cut = 1 + random.nextInt(answers.size() - 1);
      Lake resumed = lake(folder.resolve("resumed"));
      work(resumed, answers.subList(0, cut));
      work(resumed, answers.subList(cut, answers.size()));

      assertThat(contents(resumed)).isEqualTo(undisturbed);
      Map<String, Long> versions = versions(resumed);
      work(resumed, List.of());
      assertThat(versions(resumed)).as("once more changes nothing").isEqualTo(versions);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  private static Lake lake(Path folder) {
    Lake lake = new Lake(LocalSpark.session(), folder.toString());
    Dataset<Row> answers = RecordedAnswers.of(RecordedAnswers.names()).dataset();
    lake.append(Tables.PRODUCTS, CatalogueRows.products(answers));
    lake.append(
        Tables.VARIANTS,
        CatalogueRows.variants(answers).dropDuplicates("platform", "sku", "size_key"));
    return lake;
  }

  private static void work(Lake lake, List<String> answers) {
    if (!answers.isEmpty()) {
      lake.append(Tables.PLATFORM_RESPONSES, RecordedAnswers.of(answers).dataset());
    }
    Valuation valuation = new Valuation(CurrencyCode.USD, FeeFile.example());
    new SilverJob(lake, SLOT, new Region("US"), Clock.systemUTC()).run(SKUS);
    new GoldJob(lake, SLOT, valuation, Clock.systemUTC()).run(SKUS);
  }

  private static Map<String, List<String>> contents(Lake lake) {
    Map<String, List<String>> contents = new TreeMap<>();
    for (Table table : WRITTEN) {
      String[] columns =
          table.columnNames().stream()
              .filter(name -> !name.equals("ingested_at"))
              .toArray(String[]::new);
      contents.put(table.path(), told(lake.read(table), columns).stream().sorted().toList());
    }
    assertThat(contents.get(Tables.SALES.path())).isNotEmpty();
    assertThat(contents.get(Tables.MASTER_MARKET_DATA.path())).isNotEmpty();
    return contents;
  }

  private static Map<String, Long> versions(Lake lake) {
    Map<String, Long> versions = new TreeMap<>();
    WRITTEN.forEach(table -> versions.put(table.path(), lake.version(table)));
    return versions;
  }
}
