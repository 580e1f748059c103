package io.soletape.gold;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.fees.Fee;
import io.soletape.fees.FeeSchedule;
import io.soletape.fees.Side;
import io.soletape.fees.Venue;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Platform;
import io.soletape.market.Programme;
import io.soletape.market.Region;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VenueCostsTest {

  private static final LocalDate DAY = LocalDate.parse("2026-03-10");
  private static final Venue VENUE =
      new Venue(Platform.STOCKX, new Region("US"), Programme.STANDARD);

  @Test
  void amountsAreInTheBaseCurrencyRoundedHalfEven() {
    assertThat(rows(fee("2.9", "0.50", "4.05", "GBP"), Map.of(gbp(), new BigDecimal("1.01"))))
        .containsExactly("[stockx,US,standard,sell,[0.029000,0.50,4.09],2026-01-01]");
  }

  @Test
  void withoutARateOfItsCurrencyNobodyKnowsTheCost() {
    assertThat(rows(fee("2.9", "5", "0", "GBP"), Map.of())).isEmpty();
  }

  @Test
  void aShareAloneNeedsNoRate() {
    assertThat(rows(fee("100", "0", "0", "GBP"), Map.of()))
        .containsExactly("[stockx,US,standard,sell,[1.000000,0.00,0.00],2026-01-01]");
  }

  private static List<String> rows(Fee fee, Map<CurrencyCode, BigDecimal> rates) {
    return new VenueCosts(new FeeSchedule(List.of(fee)), rates, DAY)
        .of(List.of(VENUE)).stream()
            .map(
                row ->
                    "[%s,%s,%s,%s,%s,%s]"
                        .formatted(
                            row.get(0),
                            row.get(1),
                            row.get(2),
                            row.get(3),
                            ((Object[]) row.get(4))[0],
                            row.get(5)))
            .toList();
  }

  private static Fee fee(String percent, String fixed, String minimum, String currency) {
    return new Fee(
        Platform.STOCKX,
        Side.SELL,
        Optional.empty(),
        Optional.empty(),
        "commission",
        new BigDecimal(percent),
        new BigDecimal(fixed),
        new BigDecimal(minimum),
        new CurrencyCode(currency),
        LocalDate.parse("2026-01-01"),
        "a test");
  }

  private static CurrencyCode gbp() {
    return new CurrencyCode("GBP");
  }
}
