package io.soletape.rates;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.TestRows;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class SlotRatesTest {

  private static final String TUESDAY_TEN = "2026-03-10T10:00:00Z";

  @Test
  void ratesCrossThroughTheEuroRoundedHalfEven() {
    assertThat(
            told(
                rates(
                    "USD",
                    rate("2026-03-09", TUESDAY_TEN, "USD", "1.1630"),
                    rate("2026-03-09", TUESDAY_TEN, "GBP", "0.87350"),
                    rate("2026-03-09", TUESDAY_TEN, "JPY", "178.20")),
                "currency_code",
                "base_currency_code",
                "fx_rate",
                "fx_as_of"))
        .containsExactlyInAnyOrder(
            "USD | USD | 1.00000000 | 2026-03-09",
            "EUR | USD | 1.16300000 | 2026-03-09",
            "GBP | USD | 1.33142530 | 2026-03-09", // 1.331425300515…
            "JPY | USD | 0.00652637 | 2026-03-09"); // 0.006526374859…
  }

  @Test
  void aRateHalfWayGoesToTheEvenDigit() {
    assertThat(
            told(
                rates(
                    "GBP",
                    rate("2026-03-09", TUESDAY_TEN, "GBP", "0.00000100"),
                    rate("2026-03-09", TUESDAY_TEN, "AAA", "8"),
                    rate("2026-03-09", TUESDAY_TEN, "BBB", "200"),
                    rate("2026-03-09", TUESDAY_TEN, "CCC", "66.66666667")),
                "currency_code",
                "fx_rate"))
        .contains("AAA | 1.2E-7", "BBB | 0E-8", "CCC | 1E-8");
  }

  @Test
  void theBaseMayBeTheEuro() {
    assertThat(
            told(
                rates("EUR", rate("2026-03-09", TUESDAY_TEN, "USD", "1.25")),
                "currency_code",
                "fx_rate"))
        .containsExactlyInAnyOrder("USD | 0.80000000", "EUR | 1.00000000");
  }

  @Test
  void theNewestDayUpToTheSlotsCounts() {
    assertThat(
            asOf(
                rate("2026-03-06", TUESDAY_TEN, "USD", "1.1"),
                rate("2026-03-09", TUESDAY_TEN, "USD", "1.2"),
                rate("2026-03-11", TUESDAY_TEN, "USD", "1.3")))
        .containsExactly("2026-03-09");
  }

  @Test
  void aRateMayBeFiveDaysOld() {
    assertThat(asOf(rate("2026-03-05", TUESDAY_TEN, "USD", "1.1"))).containsExactly("2026-03-05");
    assertThat(asOf(rate("2026-03-04", TUESDAY_TEN, "USD", "1.1"))).isEmpty();
  }

  @Test
  void whatTheSlotKnewIsNotReplacedByWhatCameLater() {
    assertThat(
            asOf(
                rate("2026-03-09", "2026-03-10T09:00:00Z", "USD", "1.1"),
                rate("2026-03-10", "2026-03-10T16:00:00Z", "USD", "1.2")))
        .containsExactly("2026-03-09");
  }

  @Test
  void whatCameLaterFillsAGap() {
    assertThat(
            asOf(
                rate("2026-03-09", "2026-03-10T16:00:00Z", "USD", "1.1"),
                rate("2026-03-06", "2026-03-10T17:00:00Z", "USD", "1.2")))
        .containsExactly("2026-03-09");
  }

  @Test
  void aCorrectionCountsFromTheSlotThatWasToldIt() {
    Dataset<Row> rates =
        all(
            rate("2026-03-09", "2026-03-10T09:00:00Z", "USD", "1.1"),
            rate("2026-03-09", "2026-03-10T11:00:00Z", "USD", "1.2"));

    assertThat(
            told(
                SlotRates.of(slots(TUESDAY_TEN, "2026-03-10T11:00:00Z"), rates, "USD")
                    .where("currency_code = 'EUR'"),
                "slot_at",
                "fx_rate"))
        .containsExactlyInAnyOrder(
            "2026-03-10T10:00:00Z | 1.10000000", "2026-03-10T11:00:00Z | 1.20000000");
  }

  @Test
  void aCurrencyMissingOnTheNewestDayKeepsItsLastOne() {
    assertThat(
            told(
                rates(
                    "USD",
                    rate("2026-03-06", TUESDAY_TEN, "USD", "1.0"),
                    rate("2026-03-06", TUESDAY_TEN, "GBP", "0.8"),
                    rate("2026-03-09", TUESDAY_TEN, "USD", "1.2")),
                "currency_code",
                "fx_rate",
                "fx_as_of"))
        .containsExactlyInAnyOrder(
            "USD | 1.00000000 | 2026-03-09",
            "EUR | 1.20000000 | 2026-03-09",
            "GBP | 1.25000000 | 2026-03-06");
  }

  private static List<String> asOf(TestRows... rates) {
    return told(
        SlotRates.of(slots(TUESDAY_TEN), all(rates), "USD").where("currency_code = 'EUR'"),
        "fx_as_of");
  }

  private static Dataset<Row> rates(String base, TestRows... rates) {
    return SlotRates.of(slots(TUESDAY_TEN), all(rates), base);
  }

  private static Dataset<Row> slots(String... slots) {
    return SlotRates.slots(LocalSpark.session(), Stream.of(slots).map(Instant::parse).toList());
  }

  private static Dataset<Row> all(TestRows... rates) {
    return Stream.of(rates).map(TestRows::dataset).reduce(Dataset::unionByName).orElseThrow();
  }

  private static TestRows rate(String day, String slotAt, String currency, String units) {
    return TestRows.of(Tables.FX_RATES, "rate_date", "slot_at", "currency_code", "units_per_euro")
        .with("request_id", "of " + slotAt)
        .row(day, slotAt, currency, units);
  }
}
