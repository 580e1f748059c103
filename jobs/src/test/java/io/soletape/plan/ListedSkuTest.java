package io.soletape.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.market.Sku;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListedSkuTest {

  @ParameterizedTest
  @CsvSource({
    "hot, true",
    "warm, false",
    "cold, false",
    "frozen, false",
    ", false",
  })
  void onlyWhatTheListCallsHotIsHot(String tier, boolean isHot) {
    assertThat(listed(tier).isHot()).isEqualTo(isHot);
  }

  @ParameterizedTest
  @CsvSource({
    "hot, HOT, true",
    "hot, WARM, false",
    "hot, ALL, true",
    "frozen, HOT, false",
    "frozen, ALL, false",
    ", HOT, true",
    ", COLD, true",
    ", ALL, true"
  })
  void aSkuRunsInItsTierAndInAllAndWithoutTierInAny(String own, Tier asked, boolean runs) {
    assertThat(listed(own).runsIn(asked)).isEqualTo(runs);
  }

  private static ListedSku listed(String tier) {
    return new ListedSku(new Sku("DD1391-100"), Optional.ofNullable(tier));
  }
}
