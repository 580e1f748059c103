package io.soletape.gold;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.bround;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.soletape.lake.Types;
import io.soletape.market.Money;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Amounts of the tape in the base currency. */
final class BaseCurrency {

  private static final List<String> AMOUNTS =
      List.of("lowest_ask", "highest_bid", "last_sale_price");
  private static final String[] RATE = {"slot_at", "currency_code"};
  private static final String[] RATE_COLUMNS = {"base_currency_code", "fx_rate", "fx_as_of"};

  private BaseCurrency() {}

  /**
   * The tape with its base columns filled where a rate is known. The base currency itself is worth
   * one of itself whether or not any rate is known.
   *
   * @param tape rows of gold/master_market_data
   * @param rates rates per slot and currency, see {@link io.soletape.rates.SlotRates}
   */
  static Dataset<Row> added(Dataset<Row> tape, Dataset<Row> rates, String base) {
    Column isBase = col("currency_code").equalTo(base);
    Column one = when(isBase, lit(BigDecimal.ONE).cast(Types.FX_RATE));
    Dataset<Row> rated =
        tape.drop(RATE_COLUMNS)
            .join(broadcast(rates), RATE, "left_outer")
            .withColumn("fx_rate", coalesce(col("fx_rate"), one))
            .withColumn(
                "base_currency_code", coalesce(col("base_currency_code"), when(isBase, base)));
    for (String amount : AMOUNTS) {
      rated = rated.withColumn(amount + "_base", inBase(col(amount)));
    }
    return rated;
  }

  // Exact until it is rounded; null where an odd amount is too wide, which must not stop the tape.
  private static Column inBase(Column amount) {
    return bround(amount.multiply(col("fx_rate")), Money.SCALE).try_cast(Types.MONEY);
  }
}
