package io.soletape.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

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
      double took = (nanoTime.getAsLong() - began) / NANOS_PER_SECOND;
      seconds.merge(step.code(), took, Double::sum);
    }
  }

  Map<String, Double> seconds() {
    return seconds.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> rounded(each.getValue())));
  }

  private static double rounded(double value) {
    return Math.round(value * TENTHS) / TENTHS;
  }
}
