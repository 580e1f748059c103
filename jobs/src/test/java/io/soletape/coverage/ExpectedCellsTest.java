package io.soletape.coverage;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.mapping.Mappings;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Platform;
import io.soletape.market.Region;
import io.soletape.market.Sku;
import io.soletape.plan.Planned;
import io.soletape.plan.QuoteScope;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.stockx.StockxApi;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.TestRows;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectedCellsTest {

  private static final Slot SLOT = new Slot(Tier.HOT, Instant.parse("2026-03-01T12:00:00Z"));
  private static final Sku SKU = new Sku("DD1391-100");
  private static final CurrencyCode USD = new CurrencyCode("USD");
  private static final Region UK = new Region("UK");

  @TempDir private Path folder;

  @Test
  void everySkuIsExpectedInEveryCellWhateverIsKnownOfIt() {
    Lake lake = new Lake(LocalSpark.session(), folder.toString());
    lake.append(
        Tables.MAPPINGS,
        TestRows.of(Tables.MAPPINGS, "platform", "status", "platform_product_id", "evidence")
            .with("sku", SKU.code())
            .with("checked_at", "2026-03-01T00:00:00Z")
            .row("stockx", "active", "p1", "style is equal")
            .row("alias", "not_found", null, "no hit")
            .dataset());
    List<Sku> skus = List.of(SKU, new Sku("U9060BPM"));

    Dataset<Row> cells =
        ExpectedCells.of(
            lake.spark(),
            SLOT,
            skus,
            Mappings.read(lake, skus),
            new QuoteScope(new Region("US"), List.of(USD), List.of(UK)),
            Map.of(Platform.ALIAS, new Hole("deferred", "budget")));

    assertThat(
            told(
                cells,
                "platform",
                "sku",
                "region_code",
                "programme",
                "mapping_status",
                "request_id",
                "stop_outcome",
                "stop_reason"))
        .containsExactlyInAnyOrder(
            "stockx | DD1391-100 | US | standard | active | "
                + Planned.in(SLOT, StockxApi.marketData(SKU, "p1", USD, new Region("US")))
                    .requestId()
                + " | null | null",
            "alias | DD1391-100 | UK | standard | not_found | null | deferred | budget",
            "alias | DD1391-100 | UK | consigned | not_found | null | deferred | budget",
            "stockx | U9060BPM | US | standard | null | null | null | null",
            "alias | U9060BPM | UK | standard | null | null | deferred | budget",
            "alias | U9060BPM | UK | consigned | null | null | deferred | budget");
  }
}
