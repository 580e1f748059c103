package io.soletape.sandbox.market;

import io.soletape.sandbox.catalogue.StockxVariant;
import java.util.OptionalLong;

/**
 * The market of one StockX size.
 *
 * @param variant the size
 * @param namesNulls false where top-level amounts that are null are left out of the answer
 * @param top the top-level amounts; {@code beatUs} is always empty there
 * @param flexLowestAsk the top-level lowest ask of the Flex programme
 */
public record StockxQuote(
    StockxVariant variant,
    boolean namesNulls,
    StockxAmounts top,
    OptionalLong flexLowestAsk,
    StockxBlock standard,
    StockxBlock flex,
    StockxBlock direct) {

  StockxQuote in(double perUnit) {
    return new StockxQuote(
        variant,
        namesNulls,
        top.in(perUnit),
        StockxAmounts.up(flexLowestAsk, perUnit),
        standard.in(perUnit),
        flex.in(perUnit),
        direct.in(perUnit));
  }
}
