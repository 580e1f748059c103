package io.soletape.sandbox.market;

import io.soletape.sandbox.catalogue.Noise;

/**
 * One price that moves: it holds for a random number of hours, then jumps to where its style's
 * trend is by then. A pure function of the hour.
 *
 * @param cell the values of this price alone
 * @param trend where prices of the style stand
 * @param base US dollars around which the price moves
 * @param moves share of hours in which the price moves, 0 to 1
 */
record Price(Noise cell, Trend trend, double base, double moves) {

  private static final int LONGEST_HOLD = 48;
  private static final double JUMP = 0.03;

  /** Returns the price in US dollars, not rounded. */
  double at(long hour) {
    long moved = lastMove(hour);
    double jump = cell.child(moved).between(1 - JUMP, 1 + JUMP);
    return base * trend.at(moved) * jump;
  }

  private long lastMove(long hour) {
    Noise hours = cell.child(1);
    long earliest = Math.floorDiv(hour, (long) LONGEST_HOLD) * LONGEST_HOLD;
    for (long moved = hour; moved > earliest; moved--) {
      if (hours.child(moved).chance(moves)) {
        return moved;
      }
    }
    return earliest;
  }
}
