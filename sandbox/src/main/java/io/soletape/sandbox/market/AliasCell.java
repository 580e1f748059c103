package io.soletape.sandbox.market;

import io.soletape.sandbox.catalogue.AliasListing;
import io.soletape.sandbox.catalogue.Noise;
import io.soletape.sandbox.catalogue.Style;

/** A size of an Alias item in one condition and box. What its prices rest on is computed once. */
public final class AliasCell {

  private static final double HIGHEST_SHARE_OF_CAP = 0.55;

  private final Style style;
  private final AliasListing listing;
  private final int halves;
  private final Condition condition;
  private final Packaging packaging;
  private final Noise noise;
  private final Trend trend;
  private final double dollars;

  /**
   * @param halves bare US size in halves
   */
  public AliasCell(
      Style style, AliasListing listing, int halves, Condition condition, Packaging packaging) {
    this.style = style;
    this.listing = listing;
    this.halves = halves;
    this.condition = condition;
    this.packaging = packaging;
    noise = Level.cell(style, "alias", halves).child(condition.number() * 10L + packaging.number());
    trend = Level.trend(style);
    dollars = Level.of(style, halves) * condition.worth() * packaging.worth();
  }

  public Style style() {
    return style;
  }

  public AliasListing listing() {
    return listing;
  }

  /** Returns the bare US size in halves. */
  public int halves() {
    return halves;
  }

  public Condition condition() {
    return condition;
  }

  public Packaging packaging() {
    return packaging;
  }

  /** Returns true for what a shop would sell: new and in a good box. */
  public boolean isNewInGoodBox() {
    return condition == Condition.NEW && packaging == Packaging.GOOD_CONDITION;
  }

  Noise noise() {
    return noise;
  }

  Trend trend() {
    return trend;
  }

  double level(AliasRegion region) {
    return Math.min(dollars * region.dearness(), listing.maximumDollars() * HIGHEST_SHARE_OF_CAP);
  }
}
