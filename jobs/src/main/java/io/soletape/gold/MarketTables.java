package io.soletape.gold;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;

import io.soletape.alias.AliasApi;
import io.soletape.fees.Venue;
import io.soletape.lake.Held;
import io.soletape.lake.KeyOrder;
import io.soletape.lake.Lake;
import io.soletape.lake.ScopeWriter;
import io.soletape.lake.SlotWriter;
import io.soletape.lake.Tables;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Platform;
import io.soletape.market.Programme;
import io.soletape.market.Region;
import io.soletape.plan.Slot;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The tables beside the tape, made from its rows of a slot: newest quotes, bars of the day, spreads
 * between markets. What they cost does not grow with history.
 */
final class MarketTables {

  // Sales told for the first time reach back for years; bars are mended for a month.
  private static final Period SALES_LOOK_BACK = Period.ofDays(30);

  private static final String[] SIZE = KeyOrder.of(Tables.SALES_COVERAGE.key());

  private final Lake lake;
  private final Slot slot;
  private final Object[] skus;

  MarketTables(Lake lake, Slot slot, Object[] skus) {
    this.lake = lake;
    this.slot = slot;
    this.skus = skus;
  }

  /**
   * Puts the slot's rows in the place of older ones. A key whose row of this slot has gone falls
   * back to its newest row before.
   *
   * @param tape rows of the slot
   * @param before rows of the tape of earlier slots, read only if some key has gone
   */
  void writeLatest(Dataset<Row> tape, Dataset<Row> before) {
    lake.alone(
        Tables.LATEST_MARKET_DATA.path(),
        () -> {
          writeLatestAlone(tape, before);
          return true;
        });
  }

  private void writeLatestAlone(Dataset<Row> tape, Dataset<Row> before) {
    ScopeWriter writer = ScopeWriter.ofCopies(lake, SlotWriter.ofSkus(skus));
    Dataset<Row> present = writer.present(Tables.LATEST_MARKET_DATA);
    // Its rows are wide, and mostly all are replaced.
    Dataset<Row> keys = Held.of(LatestMarketData.keys(present));
    if (Held.isEmpty(keys.where(col("slot_at").geq(lit(slot.at()))))) {
      // Each row is newer than what it replaces: what a comparison would find is known.
      if (!Held.isEmpty(tape)) {
        lake.replace(
            Tables.LATEST_MARKET_DATA,
            LatestMarketData.newer(present, keys, tape).coalesce(1),
            SlotWriter.ofSkus(skus));
      }
    } else {
      writer.write(Tables.LATEST_MARKET_DATA, newestOf(Held.of(present), tape, before));
    }
  }

  // A slot that is done again, or older than what is known.
  private Dataset<Row> newestOf(Dataset<Row> present, Dataset<Row> tape, Dataset<Row> before) {
    Dataset<Row> gone =
        present
            .where(col("slot_at").equalTo(lit(slot.at())))
            .join(tape, LatestMarketData.KEY, "left_anti");
    Dataset<Row> candidates =
        present.where(col("slot_at").notEqual(lit(slot.at()))).unionByName(tape);
    return LatestMarketData.of(
        gone.isEmpty()
            ? candidates
            : candidates.unionByName(before.join(gone, LatestMarketData.KEY, "left_semi")));
  }

  /**
   * Tells sales anew in bars of other days than the slot's, of sizes whose sales it was told: a
   * slot that comes late may close a gap before later days too.
   */
  void writeBarsOfOtherDays() {
    LocalDate end = slot.date().plus(SALES_LOOK_BACK);
    List<LocalDate> days =
        lookBack().datesUntil(end).filter(day -> !day.equals(slot.date())).toList();
    tellSalesOf(days, Held.of(sizesToldOf()));
  }

  /** Makes the bars of the slot's day anew, from the tape as it is written. */
  void writeBarsOfTheDay() {
    Dataset<Row> ofDay =
        lake.read(Tables.MASTER_MARKET_DATA)
            .where(col("slot_date").equalTo(lit(slot.date())))
            .where(col("sku").isin(skus));
    Dataset<Row> sales = salesSince(slot.date()).where(col("sold_on").equalTo(lit(slot.date())));
    new ScopeWriter(lake, scope(List.of(slot.date())) + " AND " + SlotWriter.ofSkus(skus))
        .write(
            Tables.DAILY_PRICE_BARS,
            DailyPriceBars.of(DailyPriceBars.ofQuotes(ofDay), sales, known(lake)));
  }

  /**
   * Tells the sales of past days anew where bars claim more of them than is known: some were taken
   * back.
   *
   * @param since the day of the first slot whose sales may have been
   */
  void mendBars(LocalDate since) {
    LocalDate first = since.minus(SALES_LOOK_BACK);
    Dataset<Row> bars =
        lake.read(Tables.DAILY_PRICE_BARS)
            .where(col("bar_date").between(lit(first), lit(slot.date())))
            .where(col("sku").isin(skus));
    Dataset<Row> stale =
        Held.of(DailyPriceBars.claimingTooMuch(bars, salesSince(first), known(lake)));
    days(stale)
        .forEach(
            day ->
                tellSalesOf(
                    List.of(day), stale.where(col("bar_date").equalTo(lit(day))).select(size())));
  }

