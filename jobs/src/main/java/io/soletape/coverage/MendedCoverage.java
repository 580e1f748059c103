package io.soletape.coverage;

import static org.apache.spark.sql.functions.col;

import io.soletape.fetch.BronzeAnswers;
import io.soletape.lake.Held;
import io.soletape.lake.Lake;
import io.soletape.lake.ScopeWriter;
import io.soletape.lake.SlotWriter;
import io.soletape.lake.Tables;
import io.soletape.market.Region;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.silver.QuoteRequests;
import io.soletape.silver.SilverRows;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Brings ops/coverage of a slot up to date after silver and gold of it were computed again. Which
 * cells were expected, and why some were not asked, stays as the runs said.
 */
public final class MendedCoverage {

  private final Lake lake;
  private final Slot slot;
  private final Region stockxMarket;

  /**
   * The coverage of a slot, whichever tiers ran in it.
   *
   * @param stockxMarket of answers that do not say which market they are of
   */
  public MendedCoverage(Lake lake, Instant slotAt, Region stockxMarket) {
    this.lake = lake;
    this.slot = new Slot(Tier.HOT, slotAt);
    this.stockxMarket = stockxMarket;
  }

  /**
   * Writes what differs; nothing in a lake where no run was judged.
   *
   * @param variants the sizes as the slot knows them
   */
  public void run(Dataset<Row> variants) {
    String ofSlot =
        "slot_date = DATE '%s' AND slot_at = TIMESTAMP '%s'".formatted(slot.date(), slot.at());
    if (lake.lacks(Tables.COVERAGE, ofSlot)) {
      return;
    }
    Dataset<Row> before = Held.of(lake.read(Tables.COVERAGE).where(ofSlot));
    Dataset<Row> answers = Held.of(BronzeAnswers.ofSlot(lake, slot).drop("body"));
    for (String tier : texts(before, "tier")) {
      Dataset<Row> ofRun = before.where(col("tier").equalTo(tier));
      new ScopeWriter(lake, ofSlot + " AND tier = '" + tier + "'")
          .write(Tables.COVERAGE, again(tier, ofRun, answers, variants));
    }
  }

  private Dataset<Row> again(
      String tier, Dataset<Row> before, Dataset<Row> answers, Dataset<Row> variants) {
    Object[] codes = texts(before, "sku").toArray();
    SlotWriter slotRows = new SlotWriter(lake, slot.at(), codes);
    List<Dataset<Row>> known =
        Held.allOf(
            QuoteRequests.of(answers, stockxMarket.code()),
            SilverRows.unreleased(slotRows.present(Tables.QUARANTINE)),
            slotRows.present(Tables.MASTER_MARKET_DATA).select(CoverageRows.tape()));
    return CoverageRows.again(
        new Slot(Tier.parse(tier).orElseThrow(), slot.at()),
        before,
        known.get(0),
        variants,
        answers,
        known.get(1),
        known.get(2));
  }

  private static List<String> texts(Dataset<Row> rows, String column) {
    return rows.select(column).distinct().as(Encoders.STRING()).collectAsList();
  }
}
