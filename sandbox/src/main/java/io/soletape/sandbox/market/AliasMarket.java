package io.soletape.sandbox.market;

import io.soletape.sandbox.catalogue.AliasListing;
import io.soletape.sandbox.catalogue.Noise;
import io.soletape.sandbox.catalogue.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What Alias asks and bids, as a pure function of cell, scope and hour. Stateless. */
public final class AliasMarket {

  private static final double MOVES = 0.26;
  private static final int NULLS_HOLD_HOURS = 12;
  private static final double MISSING_EVERYWHERE = 0.015;
  private static final double MISSING_SOMEWHERE = 0.025;
  private static final double AT_CAP = 0.006;

  /** Sizes that the answers hold though no item allows them (Alias API, availabilities). */
  private static final int[] STRAY_SIZES = {0, 1, 31, 32, 33, 80};

  private final AliasSales sales = new AliasSales();

  /** Returns every quote of an item, in the platform's order. */
  public List<AliasQuote> quotes(Style style, AliasScope scope, long hour) {
    return style.alias().map(listing -> quotes(style, listing, scope, hour)).orElse(List.of());
  }

  /** Returns the quote of one cell, with 0 for every price where the platform has none. */
  public AliasQuote quote(AliasCell cell, AliasScope scope, long hour) {
    long ask = 0;
    long bid = 0;
    for (AliasRegion region : scope.regions()) {
      long regionBid = bid(cell, region, hour);
      for (boolean consigned : scope.kinds()) {
        if (isPresent(cell, region, consigned)) {
          ask = lower(ask, ask(cell, region, consigned, regionBid, hour));
          bid = Math.max(bid, regionBid);
        }
      }
    }
    return new AliasQuote(
        cell, ask, bid, sales.lastPrice(cell, scope, hour), indicator(cell, scope, hour));
  }

  /** Returns the offers of one cell by price, highest first; the first is the highest offer. */
  public List<OfferBin> offers(AliasCell cell, Optional<AliasRegion> region, long hour) {
    AliasScope scope = new AliasScope(region, Optional.empty());
    Stream<OfferBin> bins =
        scope.regions().stream()
            .filter(each -> isPresent(cell, each, false) || isPresent(cell, each, true))
            .flatMap(each -> Offers.below(cell, each, bid(cell, each, hour)));
    return Offers.merge(bins);
  }

  private List<AliasQuote> quotes(Style style, AliasListing listing, AliasScope scope, long hour) {
    List<AliasQuote> quotes = new ArrayList<>();
    for (int halves : sizes(style, listing)) {
      for (Condition condition : Condition.values()) {
        for (Packaging packaging : Packaging.values()) {
          AliasCell cell = new AliasCell(style, listing, halves, condition, packaging);
          if (isPresent(cell, scope)) {
            quotes.add(quote(cell, scope, hour));
          }
        }
      }
    }
    return quotes;
  }

  private static List<Integer> sizes(Style style, AliasListing listing) {
    Noise stray = style.noise().child("stray");
    IntStream strays =
        IntStream.of(STRAY_SIZES)
            .filter(halves -> !listing.allowedSizes().contains(halves))
            .filter(halves -> stray.child(halves).chance(0.5));
    return IntStream.concat(listing.allowedSizes().stream().mapToInt(Integer::intValue), strays)
        .sorted()
        .boxed()
        .toList();
  }

  private static boolean isPresent(AliasCell cell, AliasScope scope) {
    return scope.regions().stream()
        .anyMatch(region -> scope.kinds().stream().anyMatch(kind -> isPresent(cell, region, kind)));
  }

  private static boolean isPresent(AliasCell cell, AliasRegion region, boolean consigned) {
    double rank = cell.noise().child("present").unit();
    if (cell.isNewInGoodBox()) {
      Noise here = cell.noise().child("here").child(region.id() * 2L + (consigned ? 1 : 0));
      return rank >= MISSING_EVERYWHERE && !here.chance(MISSING_SOMEWHERE + region.thinness() / 3);
    }
    double share = consigned ? 0.42 : 0.48;
    return rank < share
        && cell.noise().child("stocked").child(region.id()).chance(0.7 - region.thinness());
  }

  private static long bid(AliasCell cell, AliasRegion region, long hour) {
    Noise noise = cell.noise().child("bid").child(region.id());
    double none = (cell.isNewInGoodBox() ? 0.07 : 0.5) + region.thinness();
    if (epoch(noise, hour).chance(none)) {
      return 0;
    }
    return dollars(noise, cell, region, noise.child("factor").between(0.62, 0.93), hour);
  }

  private static long ask(
      AliasCell cell, AliasRegion region, boolean consigned, long bid, long hour) {
    Noise noise = cell.noise().child("ask").child(region.id() * 2L + (consigned ? 1 : 0));
    Noise epoch = epoch(noise, hour);
    double none = (cell.isNewInGoodBox() ? 0.09 : 0.3) + region.thinness() / 2;
    if (epoch.chance(none)) {
      return 0;
    }
    if (cell.isNewInGoodBox() && epoch.child("cap").chance(AT_CAP)) {
      return cell.listing().maximumDollars();
    }
    double factor = noise.child("factor").between(0.96, consigned ? 1.25 : 1.15);
    long dollars = dollars(noise, cell, region, factor, hour);
    return Math.min(cell.listing().maximumDollars(), Math.max(bid + 1, dollars));
  }

  /** Only a single region has an indicator (Alias API, availabilities). */
  private static long indicator(AliasCell cell, AliasScope scope, long hour) {
    if (scope.region().isEmpty() || !cell.noise().child("indicator").chance(0.5)) {
      return 0;
    }
    boolean consignedOnly = scope.consigned().orElse(false);
    if (consignedOnly && cell.style().noise().child("no-consigned-indicator").chance(0.2)) {
      return 0;
    }
    return dollars(cell.noise().child("global"), cell, AliasRegion.US, 1.03, hour);
  }

  private static long dollars(
      Noise noise, AliasCell cell, AliasRegion region, double factor, long hour) {
    Price price = new Price(noise.child("price"), cell.trend(), cell.level(region) * factor, MOVES);
    return Math.max(10, Math.round(price.at(hour)));
  }

  private static Noise epoch(Noise noise, long hour) {
    return noise.child("epoch").child((hour + noise.below(NULLS_HOLD_HOURS)) / NULLS_HOLD_HOURS);
  }

  private static long lower(long known, long other) {
    if (known == 0 || other == 0) {
      return Math.max(known, other);
    }
    return Math.min(known, other);
  }
}
