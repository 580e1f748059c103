package io.soletape.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SkuTest {

  @ParameterizedTest
  @CsvSource({
    "DD1391-100, DD1391-100",
    "dd1391 100, DD1391-100",
    "' DD1391 - 100 ', DD1391-100",
    "DD1391--100, DD1391-100",
    "u9060bpm, U9060BPM",
    "1203A537-110, 1203A537-110",
    "fq0213-001 / fq0214-001, FQ0213-001/FQ0214-001",
    "315122 111/CW2288 111, 315122-111/CW2288-111"
  })
  void spellingsOfOneStyleBecomeOneCode(String text, String code) {
    assertThat(Sku.parse(text).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "DD13",
        "NIKE-DUNK",
        "DD1391-100-1",
        "DD1391-100/",
        "A/B/C123",
        "DD1391_100"
      })
  void whatIsNoStyleCodeIsRefusedByName(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sku.parse(text))
        .withMessageContaining("is not a style code");
  }

  @ParameterizedTest
  @CsvSource({
    "DD1391-100, DD1391 100, true",
    "DD1391-100, dd1391-100, true",
    "DD1391-100, DD1391100, true",
    "DD1391-100, DD1391-101, false",
    "144032-SAN, 1144032-SAN, false",
    "DD1391-100, DD1391-100/CW2288-111, false",
    "FQ0213-001/FQ0214-001, fq0213 001/fq0214 001, true",
    "FQ0213-001/FQ0214-001, FQ0213-001, false",
    "DD1391-100, '', false"
  })
  void onlyTheSameStyleIsTheSame(String sku, String told, boolean isSame) {
    assertThat(Sku.parse(sku).isSameStyleAs(told)).isEqualTo(isSame);
  }

  @ParameterizedTest
  @CsvSource({
    "FQ0213-001, FQ0213-001/FQ0214-001, true",
    "FQ0214-001, fq0213 001/fq0214 001, true",
    "FQ0213-001/FQ0214-001, FQ0214 001, true",
    "FQ0213-002, FQ0213-001/FQ0214-001, false",
    "FQ0213-001/FQ0214-001, FQ0213-001/FQ0214-001, false",
    "FQ0213-001, FQ0213-001, false"
  })
  void halfOfADualStyleIsNearButNotTheSame(String sku, String told, boolean isHalf) {
    assertThat(Sku.parse(sku).isHalfOf(told)).isEqualTo(isHalf);
  }

  @ParameterizedTest
  @CsvSource({
    "315122-111/CW2288-111, 315122-111",
    "DD1391-100, DD1391-100",
  })
  void searchesAreAskedForTheFirstCode(String sku, String first) {
    assertThat(Sku.parse(sku).firstCode()).isEqualTo(first);
  }

  @Test
  void codesAreOrderedAsText() {
    assertThat(Sku.parse("DD1391-100")).isLessThan(Sku.parse("DD1391-101"));
  }
}
