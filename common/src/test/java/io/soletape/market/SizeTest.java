package io.soletape.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTest {

  @ParameterizedTest
  @CsvSource({
    "9.5, 9.5, MEN",
    "10, 10, MEN",
    "10.0, 10, MEN",
    "10W, 10W, WOMEN",
    "8.50w, 8.5W, WOMEN",
    "5Y, 5Y, YOUTH",
    "10.5C, 10.5C, CHILD",
    "' 7 ', 7, MEN",
    "0, 0, MEN",
    "17, 17, MEN",
    "18, 18, MEN",
    "40, 40, MEN"
  })
  void sizeTextsBecomeKeysWithoutTrailingZeros(String text, String key, SizeClass sizeClass) {
    Size size = Size.parse(text).orElseThrow();

    assertThat(size.key()).isEqualTo(key);
    assertThat(size.sizeClass()).isEqualTo(sizeClass);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PSA 10", "XL", "", "10 W", "US 10", "10WW", "-1", "9,5", "123", "9."})
  void whatIsNoShoeSizeIsNone(String text) {
    assertThat(Size.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10, men, 10",
    "10, unisex, 10",
    "17, men, 17",
    "18, men, 18",
    "0, men, 0",
    "40, men, 40",
    "10, women, 10W",
    "10, Women, 10W",
    "7, youth, 7Y",
    "7.5, youth, 7.5Y",
    "8, youth, 8C",
    "10.5, youth, 10.5C",
    "10.0, infant, 10C"
  })
  void bareNumbersGetTheirClassFromTheGender(String number, String gender, String key) {
    assertThat(Size.ofGender(new BigDecimal(number), gender).map(Size::key)).contains(key);
  }

  @Test
  void anUnknownGenderTellsNoClass() {
    assertThat(Size.ofGender(BigDecimal.TEN, "everyone")).isEmpty();
  }

  @Test
  void menWomenYouthAndChildrenNeverMeet() {
    Stream<String> tens = Stream.of("10", "10W", "10Y", "10C");

    assertThat(tens.map(Size::parse).distinct()).hasSize(4);
  }

  @Test
  void negativeSizesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Size(new BigDecimal("-0.5"), SizeClass.MEN))
        .withMessageContaining("-0.5");
  }
}
