package io.soletape.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Currencies, regions, platforms and programmes by their codes. */
class CodesTest {

  @Test
  void currenciesAreReadInAnyCase() {
    assertThat(CurrencyCode.parse(" usd ")).isEqualTo(CurrencyCode.USD).hasToString("USD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "US", "DOLLAR", "U$D", "12A"})
  void whatIsNoCurrencyIsRefusedByName(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CurrencyCode.parse(text))
        .withMessageContaining("'" + text + "'")
        .withMessageContaining("three letters");
  }

  @Test
  void globalIsNoRegionOfItsOwn() {
    assertThat(Region.GLOBAL.isGlobal()).isTrue();
    assertThat(new Region("global")).isEqualTo(Region.GLOBAL).hasToString("global");
    assertThat(new Region("US").isGlobal()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "us", "USA", "GLOBAL", "Global"})
  void whatIsNoRegionIsRefusedByName(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Region(text))
        .withMessageContaining("'" + text + "' is not a region");
  }

  @ParameterizedTest
  @EnumSource
  void platformsAreFoundByTheirCode(Platform platform) {
    assertThat(Platform.ofCode(platform.code())).isEqualTo(platform);
  }

  @Test
  void anUnknownPlatformIsRefusedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Platform.ofCode("ebay"))
        .withMessage("Unknown platform 'ebay': use stockx or alias");
  }

  @Test
  void codesInTablesAreLowerCase() {
    assertThat(Programme.CONSIGNED.code()).isEqualTo("consigned");
    assertThat(SizeClass.CHILD.code()).isEqualTo("child");
  }
}
