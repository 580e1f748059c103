package io.soletape.bench;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.hash;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.md5;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.year;

import io.soletape.gold.DailyPriceBars;
import io.soletape.lake.Lake;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Days of slots of all tiers made of one real slot of each: its rows, with moments moved, ids of
 * their own and amounts that differ from hour to hour. Files lie as they do after maintenance: one
 * for each day. Of bronze the bodies are left out, which no later slot reads.
 */
final class SyntheticHistory {

  private static final List<Table> BY_SLOT =
      List.of(
          Tables.PLATFORM_RESPONSES,
          Tables.QUOTES,
          Tables.DEPTH_ANSWERS,
          Tables.OFFER_BINS,
          Tables.QUARANTINE,
          Tables.PAYLOAD_NEWS,
          Tables.MASTER_MARKET_DATA,
          Tables.CROSS_MARKET_SPREADS,
          Tables.COVERAGE);

  private static final List<Table> BY_RUN = List.of(Tables.RUNS, Tables.QUALITY_RESULTS);
  private static final Set<String> MOVED_AMOUNTS = Set.of("lowest_ask", "highest_bid");
  // Says since when something holds, and may be the beginning of time.
  private static final Set<String> KEPT_MOMENTS = Set.of("sales_complete_since");
  private static final int HOURS = 24;
  private static final int DAYS_A_COMMIT = 30;
  private static final int AMOUNTS = 7;
  private static final int TOLD_DAYS = 30;

  private final Lake template;
  private final Lake target;
  private final Dataset<Row> cadences;
  private final DepthTurns turns;
  private final Instant slotAt;

  /**
   * A history that is to be written.
   *
   * @param template a lake with one slot of each tier, all at one midnight, that have asked every
   *     size's sales and offers
   * @param target a copy of it
   * @param cadences {@code sku}, {@code tier_of_run} and {@code hours} between two slots
   * @param slotAt the midnight
   */
  SyntheticHistory(Lake template, Lake target, Dataset<Row> cadences, Instant slotAt) {
    this.template = template;
    this.target = target;
    this.cadences = cadences;
    this.turns = new DepthTurns(template, cadences, slotAt);
    this.slotAt = slotAt;
  }

  /** Writes so many days: the last one is that of the template, whose other slots are added. */
  void write(int days) {
    turns.leaveTold(target, days);
    target.replace(Tables.DAILY_PRICE_BARS, barsOfTheSlot(), "true");
    for (int first = days - 1; first >= 0; first -= DAYS_A_COMMIT) {
      int last = Math.max(0, first - DAYS_A_COMMIT + 1);
      Dataset<Row> hours = hours(first, last);
      BY_SLOT.stream().filter(template::has).forEach(table -> writeSlots(table, hours));
      writeSales(first, last);
      writeBars(first, last);
    }
    BY_RUN.forEach(table -> writeRuns(table, hours(days - 1, 0)));
  }

  // One task a day, in the order of its hours: so each day becomes one file.
  private Dataset<Row> hours(int firstDayBack, int lastDayBack) {
    int days = firstDayBack - lastDayBack + 1;
    long from = -(long) firstDayBack * HOURS;
    return target.spark().range(from, from + (long) days * HOURS, 1, days).toDF("hour");
  }

  private void writeSlots(Table table, Dataset<Row> hours) {
    Dataset<Row> rows =
        broadcast(turns.addedTo(template.read(table)).join(broadcast(cadences), "sku").coalesce(1));
    Column isDue = expr("pmod(hour, hours) = 0 AND hour != 0").and(DepthTurns.isOf(col("hour")));
    append(table, moved(table, hours.join(rows, isDue)));
  }

  private void writeRuns(Table table, Dataset<Row> hours) {
    Dataset<Row> tiers = cadences.select(col("tier_of_run"), col("hours")).distinct();
    Dataset<Row> rows =
        broadcast(
            template
                .read(table)
                .join(broadcast(tiers), expr("startswith(run_id, tier_of_run)"))
                .coalesce(1));
    append(
        table,
        moved(table, hours.coalesce(1).join(rows, expr("pmod(hour, hours) = 0 AND hour != 0"))));
  }

  private void writeBars(int firstDayBack, int lastDayBack) {
    int newest = Math.max(1, lastDayBack);
    Dataset<Row> days = target.spark().range(newest, firstDayBack + 1L, 1, 1).toDF("day");
    Dataset<Row> quotes =
        days.crossJoin(broadcast(barsOfTheSlot().coalesce(1)))
            .withColumn("bar_date", date_add(lit(day()), expr("cast(-day AS int)")))
            .drop("day");
    Dataset<Row> sales =
        target
            .read(Tables.SALES)
            .where(
                to_date(col("purchased_at"))
                    .between(lit(day().minusDays(firstDayBack)), lit(day().minusDays(newest))));
    append(
        Tables.DAILY_PRICE_BARS,
        DailyPriceBars.of(quotes, sales, target.read(Tables.SALES_COVERAGE))
            .repartition(col("bar_date")));
  }

  private Dataset<Row> barsOfTheSlot() {
    return template.read(Tables.DAILY_PRICE_BARS).where(col("bar_date").equalTo(lit(day())));
  }

  private LocalDate day() {
    return LocalDate.ofInstant(slotAt, ZoneOffset.UTC);
  }

  // The template's answers reach back so far themselves.
  private void writeSales(int firstDayBack, int lastDayBack) {
    Dataset<Row> days =
        target.spark().range(Math.max(TOLD_DAYS, lastDayBack), firstDayBack + 1L, 1, 1).toDF("day");
    Dataset<Row> sales =
        broadcast(
            template
                .read(Tables.SALES)
                .where(col("purchased_at").gt(lit(slotAt.minus(Duration.ofDays(1)))))
                .coalesce(1));
    Dataset<Row> earlier = days.crossJoin(sales);
    for (String name : List.of("purchased_at", "first_seen_at", "first_slot_at")) {
      earlier = earlier.withColumn(name, expr(name + " - make_dt_interval(cast(day AS int))"));
    }
    append(
        Tables.SALES,
        earlier.withColumn("purchased_year", year(to_date(col("purchased_at")))).drop("day"));
  }

  private static Dataset<Row> moved(Table table, Dataset<Row> rows) {
    Column[] columns =
        List.of(table.schema().fields()).stream()
            .map(field -> moved(table, field).as(field.name()))
            .toArray(Column[]::new);
    return rows.select(columns);
  }

  private static Column moved(Table table, StructField field) {
    String name = field.name();
    if (name.equals("slot_date")) {
      return expr("cast(slot_at + make_dt_interval(0, cast(hour AS int)) AS date)");
    }
    if (name.equals("request_id")) {
      return md5(concat_ws("-", col(name), col("hour")));
    }
    if (name.equals("run_id")) {
      return expr(
          "concat(split_part(run_id, '-', 1), '-', date_format(slot_at + make_dt_interval(0,"
              + " cast(hour AS int)), \"yyyyMMdd'T'HHmm'Z'\"))");
    }
    if (name.equals("body")) {
      return lit(null).cast(DataTypes.StringType);
    }
    if (MOVED_AMOUNTS.contains(name)) {
      return col(name).plus(pmod(hash(col("hour"), col("sku"), col("size_key")), lit(AMOUNTS)));
    }
    return field.dataType().equals(DataTypes.TimestampType) && !KEPT_MOMENTS.contains(name)
        ? expr(name + " + make_dt_interval(0, cast(hour AS int))")
        : col(name);
  }

  private void append(Table table, Dataset<Row> rows) {
    target.append(table, rows);
  }
}
