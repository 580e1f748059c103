package io.soletape.replay;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.soletape.coverage.MendedCoverage;
import io.soletape.gold.GoldJob;
import io.soletape.gold.Valuation;
import io.soletape.lake.Lake;
import io.soletape.lake.ScopeWriter;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import io.soletape.mapping.CatalogueHistory;
import io.soletape.mapping.CatalogueSnapshot;
import io.soletape.market.Region;
import io.soletape.market.Sku;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.rates.RatesJob;
import io.soletape.silver.SilverJob;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Computes silver and gold again from bronze, and brings the coverage of the lake's runs up to
 * date. No call is made, and where nothing differs nothing is written.
 */
public final class ReplayJob {

  private final Lake lake;
  private final Region stockxMarket;
  private final Valuation valuation;
  private final Clock clock;

  /**
   * A replay within a lake.
   *
   * @param stockxMarket of answers that do not say which market they are of
   * @param valuation base currency and fees
   */
  public ReplayJob(Lake lake, Region stockxMarket, Valuation valuation, Clock clock) {
    this.lake = lake;
    this.stockxMarket = stockxMarket;
    this.valuation = valuation;
    this.clock = clock;
  }

  /**
   * Computes every slot of a range, oldest first, with the catalogue as that slot knew it.
   *
   * @param onSlot told before each slot
   */
  public ReplayReport run(ReplayRange range, Consumer<Instant> onSlot) {
    SortedMap<Instant, List<Sku>> slots = slots(range);
    if (slots.isEmpty()) {
      return new ReplayReport(List.of(), 0, 0, 0);
    }
    Instant newest = lastSlot();
    CatalogueHistory history = CatalogueHistory.read(lake, newest);
    long quotes = 0;
    long gold = 0;
    long changed = 0;
    // Slots that were told no rates take those that a later one was told.
    slotsOfRates(range).forEach(slotAt -> new RatesJob(lake, new Slot(Tier.HOT, slotAt)).run());
    for (Map.Entry<Instant, List<Sku>> entry : slots.entrySet()) {
      onSlot.accept(entry.getKey());
      // A slot's rows are those of all tiers that shared it: any tier's moments are hours.
      Slot slot = new Slot(Tier.HOT, entry.getKey());
      CatalogueSnapshot catalogue = history.asOf(slot.at());
      quotes += new SilverJob(lake, slot, stockxMarket, clock).run(entry.getValue(), catalogue);
      ScopeWriter.Written written =
          new GoldJob(lake, slot, valuation, clock).run(entry.getValue(), catalogue);
      gold += written.rows();
      changed += written.changed();
      new MendedCoverage(lake, slot.at(), stockxMarket).run(catalogue.variants());
    }
    mendBars(slots);
    keepCatalogue(history, newest);
    return new ReplayReport(new ArrayList<>(slots.keySet()), quotes, gold, changed);
  }

  // A slot mends the bars of days that it tells sales of; what was taken back it does not tell.
  private void mendBars(SortedMap<Instant, List<Sku>> slots) {
    List<Sku> skus = slots.values().stream().flatMap(List::stream).distinct().toList();
    new GoldJob(lake, new Slot(Tier.HOT, slots.lastKey()), valuation, clock)
        .mendBars(skus, new Slot(Tier.HOT, slots.firstKey()));
  }

  // The catalogue's tables tell what is known now, whatever range was replayed.
  private void keepCatalogue(CatalogueHistory history, Instant newest) {
    CatalogueSnapshot known = history.asOf(newest);
    keep(Tables.MAPPINGS, history.mappingsAsOf(newest));
    keep(Tables.PRODUCTS, known.products());
    keep(Tables.VARIANTS, known.variants());
  }

  private void keep(Table table, Dataset<Row> rows) {
    new ScopeWriter(lake, "true").write(table, rows);
  }

  private SortedMap<Instant, List<Sku>> slots(ReplayRange range) {
    SortedMap<Instant, List<Sku>> slots = new TreeMap<>();
    lake.read(Tables.PLATFORM_RESPONSES)
        .select("slot_at", "sku")
        .distinct()
        .orderBy("slot_at", "sku")
        .collectAsList()
        .forEach(row -> add(slots, range, row));
    return slots;
  }

  // Rates may have come in a slot in which no platform answered.
  private List<Instant> slotsOfRates(ReplayRange range) {
    return lake
        .read(Tables.FX_RESPONSES)
        .select("slot_at")
        .distinct()
        .orderBy("slot_at")
        .as(Encoders.INSTANT())
        .collectAsList()
        .stream()
        .filter(range::contains)
        .toList();
  }

  private static void add(Map<Instant, List<Sku>> slots, ReplayRange range, Row row) {
    Instant slotAt = row.getAs("slot_at");
    if (range.contains(slotAt)) {
      slots.computeIfAbsent(slotAt, at -> new ArrayList<>()).add(new Sku(row.getAs("sku")));
    }
  }

  private Instant lastSlot() {
    return lake.read(Tables.PLATFORM_RESPONSES)
        .selectExpr("max(slot_at) AS newest")
        .first()
        .getAs("newest");
  }

  /**
   * Copies bronze into another lake, as far as that lacks it, so that it stands on its own.
   *
   * @param range its end bounds what is copied; rows look back, so that the slots before it come
   *     too
   */
  public static void copyBronze(Lake source, Lake into, ReplayRange range) {
    for (Table table : List.of(Tables.PLATFORM_RESPONSES, Tables.FX_RESPONSES)) {
      Dataset<Row> rows = source.read(table);
      Dataset<Row> wanted =
          range.to().map(last -> rows.where(col("slot_at").leq(lit(last)))).orElse(rows);
      Dataset<Row> missing =
          wanted.join(
              into.read(table).select("request_id"), new String[] {"request_id"}, "left_anti");
      if (!missing.isEmpty()) {
        into.append(table, missing);
      }
    }
  }
}
