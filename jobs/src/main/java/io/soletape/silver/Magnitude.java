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

  private Magnitude() {}

  /** Whether a ratio is that of cents and dollars, either way. */
  static Column isHundredfold(Column ratio) {
    return ratio
        .between(LEAST_HUNDREDFOLD, MOST_HUNDREDFOLD)
        .or(ratio.between(1.0 / MOST_HUNDREDFOLD, 1.0 / LEAST_HUNDREDFOLD));
  }

  /** Whether one amount is about a hundred times the other. */
  static boolean isHundredfold(Money one, Money other) {
    return isHundredfold(one.amount(), other.amount())
        || isHundredfold(other.amount(), one.amount());
  }

  /** Whether an amount is so much more than another that both cannot be of one unit. */
  static Column isFarAbove(Column amount, Column other) {
    return amount.gt(other.multiply(FAR));
  }

  private static boolean isHundredfold(BigDecimal more, BigDecimal less) {
    return more.compareTo(less.multiply(BigDecimal.valueOf(LEAST_HUNDREDFOLD))) >= 0
        && more.compareTo(less.multiply(BigDecimal.valueOf(MOST_HUNDREDFOLD))) <= 0;
  }
}
