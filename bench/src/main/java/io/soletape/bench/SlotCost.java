package io.soletape.bench;

import io.soletape.plan.ListedSku;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.run.RunReport;
import io.soletape.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The time of the steps of a tier's slots in lakes with more and less history, taken in turns. */
final class SlotCost {

  private static final int WARM_UP = 2;

  private final SoakPlace place;
  private final SimulatedClock clock;
  private final Tier tier;
  private final List<ListedSku> skus;

  SlotCost(SoakPlace place, SimulatedClock clock, Tier tier, List<ListedSku> skus) {
    this.place = place;
    this.clock = clock;
    this.tier = tier;
    this.skus = skus;
  }

  /**
   * The median seconds of silver, gold and quality together, by days of history.
   *
   * @param from the first slot; the others follow hour by hour
   * @param rounds that count, after some that warm up
   */
  Map<Integer, Double> medians(List<Past> pasts, Instant from, int rounds) {
    Map<Integer, List<Double>> seconds = new TreeMap<>();
    for (int round = 0; round < rounds + WARM_UP; round++) {
      Slot slot = new Slot(tier, from.plus(Duration.ofHours(round)));
      clock.passTo(slot.at());
      for (Past past : pasts) {
        double cost = cost(slot, past);
        System.err.printf("history: %s after %d days %.1f s%n", slot.runId(), past.days(), cost);
        if (round >= WARM_UP) {
          seconds.computeIfAbsent(past.days(), days -> new ArrayList<>()).add(cost);
        }
      }
    }
    Map<Integer, Double> medians = new TreeMap<>();
    seconds.forEach((days, told) -> medians.put(days, median(told)));
    return medians;
  }

  private double cost(Slot slot, Past past) {
    RunReport report = place.at(past.lake()).run(slot, skus, Optional.empty());
    if (report.status() != RunStatus.DONE) {
      throw new IllegalStateException(
          slot.runId() + " ended with " + report.status() + ": " + report.causes());
    }
    return Stream.of("silver", "gold", "quality").mapToDouble(report.seconds()::get).sum();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
