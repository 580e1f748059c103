package io.soletape.silver;

import io.soletape.market.Money;
import io.soletape.market.Quote;
import io.soletape.market.Region;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A quote of an answer, in the words of both platforms.
 *
 * @param sizeRef what leads to the size: StockX's variant id, Alias's US number
 * @param region whose market
 * @param quote ask and bid
 * @param condition of shoe and box; empty at StockX, where everything is new
 * @param lastSale as told
 * @param globalIndicator Alias's reference price
 * @param sellFaster StockX's suggestion
 * @param earnMore StockX's suggestion
 * @param beatUs StockX's suggestion
 */
record ToldQuote(
    String sizeRef,
    Region region,
    Quote quote,
    Optional<Condition> condition,
    Optional<Money> lastSale,
    Optional<Money> globalIndicator,
    Optional<Money> sellFaster,
    Optional<Money> earnMore,
    Optional<Money> beatUs) {

  /**
   * In what state shoe and box are.
   *
   * @param product in the platform's word
   * @param packaging in the platform's word
   * @param isNewInGoodBox whether the tape takes it
   */
  record Condition(String product, String packaging, boolean isNewInGoodBox) {}

  boolean isNewInGoodBox() {
    return condition.map(Condition::isNewInGoodBox).orElse(true);
  }

  static BigDecimal amount(Optional<Money> money) {
    return money.map(Money::amount).orElse(null);
  }
}
