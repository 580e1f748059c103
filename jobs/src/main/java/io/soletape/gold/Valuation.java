package io.soletape.gold;

import io.soletape.fees.FeeSchedule;
import io.soletape.market.CurrencyCode;
import java.util.Objects;

/**
 * What the user says of the worth of amounts.
 *
 * @param base the currency in which they are compared
 * @param fees what buying and selling costs
 */
public record Valuation(CurrencyCode base, FeeSchedule fees) {

  public Valuation {
    Objects.requireNonNull(base, "base is null");
    Objects.requireNonNull(fees, "fees is null");
  }
}
