package io.soletape.sandbox.market;

import io.soletape.sandbox.catalogue.Noise;
import io.soletape.sandbox.catalogue.StockxListing;
import io.soletape.sandbox.catalogue.StockxVariant;
import io.soletape.sandbox.catalogue.Style;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What StockX asks and bids, as a pure function of style, size, currency and hour. Stateless. */
public final class StockxMarket {

  private static final double MOVES = 0.26;
  private static final double ASK_NULL = 0.079;
  private static final double BID_NULL = 0.054;
  private static final double FLEX_NULL = 0.26;
  private static final double SIZE_EMPTY = 0.008;
  private static final double SIZE_OMITTED = 0.015;
  private static final int NULLS_HOLD_HOURS = 12;

  /** Returns the market of every size that StockX names at that hour, in the product's order. */
  public List<StockxQuote> quotes(Style style, long hour, double perDollar) {
    return style.stockx().map(StockxListing::variants).orElse(List.of()).stream()
        .flatMap(variant -> quote(style, variant, hour, perDollar).stream())
        .toList();
  }

  /** Returns the market of one size; empty where StockX leaves the size out. */
  public Optional<StockxQuote> quote(
      Style style, StockxVariant variant, long hour, double perDollar) {
    Noise cell = Level.cell(style, "stockx", variant.size().halves());
    if (cell.child("omitted").chance(SIZE_OMITTED)) {
      return Optional.empty();
    }
    Noise epoch =
        cell.child("nulls").child((hour + cell.below(NULLS_HOLD_HOURS)) / NULLS_HOLD_HOURS);
    StockxQuote quote =
        epoch.child("empty").chance(SIZE_EMPTY)
            ? emptySize(variant, cell)
            : new Pricing(style, variant, cell, epoch, hour).quote();
    return Optional.of(quote.in(perDollar));
  }

  private static StockxQuote emptySize(StockxVariant variant, Noise cell) {
    StockxBlock none = new StockxBlock.Present(StockxAmounts.NONE);
    boolean withBlocks = cell.child("empty-blocks").chance(0.5);
    StockxBlock block = withBlocks ? none : new StockxBlock.Absent();
    return new StockxQuote(
        variant,
        cell.child("empty-names").chance(0.5),
        StockxAmounts.NONE,
        OptionalLong.empty(),
        block,
        block,
        withBlocks ? none : new StockxBlock.Null());
  }

  /** The amounts of one size at one hour, in US dollars. */
  private record Pricing(Style style, StockxVariant variant, Noise cell, Noise epoch, long hour) {

    StockxQuote quote() {
      OptionalLong bid = unless(BID_NULL, "bid", bidDollars());
      StockxAmounts standard = standard(bid);
      OptionalLong flexAsk = unless(FLEX_NULL, "flex", flexDollars());
      StockxBlock flex = flexBlock(flexAsk, bid);
      boolean flexTold = flex instanceof StockxBlock.Present || cell.child("flex-told").chance(0.6);
      return new StockxQuote(
          variant,
          cell.child("names-nulls").chance(0.9),
          top(standard),
          flexTold ? flexAsk : OptionalLong.empty(),
          standardBlock(standard),
          flex,
          directBlock(bid));
    }

    private StockxAmounts standard(OptionalLong bid) {
      OptionalLong ask = unless(ASK_NULL, "ask", askDollars());
      // Suggestions may stand in a size that nobody sells (StockX API, market data).
      boolean suggested = ask.isPresent() || epoch.child("suggested").chance(0.5);
      long reference = askDollars();
      return new StockxAmounts(
          ask,
          bid,
          suggested ? unless(0.06, "faster", Math.round(reference * 0.93)) : OptionalLong.empty(),
          suggested ? unless(0.06, "earn", Math.round(reference * 0.985)) : OptionalLong.empty(),
          ask.isPresent() ? unless(0.1, "beat", reference - 1) : OptionalLong.empty());
    }

    /** Top-level amounts lag behind the block by a dollar now and then. */
    private StockxAmounts top(StockxAmounts standard) {
      long lag = standard.ask().isPresent() && cell.child("lag").chance(0.015) ? 1 : 0;
      OptionalLong ask =
          lag == 0 ? standard.ask() : OptionalLong.of(standard.ask().getAsLong() + lag);
      return new StockxAmounts(
          ask, standard.bid(), standard.sellFaster(), standard.earnMore(), OptionalLong.empty());
    }

    private StockxBlock standardBlock(StockxAmounts amounts) {
      double form = cell.child("standard-form").unit();
      if (form < 0.03) {
        return new StockxBlock.Absent();
      }
      return form < 0.045 ? new StockxBlock.Null() : new StockxBlock.Present(amounts);
    }

    private StockxBlock flexBlock(OptionalLong ask, OptionalLong bid) {
      double form = cell.child("flex-form").unit();
      if (form < 0.12) {
        return new StockxBlock.Absent();
      }
      return form < 0.2 ? new StockxBlock.Null() : programme(ask, bid, "flex");
    }

    private StockxBlock directBlock(OptionalLong bid) {
      double form = cell.child("direct-form").unit();
      if (form < 0.12) {
        return new StockxBlock.Absent();
      }
      return form < 0.2
          ? new StockxBlock.Null()
          : programme(unless(0.85, "direct", askDollars() + 9), bid, "direct");
    }

    private StockxBlock programme(OptionalLong ask, OptionalLong bid, String name) {
      if (cell.child(name + "-blank").chance(0.03)) {
        return new StockxBlock.Present(StockxAmounts.NONE);
      }
      OptionalLong faster =
          ask.isPresent() && epoch.child(name + "-faster").chance(0.4)
              ? OptionalLong.of(Math.round(ask.getAsLong() * 0.96))
              : OptionalLong.empty();
      return new StockxBlock.Present(
          new StockxAmounts(ask, bid, faster, faster, OptionalLong.empty()));
    }

    private long askDollars() {
      double factor = cell.child("ask-factor").between(0.95, 1.2);
      return Math.max(bidDollars() + 1, dollars("ask", factor));
    }

    private long bidDollars() {
      return dollars("bid", cell.child("bid-factor").between(0.6, 0.9));
    }

    private long flexDollars() {
      double factor = cell.child("flex-factor").chance(0.015) ? 0.97 : 1.02;
      return Math.max(bidDollars() + 1, Math.round(askDollars() * factor) + (factor > 1 ? 3 : 0));
    }

    private long dollars(String kind, double factor) {
      double base = Level.of(style, variant.size().halves()) * factor;
      return Math.max(
          12, Math.round(new Price(cell.child(kind), Level.trend(style), base, MOVES).at(hour)));
    }

    private OptionalLong unless(double share, String kind, long dollars) {
      return epoch.child(kind).chance(share) ? OptionalLong.empty() : OptionalLong.of(dollars);
    }
  }
}
