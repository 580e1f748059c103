package io.soletape.rates;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.fx.ReferenceRate;
import io.soletape.market.CurrencyCode;
import io.soletape.platform.Parsed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatesReaderTest {

  private static final LocalDate TUESDAY = LocalDate.parse("2026-03-10");
  private static final CurrencyCode GBP = new CurrencyCode("GBP");

  @ParameterizedTest
  @CsvSource({
    "2026-03-10, ",
    "2026-03-05, ", // the Thursday before Easter is five days old on the Tuesday after it
    "2026-03-04, fx_day_old",
    "2026-03-11, fx_day_ahead"
  })
  void theDayMustBeNews(String day, String reason) {
    Parsed<ReferenceRate> read = reader(Map.of()).read(document(day, "0.87350"));

    assertThat(read.rows()).hasSize(reason == null ? 1 : 0);
    assertThat(read.refusals())
        .extracting("reason")
        .isEqualTo(reason == null ? List.of() : List.of(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "1.00000, true",
    "0.80000, true",
    "1.25000, true",
    "1.25001, false",
    "0.79999, false",
    "100.000, false"
  })
  void aRateFarFromTheOneBeforeIsNotBelieved(String rate, boolean isBelieved) {
    ReferenceRate before = new ReferenceRate(TUESDAY.minusDays(1), GBP, new BigDecimal("1.00000"));

    Parsed<ReferenceRate> read = reader(Map.of(GBP, before)).read(document("2026-03-10", rate));

    assertThat(read.rows()).hasSize(isBelieved ? 1 : 0);
    assertThat(read.refusals())
        .extracting("reason")
        .isEqualTo(isBelieved ? List.of() : List.of("fx_rate_jump"));
  }

  @Test
  void aTornDocumentIsOneRefusal() {
    assertThat(reader(Map.of()).read("<Cube>").refusals())
        .extracting("reason")
        .isEqualTo(List.of("payload_unreadable"));
  }

  private static RatesReader reader(Map<CurrencyCode, ReferenceRate> before) {
    return new RatesReader(TUESDAY, TUESDAY, before);
  }

  private static String document(String day, String rate) {
    return "<a><Cube time='%s'><Cube currency='GBP' rate='%s'/></Cube></a>".formatted(day, rate);
  }
}
