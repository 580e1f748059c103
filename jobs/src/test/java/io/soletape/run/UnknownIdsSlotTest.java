package io.soletape.run;

import static io.soletape.testing.TestRows.told;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.plan.ListedSku;
import io.soletape.plan.Slot;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.SandboxRuns;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slot in which half of the products have ids that Alias does not know: it answers 503. */
class UnknownIdsSlotTest {

  private static final Slot SEARCHED = SandboxRuns.hoursAgo(2);
  private static final Slot SLOT = SandboxRuns.hoursAgo(1);
  private static final List<ListedSku> SKUS = SandboxRuns.firstSkus(6);
  private static final Column UNKNOWN =
      col("sku").isin(SKUS.subList(3, 6).stream().map(listed -> listed.sku().code()).toArray());

  @TempDir private Path folder;

  @Test
  void theyAreSuspectsAndThePlatformLives() {
    Lake lake = new Lake(LocalSpark.session(), folder.resolve("lake").toString());
    try (SandboxRuns runs =
        new SandboxRuns(
            folder,
            Map.of(
                "STOCKX_CURRENCIES", "USD",
                "ALIAS_REGIONS", "US,EU,UK",
                "ALIAS_DEPTH_CALLS_PER_RUN", "0"))) {
      runs.steps(lake, SEARCHED, SKUS, Step.MAP);
      lake.upsert(
          Tables.MAPPINGS,
          lake.read(Tables.MAPPINGS)
              .where(col("platform").equalTo("alias").and(UNKNOWN))
              .withColumn("platform_product_id", concat(lit("no-such-"), col("sku"))));

      RunReport report = runs.run(lake, SLOT, SKUS);

      assertThat(report.causes()).isEmpty();
      assertThat(report.status()).isIn(RunStatus.DONE, RunStatus.QUALITY_FAILED);
      assertThat(
              told(
                  lake.read(Tables.MAPPINGS).where(col("platform").equalTo("alias").and(UNKNOWN)),
                  "status"))
          .containsExactly("suspect", "suspect", "suspect");
    }
  }
}
