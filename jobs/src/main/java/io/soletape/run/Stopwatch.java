package io.soletape.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How long each step of a run took. */
final class Stopwatch {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double TENTHS = 10;

  private final LongSupplier nanoTime;
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  Stopwatch(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  <T> T timed(Step step, Supplier<T> work) {
    long began = nanoTime.getAsLong();
    try {
      return work.get();
    } finally {
      seconds.put(step.code(), rounded((nanoTime.getAsLong() - began) / NANOS_PER_SECOND));
    }
  }

  Map<String, Double> seconds() {
    return Map.copyOf(seconds);
  }

  private static double rounded(double value) {
    return Math.round(value * TENTHS) / TENTHS;
  }
}
