package io.soletape.rates;

import static org.apache.spark.sql.functions.bround;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.lake.Types;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What one unit of each currency is worth in a base currency, slot by slot: {@code slot_at,
 * currency_code, base_currency_code, fx_rate, fx_as_of}.
 *
 * <p>Of the rates of the slot's day and the five days before, those count that a slot up to this
 * one was told; the newest day wins, and of that the newest answer. Rates that only a later slot
 * was told fill the place where there are none: so a replay finds what the run found, and a
 * backfilled rate reaches old rows. Both legs of a cross rate are of the same answer and day.
 */
public final class SlotRates {

  private static final StructType SLOTS = new StructType().add("of_slot", DataTypes.TimestampType);
  private static final int DECIMALS = 8;

  private SlotRates() {}

  /** The rates of some slots, from the lake. */
  public static Dataset<Row> read(Lake lake, Collection<Instant> slots, String base) {
    Dataset<Row> rates = lake.read(Tables.FX_RATES);
    Dataset<Row> near =
        slots.stream()
            .map(SlotRates::isNear)
            .reduce(Column::or)
            .map(rates::where)
            .orElse(rates.limit(0));
    return of(slots(lake.spark(), slots), near, base);
  }

  /**
   * The rates of some slots.
   *
   * @param slots one row a slot, in the column {@code of_slot}
   * @param rates rows of silver/fx_rates
   */
  static Dataset<Row> of(Dataset<Row> slots, Dataset<Row> rates, String base) {
    Column slotDay = to_date(col("of_slot"));
    Dataset<Row> candidates =
        slots.join(
            crossRates(rates, base),
            col("rate_date").between(date_sub(slotDay, RatesReader.OLDEST_DAYS), slotDay));
    Column isKnown = col("told_in").leq(col("of_slot"));
    Column order = unix_micros(col("told_in"));
    return candidates
        .withColumn(
            "place",
            row_number()
                .over(
                    Window.partitionBy("of_slot", "currency_code")
                        .orderBy(
                            isKnown.desc(),
                            desc("rate_date"),
                            when(isKnown, order.multiply(-1)).otherwise(order).asc(),
                            desc("request_id"))))
        .where(col("place").equalTo(1))
        .select(
            col("of_slot").as("slot_at"),
            col("currency_code"),
            lit(base).as("base_currency_code"),
            col("fx_rate"),
            col("rate_date").as("fx_as_of"));
  }

  /** One row a slot, as {@link #of} wants them. */
  static Dataset<Row> slots(SparkSession spark, Collection<Instant> slots) {
    List<Row> rows = slots.stream().distinct().map(RowFactory::create).toList();
    return spark.createDataFrame(rows, SLOTS);
  }

  private static Column isNear(Instant slot) {
    LocalDate day = slot.atZone(ZoneOffset.UTC).toLocalDate();
    return col("rate_date").between(lit(day.minusDays(RatesReader.OLDEST_DAYS)), lit(day));
  }

  private static Dataset<Row> crossRates(Dataset<Row> rates, String base) {
    Dataset<Row> legs = legs(rates);
    Dataset<Row> bases =
        legs.where(col("currency_code").equalTo(base))
            .select(col("request_id"), col("rate_date"), col("units_per_euro").as("base_units"));
    return legs.join(bases, new String[] {"request_id", "rate_date"}, "inner")
        .withColumn(
            "fx_rate",
            bround(col("base_units").divide(col("units_per_euro")), DECIMALS).cast(Types.FX_RATE))
        .select("request_id", "rate_date", "told_in", "currency_code", "fx_rate");
  }

  private static Dataset<Row> legs(Dataset<Row> rates) {
    Dataset<Row> told =
        rates.select(
            col("request_id"),
            col("rate_date"),
            col("slot_at").as("told_in"),
            col("currency_code"),
            col("units_per_euro"));
    Dataset<Row> euros =
        told.select("request_id", "rate_date", "told_in")
            .distinct()
            .withColumn("currency_code", lit("EUR"))
            .withColumn("units_per_euro", lit(BigDecimal.ONE).cast(Types.FX_RATE));
    return told.unionByName(euros);
  }
}
