package io.soletape.alias;

import io.soletape.market.Money;
import io.soletape.market.Quote;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Lowest listing and highest offer of one size in one condition (Alias API, availabilities), in US
 * dollars whatever the region. An amount that Alias tells as {@code "0"} is empty.
 *
 * @param size the US number without trailing zeros; its class is told by the item's gender
 * @param productCondition Alias's name for the shoe's condition
 * @param packagingCondition Alias's name for the box's condition
 * @param consigned whether Alias holds the goods; empty where the answer does not say
 * @param quote ask and bid, in the programme that was asked for
 * @param lastSale price of the last sale, of unknown date
 * @param globalIndicator Alias's competitive reference price; empty in all regions together
 */
public record AliasAvailability(
    BigDecimal size,
    String productCondition,
    String packagingCondition,
    Optional<Boolean> consigned,
    Quote quote,
    Optional<Money> lastSale,
    Optional<Money> globalIndicator) {

  /** A new shoe. */
  public static final String NEW = "PRODUCT_CONDITION_NEW";

  /** A box in good condition. */
  public static final String GOOD_BOX = "PACKAGING_CONDITION_GOOD_CONDITION";

  /** Whether this is what the tape holds: a new shoe in a good box. */
  public boolean isNewInGoodBox() {
    return productCondition.equals(NEW) && packagingCondition.equals(GOOD_BOX);
  }
}
