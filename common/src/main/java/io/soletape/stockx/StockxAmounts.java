package io.soletape.stockx;

import io.soletape.market.CurrencyCode;
import io.soletape.market.Money;
import io.soletape.market.Programme;
import io.soletape.market.Quote;
import io.soletape.platform.JsonFields;
import io.soletape.platform.Refusal;
import io.soletape.platform.RowRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the amounts of one market data object: major units, per selling programme. */
final class StockxAmounts {

  private static final Pattern ZERO = Pattern.compile("0+(\\.0{1,2})?");
  private static final String FLEX_ASK = "flexLowestAskAmount";

  private final JsonFields row;
  private final CurrencyCode currency;

  StockxAmounts(JsonFields row, CurrencyCode currency) {
    this.row = row;
    this.currency = currency;
  }

  List<StockxQuote> quotes() {
    List<StockxQuote> quotes = new ArrayList<>();
    quotes.add(standard());
    flex().ifPresent(quotes::add);
    row.object("directMarketData")
        .map(block -> quote(Programme.DIRECT, block))
        .ifPresent(quotes::add);
    return quotes;
  }

  private StockxQuote standard() {
    return row.object("standardMarketData")
        .map(block -> quote(Programme.STANDARD, block))
        .orElseGet(this::topLevel);
  }

  private Optional<StockxQuote> flex() {
    return row.object("flexMarketData")
        .map(block -> quote(Programme.FLEX, block))
        .or(() -> amount(row, FLEX_ASK).map(this::flexAskAlone));
  }

  private StockxQuote flexAskAlone(Money ask) {
    return new StockxQuote(
        new Quote(Programme.FLEX, currency, Optional.of(ask), Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private StockxQuote topLevel() {
    return new StockxQuote(
        new Quote(
            Programme.STANDARD,
            currency,
            amount(row, "lowestAskAmount"),
            amount(row, "highestBidAmount")),
        amount(row, "sellFasterAmount"),
        amount(row, "earnMoreAmount"),
        Optional.empty());
  }

  private StockxQuote quote(Programme programme, JsonFields block) {
    return new StockxQuote(
        new Quote(
            programme, currency, amount(block, "lowestAsk"), amount(block, "highestBidAmount")),
        amount(block, "sellFaster"),
        amount(block, "earnMore"),
        amount(block, "beatUS"));
  }

  private Optional<Money> amount(JsonFields fields, String name) {
    return fields.verbatim(name).map(text -> money(name, text));
  }

  private Money money(String name, String text) {
    if (ZERO.matcher(text).matches()) {
      throw RowRefusedException.of(Refusal.AMOUNT_NOT_POSITIVE, detail(name, text));
    }
    try {
      return Money.ofMajorUnits(text, currency);
    } catch (IllegalArgumentException e) {
      throw RowRefusedException.of(Refusal.AMOUNT_UNREADABLE, detail(name, text));
    }
  }

  private String detail(String name, String text) {
    return "variant " + row.id("variantId") + ": " + name + " is '" + text + "'";
  }
}
