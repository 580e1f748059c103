package io.soletape.gold;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.lake.Types;
import io.soletape.testing.TestRows;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class BaseCurrencyTest {

  private static final String SLOT = "2026-03-10T10:00:00Z";

  @Test
  void amountsAreConvertedAndRoundedHalfEven() {
    Dataset<Row> tape =
        BaseCurrency.added(
            tape("currency_code", "lowest_ask", "highest_bid", "last_sale_price")
                .row("GBP", "100.00", null, "0.01")
                .row("EUR", "0.50", "1.50", "2.00")
                .dataset(),
            rates().row("GBP", "1.33142530").row("EUR", "1.01000000").dataset(),
            "USD");

    assertThat(
            told(
                tape,
                "currency_code",
                "base_currency_code",
                "fx_rate",
                "fx_as_of",
                "lowest_ask_base",
                "highest_bid_base",
                "last_sale_price_base"))
        .containsExactlyInAnyOrder(
            "GBP | USD | 1.33142530 | 2026-03-09 | 133.14 | null | 0.01",
            "EUR | USD | 1.01000000 | 2026-03-09 | 0.50 | 1.52 | 2.02"); // 0.505 and 1.515
  }

  @Test
  void withoutARateThereIsNoBaseValueExceptInTheBaseCurrencyItself() {
    Dataset<Row> tape =
        BaseCurrency.added(
            tape("currency_code").with("lowest_ask", "100.00").row("GBP").row("USD").dataset(),
            rates().dataset(),
            "USD");

    assertThat(
            told(
                tape,
                "currency_code",
                "base_currency_code",
                "fx_rate",
                "fx_as_of",
                "lowest_ask_base"))
        .containsExactlyInAnyOrder(
            "GBP | null | null | null | null", "USD | USD | 1.00000000 | null | 100.00");
  }

  @Test
  void anAmountTooWideInTheBaseCurrencyIsNotTold() {
    Dataset<Row> tape =
        BaseCurrency.added(
            tape("currency_code", "lowest_ask").row("USD", "9999999999.99").dataset(),
            rates().row("USD", "17000.00000000").dataset(),
            "IDR");

    assertThat(told(tape, "fx_rate", "lowest_ask_base")).containsExactly("17000.00000000 | null");
  }

  private static TestRows tape(String... names) {
    return TestRows.of(Tables.MASTER_MARKET_DATA, names).with("slot_at", SLOT);
  }

  private static TestRows rates() {
    return TestRows.of(
            new StructType()
                .add("slot_at", DataTypes.TimestampType)
                .add("currency_code", DataTypes.StringType)
                .add("base_currency_code", DataTypes.StringType)
                .add("fx_rate", Types.FX_RATE)
                .add("fx_as_of", DataTypes.DateType),
            "currency_code",
            "fx_rate")
        .with("slot_at", SLOT)
        .with("base_currency_code", "USD")
        .with("fx_as_of", "2026-03-09");
  }
}
