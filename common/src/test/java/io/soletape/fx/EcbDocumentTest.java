package io.soletape.fx;

import static io.soletape.fx.EcbDocuments.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.soletape.market.CurrencyCode;
import io.soletape.platform.Parsed;
import io.soletape.platform.PayloadRefusedException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcbDocumentTest {

  @Test
  void aDayHasItsRates() {
    Parsed<ReferenceRate> read =
        EcbDocument.read(EcbDocuments.of(day("2026-03-10", "USD=1.1630", "JPY=178.20")));

    assertThat(read.rows())
        .containsExactly(rate("2026-03-10", "USD", "1.1630"), rate("2026-03-10", "JPY", "178.20"));
    assertThat(read.refusals()).isEmpty();
  }

  @Test
  void theLongDocumentHasManyDays() {
    Parsed<ReferenceRate> read =
        EcbDocument.read(
            EcbDocuments.of(day("2026-03-10", "USD=1.1630"), day("2026-03-09", "USD=1.1601")));

    assertThat(read.rows())
        .containsExactly(rate("2026-03-10", "USD", "1.1630"), rate("2026-03-09", "USD", "1.1601"));
  }

  @ParameterizedTest
  @CsvSource({
    "USD=0, amount_not_positive",
    "USD=0.0000, amount_not_positive",
    "USD=-1.1630, amount_unreadable",
    "'USD=1,1630', amount_unreadable",
    "USD=N/A, amount_unreadable",
    "USD=, amount_unreadable",
    "USD=1e3, amount_unreadable",
    "usd=1.1630, id_missing",
    "=1.1630, id_missing"
  })
  void aRateAtFaultIsRefusedAndTheOthersAreRead(String entry, String reason) {
    Parsed<ReferenceRate> read =
        EcbDocument.read(EcbDocuments.of(day("2026-03-10", entry, "GBP=0.87350")));

    assertThat(read.rows()).containsExactly(rate("2026-03-10", "GBP", "0.87350"));
    assertThat(read.refusals()).extracting("reason").isEqualTo(List.of(reason));
  }

  @Test
  void aCurrencyThatStandsTwiceCountsOnce() {
    Parsed<ReferenceRate> read =
        EcbDocument.read(EcbDocuments.of(day("2026-03-10", "USD=1.1630", "USD=1.2000")));

    assertThat(read.rows()).containsExactly(rate("2026-03-10", "USD", "1.1630"));
    assertThat(read.refusals()).extracting("detail").asString().contains("USD of 2026-03-10");
  }

  @Test
  void theEuroHasNoRate() {
    Parsed<ReferenceRate> read =
        EcbDocument.read(EcbDocuments.of(day("2026-03-10", "EUR=1.1630", "USD=1.2000")));

    assertThat(read.rows()).containsExactly(rate("2026-03-10", "USD", "1.2000"));
    assertThat(read.refusals()).extracting("reason").isEqualTo(List.of("row_structure"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2026-02-30"})
  void ratesOfNoDayAreRefused(String time) {
    assertThat(EcbDocument.read(EcbDocuments.of(day(time, "USD=1.1630"))).refusals())
        .extracting("reason")
        .isEqualTo(List.of("row_structure"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "rates",
        "<html><body>maintenance<br></body></html>",
        "<Envelope><Cube time='2026-03-10'><Cube currency='USD' rate='1.16'/>"
      })
  void whatIsNoWholeXmlIsUnreadable(String text) {
    assertThatExceptionOfType(PayloadRefusedException.class)
        .isThrownBy(() -> EcbDocument.read(text))
        .satisfies(e -> assertThat(e.refusal().reason()).isEqualTo("payload_unreadable"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<Envelope/>", "<a><Cube time='2026-03-10'/></a>"})
  void aDocumentWithoutRatesIsOfAnotherStructure(String text) {
    assertThatExceptionOfType(PayloadRefusedException.class)
        .isThrownBy(() -> EcbDocument.read(text))
        .satisfies(e -> assertThat(e.refusal().reason()).isEqualTo("payload_structure"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
            + "<a><Cube time='2026-03-10'><Cube currency='USD' rate='&x;'/></Cube></a>",
        "<!DOCTYPE a [<!ENTITY x 'ha'><!ENTITY y '&x;&x;'>]><a>&y;</a>",
        "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a/>"
      })
  void entitiesAreNeverFollowed(String text) {
    assertThatExceptionOfType(PayloadRefusedException.class)
        .isThrownBy(() -> EcbDocument.read(text))
        .satisfies(e -> assertThat(e.refusal().detail()).contains("DTD"));
  }

  private static ReferenceRate rate(String day, String currency, String units) {
    return new ReferenceRate(
        LocalDate.parse(day), new CurrencyCode(currency), new BigDecimal(units));
  }
}
