package io.soletape.sandbox.market;

import io.soletape.sandbox.catalogue.Noise;
import io.soletape.sandbox.catalogue.Style;

/** How dear a style and its sizes are. */
final class Level {

  private Level() {}

  /** Returns US dollars around which the prices of one size move. */
  static double of(Style style, int halves) {
    double spread = style.noise().child("multiple").unit();
    double multiple = 0.75 + 1.6 * spread * spread;
    double size = style.noise().child("size").child(halves).between(0.85, 1.25);
    return style.retailDollars() * multiple * size;
  }

  static Trend trend(Style style) {
    return new Trend(style.noise().child("trend"));
  }

  static Noise cell(Style style, String platform, int halves) {
    return style.noise().child(platform).child(halves);
  }
}
