package io.soletape.bench;

import io.soletape.plan.ListedSku;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.run.RunReport;
import io.soletape.run.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The time of the steps of hourly slots in two lakes, taken in turns. */
final class SlotCost {

  private static final int WARM_UP = 2;

  private final SoakPlace place;
  private final SimulatedClock clock;
  private final List<ListedSku> skus;
  private final Instant from;

  SlotCost(SoakPlace place, SimulatedClock clock, List<ListedSku> skus, Instant from) {
    this.place = place;
    this.clock = clock;
    this.skus = skus;
    this.from = from;
  }

  /** Compares the medians of silver, gold and quality together over some rounds. */
  List<Figure> compared(Path shortPast, Path longPast, int rounds, double most) {
    List<Double> ofShort = new ArrayList<>();
    List<Double> ofLong = new ArrayList<>();
    for (int round = 0; round < rounds + WARM_UP; round++) {
      Slot slot = new Slot(Tier.HOT, from.plus(Duration.ofHours(round)));
      clock.passTo(slot.at());
      double one = cost(slot, shortPast);
      double other = cost(slot, longPast);
      System.err.printf("history: %s %.1f s, %.1f s%n", slot.runId(), one, other);
      if (round >= WARM_UP) {
        ofShort.add(one);
        ofLong.add(other);
      }
    }
    return List.of(
        Figure.told("seconds of a slot after a day", "%.2f".formatted(median(ofShort))),
        Figure.told("seconds of a slot after the history", "%.2f".formatted(median(ofLong))),
        Figure.ratioAtMost(
            "silver, gold and quality after the history, against a day",
            median(ofLong) / median(ofShort),
            most));
  }

  private double cost(Slot slot, Path lake) {
    RunReport report = place.at(lake).run(slot, skus, Optional.empty());
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
