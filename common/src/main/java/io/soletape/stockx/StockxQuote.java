package io.soletape.stockx;

import io.soletape.market.Money;
import io.soletape.market.Quote;
import java.util.Optional;

/**
 * A quote of one selling programme with StockX's suggested list prices, told in the same place
 * (StockX API, market data). A suggestion may be there though ask and bid are not.
 *
 * @param quote ask and bid
 * @param sellFaster what would make a seller the lowest ask for US buyers, duties included
 * @param earnMore what stays competitive with recent sales while earning more
 * @param beatUs what undercuts the lowest US ask
 */
public record StockxQuote(
    Quote quote, Optional<Money> sellFaster, Optional<Money> earnMore, Optional<Money> beatUs) {}
