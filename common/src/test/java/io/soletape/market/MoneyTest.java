package io.soletape.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

  @ParameterizedTest
  @CsvSource({"121, 121.00", "121.5, 121.50", "121.50, 121.50", "11416, 11416.00", "0.01, 0.01"})
  void majorUnitsAreNeverDividedAndHaveTwoDecimals(String told, String amount) {
    assertThat(Money.ofMajorUnits(told, CurrencyCode.USD).amount()).isEqualTo(amount);
  }

  @ParameterizedTest
  @CsvSource({"12100, 121.00", "1, 0.01", "200000, 2000.00", "012, 0.12"})
  void centsAreHundredths(String told, String amount) {
    assertThat(Money.ofCents(told, CurrencyCode.USD))
        .contains(new Money(new BigDecimal(amount), CurrencyCode.USD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "00"})
  void zeroCentsAreNoAmount(String told) {
    assertThat(Money.ofCents(told, CurrencyCode.USD)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1,200", "1 200", "-5", "+5", "1e3", "12.", ".5", "1.234", "٣"})
  void majorUnitsOfAnotherFormAreRefused(String told) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Money.ofMajorUnits(told, CurrencyCode.USD))
        .withMessageContaining("'" + told + "'")
        .withMessageContaining("such as 121");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "121.00", "-12100", "1e4", "12,100"})
  void centsOfAnotherFormAreRefused(String told) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Money.ofCents(told, CurrencyCode.USD))
        .withMessageContaining("whole cents");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.00", "-1", "0.001", "0.005", "99999999.996", "100000000"})
  void whatIsNoPriceOnceRoundedIsRefused(String amount) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Money(new BigDecimal(amount), CurrencyCode.USD))
        .withMessageContaining("is not a price");
  }

  @ParameterizedTest
  @CsvSource({"1.005, 1.00", "1.015, 1.02", "0.006, 0.01", "99999999.99, 99999999.99"})
  void halvesGoToTheEvenCent(String amount, String rounded) {
    assertThat(new Money(new BigDecimal(amount), CurrencyCode.USD).amount()).isEqualTo(rounded);
  }

  @Test
  void equalAmountsOfDifferentScaleAreEqual() {
    assertThat(new Money(new BigDecimal("121"), CurrencyCode.USD))
        .isEqualTo(Money.ofMajorUnits("121.00", CurrencyCode.USD));
  }
}
