package io.soletape.coverage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.soletape.fetch.BronzeAnswers;
import io.soletape.lake.Held;
import io.soletape.lake.Lake;
import io.soletape.lake.SlotWriter;
import io.soletape.lake.Tables;
import io.soletape.mapping.Mappings;
import io.soletape.market.Platform;
import io.soletape.market.Sku;
import io.soletape.plan.QuoteScope;
import io.soletape.plan.Slot;
import io.soletape.silver.SilverRows;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes ops/coverage of a run. */
public final class CoverageJob {

  private final Lake lake;
  private final Slot slot;
  private final QuoteScope scope;

  public CoverageJob(Lake lake, Slot slot, QuoteScope scope) {
    this.lake = lake;
    this.slot = slot;
    this.scope = scope;
  }

  /**
   * Writes one row per expected cell.
   *
   * @param holes why a platform was not asked to the end; empty where it was
   * @return expected and observed cells by platform
   */
  public Map<Platform, Covered> run(List<Sku> skus, Map<Platform, Hole> holes) {
    Object[] codes = skus.stream().map(Sku::code).toArray();
    SlotWriter slotRows = new SlotWriter(lake, slot.at(), codes);
    List<Dataset<Row>> known =
        Held.allOf(
            BronzeAnswers.ofSlot(lake, slot).drop("body"),
            SilverRows.unreleased(slotRows.present(Tables.QUARANTINE)),
            slotRows.present(Tables.MASTER_MARKET_DATA).select(CoverageRows.tape()));
    Dataset<Row> rows =
        Held.of(
            CoverageRows.of(
                slot,
                ExpectedCells.of(lake.spark(), slot, skus, Mappings.read(lake, skus), scope, holes),
                lake.read(Tables.VARIANTS),
                known.get(0),
                known.get(1),
                known.get(2)));
    lake.replace(Tables.COVERAGE, rows.coalesce(1), condition());
    return covered(rows);
  }

  /** The rows of this run. */
  public Dataset<Row> written() {
    return lake.read(Tables.COVERAGE).where(condition());
  }

  /** Expected and observed cells by platform of coverage rows. */
  public static Map<Platform, Covered> covered(Dataset<Row> rows) {
    Map<Platform, Covered> covered = new EnumMap<>(Platform.class);
    for (Platform platform : Platform.values()) {
      covered.put(platform, new Covered(0, 0));
    }
    rows.groupBy("platform")
        .agg(
            count(lit(1)).as("expected"),
            count(when(col("outcome").equalTo("observed"), 1)).as("observed"))
        .collectAsList()
        .forEach(
            row ->
                covered.put(
                    Platform.ofCode(row.getAs("platform")),
                    new Covered(row.getAs("expected"), row.getAs("observed"))));
    return covered;
  }

  private String condition() {
    return "slot_date = DATE '%s' AND slot_at = TIMESTAMP '%s' AND tier = '%s'"
        .formatted(slot.date(), slot.at(), slot.tier().code());
  }
}
