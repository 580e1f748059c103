package io.soletape.silver;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;

import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** By what an amount is off that is told in another currency than it says. */
final class CurrencyFactors {

  private static final String EURO = "EUR";

  // In what the platforms keep their prices.
  private static final List<String> CURRENCIES = List.of("USD", EURO, "GBP");

  private CurrencyFactors() {}

  /**
   * The factors that were known in a slot; none without a rate.
   *
   * @param rates rows of silver/fx_rates
   * @return {@code currency_code} and {@code currency_factor}: units of another currency for one
   */
  static Dataset<Row> of(Dataset<Row> rates, Instant slotAt) {
    Dataset<Row> newest =
        rates
            .where(col("currency_code").isin(CURRENCIES.toArray()))
            .where(col("slot_at").leq(lit(slotAt)))
            .where(col("rate_date").leq(to_date(lit(slotAt))))
            .groupBy()
            .agg(newest("USD"), newest("GBP"), lit(1.0).as(EURO));
    return newest
        .select(explode(array(pairs())).as("pair"))
        .select("pair.currency_code", "pair.currency_factor")
        .where(col("currency_factor").isNotNull());
  }

  private static Column newest(String currency) {
    return max_by(
            functions.when(
                col("currency_code").equalTo(currency),
                col("units_per_euro").cast(DataTypes.DoubleType)),
            functions.when(col("currency_code").equalTo(currency), struct("rate_date", "slot_at")))
        .as(currency);
  }

  private static Column[] pairs() {
    return CURRENCIES.stream()
        .flatMap(
            own ->
                CURRENCIES.stream()
                    .filter(other -> !other.equals(own))
                    .map(
                        other ->
                            struct(
                                lit(own).as("currency_code"),
                                col(other).divide(col(own)).as("currency_factor"))))
        .toArray(Column[]::new);
  }
}
