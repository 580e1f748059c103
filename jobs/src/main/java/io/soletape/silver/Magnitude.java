package io.soletape.silver;

import io.soletape.market.Money;
import java.math.BigDecimal;
import org.apache.spark.sql.Column;

/** How far apart two amounts of one thing are if one of them is in another unit. */
final class Magnitude {

  private static final int LEAST_HUNDREDFOLD = 90;
  private static final int MOST_HUNDREDFOLD = 110;

  // Lone asks and low bids of dear shoes are some tens of times off, cents a hundred times.
  private static final int FAR = 20;

  // Mistakes, and years in which a shoe was cheap, are up to that far off.
  private static final int FAR_AMONG_SALES = 30;

  private Magnitude() {}

  /** Whether a ratio is that of cents and dollars, either way. */
  static Column isHundredfold(Column ratio) {
    return ratio
        .between(LEAST_HUNDREDFOLD, MOST_HUNDREDFOLD)
        .or(ratio.between(1.0 / MOST_HUNDREDFOLD, 1.0 / LEAST_HUNDREDFOLD));
  }

  /** Whether an amount is so much more than another that both cannot be of one unit. */
  static Column isFarAbove(Column amount, Column other) {
    return amount.gt(other.multiply(FAR));
  }

  /** Whether one sale among others of its size is so far off that it is of another unit. */
  static boolean isOfAnotherUnit(Money sale, Money middle) {
    return isFarAmongSales(sale.amount(), middle.amount())
        || isFarAmongSales(middle.amount(), sale.amount());
  }

  private static boolean isFarAmongSales(BigDecimal amount, BigDecimal other) {
    return amount.compareTo(other.multiply(BigDecimal.valueOf(FAR_AMONG_SALES))) > 0;
  }
}
