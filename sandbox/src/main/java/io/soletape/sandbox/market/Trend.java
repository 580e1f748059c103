package io.soletape.sandbox.market;

import io.soletape.sandbox.catalogue.Noise;

/**
 * Where the prices of a style stand at an hour, as a factor around 1: slow, middle and daily waves.
 */
record Trend(Noise noise) {

  /** Returns the factor, between about 0.77 and 1.23. */
  double at(long hour) {
    return 1 + wave(hour, 2160, 0.15) + wave(hour, 168, 0.06) + wave(hour, 24, 0.02);
  }

  private double wave(long hour, long period, double height) {
    Noise points = noise.child(period);
    long left = Math.floorDiv(hour, period);
    double share = Math.floorMod(hour, period) / (double) period;
    double from = points.child(left).between(-height, height);
    double to = points.child(left + 1).between(-height, height);
    return from + (to - from) * share;
  }
}
