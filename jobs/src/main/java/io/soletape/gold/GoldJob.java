package io.soletape.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.soletape.lake.AtOnce;
import io.soletape.lake.EarlierQuotes;
import io.soletape.lake.Held;
import io.soletape.lake.Lake;
import io.soletape.lake.ScopeWriter;
import io.soletape.lake.SlotWriter;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import io.soletape.mapping.CatalogueSnapshot;
import io.soletape.market.Sku;
import io.soletape.plan.Slot;
import io.soletape.rates.SlotRates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes the tape of a slot from silver, and the tables beside it from the tape. */
public final class GoldJob {

  // An answer tells a product's quotes of one market together: the one before is compared with.
  private static final List<String> MARKET =
      List.of("platform", "sku", "region_code", "currency_code", "programme");

  // Longer than any full round of sales, and than the month that sales are counted over.
  private static final Period ASKED_BACK = Period.ofDays(35);
  private static final Duration MONTH = Duration.ofDays(30);

  private final Lake lake;
  private final Slot slot;
  private final Valuation valuation;
  private final Clock clock;

  /**
   * The gold step of a slot.
   *
   * @param valuation base currency and fees
   */
  public GoldJob(Lake lake, Slot slot, Valuation valuation, Clock clock) {
    this.lake = lake;
    this.slot = slot;
    this.valuation = valuation;
    this.clock = clock;
  }

  /** Writes the rows of these SKUs. */
  public ScopeWriter.Written run(List<Sku> skus) {
    return run(skus, CatalogueSnapshot.asOf(lake, slot));
  }

  /**
   * Writes the rows of these SKUs.
   *
   * @param catalogue what was known of products in the slot
   */
  public ScopeWriter.Written run(List<Sku> skus, CatalogueSnapshot catalogue) {
    return run(skus, catalogue, () -> {});
  }

  /**
   * Writes the rows of these SKUs.
   *
   * @param catalogue what was known of products in the slot
   * @param meanwhile what waits for the tape alone: done while the tables beside it are written
   */
  public ScopeWriter.Written run(List<Sku> skus, CatalogueSnapshot catalogue, Runnable meanwhile) {
    Object[] codes = skus.stream().map(Sku::code).toArray();
    SlotWriter writer = new SlotWriter(lake, slot.at(), codes);
    List<Dataset<Row>> known =
        Held.allOf(
            writer.present(Tables.QUOTES),
            catalogue.products().where(col("sku").isin(codes)),
            catalogue.variants().where(col("sku").isin(codes)),
            writer.present(Tables.DEPTH_ANSWERS),
            writer.present(Tables.OFFER_BINS),
            SlotRates.read(lake, List.of(slot.at()), valuation.base().code()));
    MarketTables beside = new MarketTables(lake, slot, codes);
    AtomicReference<ScopeWriter.Written> written = new AtomicReference<>();
    // Bars of other days wait for no quote. Those of the day come after them: one writer a table.
    AtOnce.run(() -> written.set(writeTape(writer, codes, known)), beside::writeBarsOfOtherDays);
    AtOnce.run(
        meanwhile,
        () ->
            writeBeside(
                beside, Held.of(writer.present(Tables.MASTER_MARKET_DATA)), codes, known.get(5)));
    return written.get();
  }

  private ScopeWriter.Written writeTape(
      SlotWriter writer, Object[] codes, List<Dataset<Row>> known) {
    Dataset<Row> quotes = known.get(0);
    Dataset<Row> rows =
        MasterMarketData.of(
            quotes, known.get(1), known.get(2), Held.of(before(quotes, codes)), clock.instant());
    Dataset<Row> tape = BaseCurrency.added(rows, known.get(5), valuation.base().code());
    KnownOffers offers = new KnownOffers(known.get(3), known.get(4));
    return writer.write(Tables.MASTER_MARKET_DATA, offers.addedTo(sales(codes).addedTo(tape)));
  }

  /**
   * Mends bars up to the slot's day whose sales have been taken back, as after a parser was mended.
   *
   * @param since the first slot whose sales may have been
   */
  public void mendBars(List<Sku> skus, Slot since) {
    new MarketTables(lake, slot, skus.stream().map(Sku::code).toArray()).mendBars(since.date());
  }

  // From the rows as they were written, so that a crash in between is mended by a repetition.
  private void writeBeside(
      MarketTables beside, Dataset<Row> tape, Object[] codes, Dataset<Row> rates) {
    AtOnce.run(
        beside::writeBarsOfTheDay,
        () -> {
          beside.writeLatest(
              tape,
              ofSkus(Tables.MASTER_MARKET_DATA, codes).where(col("slot_at").lt(lit(slot.at()))));
          beside.writeSpreads(tape, rates, valuation);
        });
  }

  private Dataset<Row> before(Dataset<Row> quotes, Object[] codes) {
    return new EarlierQuotes(lake, slot.at(), codes)
        .newestOf(
            ofSkus(Tables.MASTER_MARKET_DATA, codes),
            MARKET,
            "programme",
            quotes,
            MasterMarketData.tapeQuotes(quotes));
  }

  private KnownSales sales(Object[] codes) {
    Instant monthAgo = slot.at().minus(MONTH);
    Dataset<Row> recent =
        ofSkus(lake.forReading(Tables.SALES), Tables.SALES, codes)
            .where(col("purchased_year").geq(lit(monthAgo.atZone(ZoneOffset.UTC).getYear())))
            .where(col("purchased_at").gt(lit(monthAgo)))
            .where(col("first_slot_at").leq(lit(slot.at())));
    List<Dataset<Row>> known =
        Held.allOf(
            ofSkus(Tables.DEPTH_ANSWERS, codes)
                .where(
                    col("slot_date").between(lit(slot.date().minus(ASKED_BACK)), lit(slot.date())))
                .where(col("slot_at").leq(lit(slot.at()))),
            ofSkus(Tables.SALES, codes).where(col("first_slot_at").gt(lit(slot.at()))),
            ofSkus(Tables.SALES_COVERAGE, codes));
    // Of the session for many rows: what is left of them must be held.
    Dataset<Row> sold = Held.of(KnownSales.soldRecently(recent, slot.at()));
    return new KnownSales(slot.at(), known.get(0), sold, known.get(1), known.get(2));
  }

  private Dataset<Row> ofSkus(Table table, Object[] codes) {
    return ofSkus(lake, table, codes);
  }

  private static Dataset<Row> ofSkus(Lake from, Table table, Object[] codes) {
    return from.read(table).where(col("sku").isin(codes));
  }
}