  private void tellSalesOf(List<LocalDate> days, Dataset<Row> sizes) {
    Object[] sold = sizes.select("sku").distinct().as(Encoders.STRING()).collectAsList().toArray();
    if (sold.length > 0) {
      lake.alone(Tables.DAILY_PRICE_BARS.path(), () -> tellSalesAlone(days, sizes, sold));
    }
  }

  private boolean tellSalesAlone(List<LocalDate> days, Dataset<Row> sizes, Object[] sold) {
    Lake large = lake.forReading(Tables.SALES, Tables.DAILY_PRICE_BARS);
    Dataset<Row> sales =
        salesSince(large, Collections.min(days))
            .where(col("sold_on").isin(days.toArray()))
            .where(col("sku").isin(sold));
    Dataset<Row> bars =
        large
            .read(Tables.DAILY_PRICE_BARS)
            .where(col("bar_date").isin(days.toArray()))
            .where(col("sku").isin(sold));
    Dataset<Row> other =
        Held.of(DailyPriceBars.withOtherSales(of(sizes, bars), of(sizes, sales), known(large)));
    List<LocalDate> changed = days(other);
    if (!changed.isEmpty()) {
      replaceSales(large, changed, other);
    }
    return !changed.isEmpty();
  }

  // A day has a file of all its bars, which is written anew as a whole: many days of a table that
  // has grown large are worth compiling for.
  private static void replaceSales(Lake large, List<LocalDate> changed, Dataset<Row> other) {
    large.replace(
        Tables.DAILY_PRICE_BARS,
        DailyPriceBars.withSalesOf(
            large.read(Tables.DAILY_PRICE_BARS).where(col("bar_date").isin(changed.toArray())),
            other),
        scope(changed));
  }

  // An answer without news tells too: that there was no sale.
  private Dataset<Row> sizesToldOf() {
    Dataset<Row> asked =
        new SlotWriter(lake, slot.at(), skus)
            .present(Tables.DEPTH_ANSWERS)
            .where(col("endpoint").equalTo(AliasApi.RECENT_SALES));
    Dataset<Row> told = sales().where(col("first_slot_at").equalTo(lit(slot.at())));
    return asked.select(size()).unionByName(told.select(size())).distinct();
  }

  private static Dataset<Row> of(Dataset<Row> sizes, Dataset<Row> rows) {
    return rows.join(broadcast(sizes), SIZE, "left_semi");
  }

  private Dataset<Row> known(Lake from) {
    return from.read(Tables.SALES_COVERAGE).where(col("sku").isin(skus));
  }

  private static List<LocalDate> days(Dataset<Row> bars) {
    return bars.select("bar_date").distinct().as(Encoders.LOCALDATE()).collectAsList();
  }

  private static Column[] size() {
    return Arrays.stream(SIZE).map(functions::col).toArray(Column[]::new);
  }

  private LocalDate lookBack() {
    return slot.date().minus(SALES_LOOK_BACK);
  }

  private Dataset<Row> sales() {
    return salesSince(lookBack());
  }

  // Whole years: these are the folders.
  private Dataset<Row> salesSince(LocalDate day) {
    return salesSince(lake, day);
  }

  private Dataset<Row> salesSince(Lake from, LocalDate day) {
    return from.read(Tables.SALES)
        .where(col("purchased_year").geq(lit(day.getYear())))
        .where(col("sku").isin(skus))
        .withColumn("sold_on", to_date(col("purchased_at")));
  }

  /**
   * Writes the spreads of the slot.
   *
   * @param tape rows of the slot
   * @param rates of the slot, see {@link io.soletape.rates.SlotRates}
   */
  void writeSpreads(Dataset<Row> tape, Dataset<Row> rates, Valuation valuation) {
    VenueCosts costs =
        new VenueCosts(valuation.fees(), known(rates, valuation.base()), slot.date());
    Dataset<Row> ofVenues = lake.spark().createDataFrame(costs.of(venues(tape)), VenueCosts.SCHEMA);
    new SlotWriter(lake, slot.at(), skus)
        .write(Tables.CROSS_MARKET_SPREADS, CrossMarketSpreads.of(tape, ofVenues));
  }

  private static List<Venue> venues(Dataset<Row> tape) {
    return tape.select("platform", "region_code", "programme").distinct().collectAsList().stream()
        .map(
            row ->
                new Venue(
                    Platform.ofCode(row.getAs("platform")),
                    new Region(row.getAs("region_code")),
                    Programme.valueOf(row.<String>getAs("programme").toUpperCase(Locale.ROOT))))
        .toList();
  }

  private static Map<CurrencyCode, BigDecimal> known(Dataset<Row> rates, CurrencyCode base) {
    Map<CurrencyCode, BigDecimal> known =
        rates.collectAsList().stream()
            .collect(
                Collectors.toMap(
                    row -> new CurrencyCode(row.getAs("currency_code")),
                    row -> row.getAs("fx_rate")));
    known.put(base, BigDecimal.ONE);
    return known;
  }

  private static String scope(List<LocalDate> days) {
    return days.stream()
        .map(day -> "DATE '" + day + "'")
        .collect(Collectors.joining(", ", "bar_date IN (", ")"));
  }
}
