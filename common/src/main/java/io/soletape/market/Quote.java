package io.soletape.market;

import java.util.Objects;
import java.util.Optional;

/**
 * Ask and bid of one variant, in one programme, as told. An absent side was not named by the
 * platform; zero never stands for it.
 *
 * @param programme the selling programme
 * @param currency currency of every amount
 * @param lowestAsk the lowest ask
 * @param highestBid the highest bid
 */
public record Quote(
    Programme programme,
    CurrencyCode currency,
    Optional<Money> lowestAsk,
    Optional<Money> highestBid) {

  public Quote {
    Objects.requireNonNull(programme, "programme is null");
    Objects.requireNonNull(currency, "currency is null");
    Objects.requireNonNull(lowestAsk, "lowestAsk is null");
    Objects.requireNonNull(highestBid, "highestBid is null");
    requireCurrency(lowestAsk, currency, "ask");
    requireCurrency(highestBid, currency, "bid");
  }

  /** Whether the bid is at or above the ask; false where a side is missing. */
  public boolean isCrossed() {
    return lowestAsk
        .flatMap(ask -> highestBid.map(bid -> bid.amount().compareTo(ask.amount()) >= 0))
        .orElse(false);
  }

  private static void requireCurrency(Optional<Money> side, CurrencyCode currency, String name) {
    side.filter(money -> !money.currency().equals(currency))
        .ifPresent(
            money -> {
              throw new IllegalArgumentException(
                  "The " + name + " is in " + money.currency() + ", the quote in " + currency);
            });
  }
}
