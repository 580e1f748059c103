package io.soletape.bench;

import io.soletape.budget.Demand;
import io.soletape.budget.Limit;
import io.soletape.budget.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Hot, warm and cold work compete for too small a quota over a simulated week. */
final class WeekOfTiers implements Scenario {

  private static final int PER_DAY = 2_400;
  private static final Limit LIMIT = new Limit(0.2, Optional.of(PER_DAY), PER_DAY / 50);
  private static final int COLD_CALLS = 1_500;
  private static final List<Demand> DEMANDS =
      List.of(
          new Demand(SimulatedWeek.LAKE, Priority.HOT, Duration.ofHours(1), 60),
          new Demand(SimulatedWeek.LAKE, Priority.WARM, Duration.ofHours(6), 100),
          new Demand(SimulatedWeek.LAKE, Priority.COLD, Duration.ofDays(1), COLD_CALLS));
  // By the day, without the reserve and what hot and warm slots take.
  private static final int LEFT_FOR_COLD = PER_DAY - PER_DAY / 50 - 24 * 60 - 4 * 100;

  @Override
  public String name() {
    return "week";
  }

  @Override
  public String shows() {
    return "in a week of too small a quota hot work is complete and cold work takes what is left";
  }

  @Override
  public List<Figure> run(Trial trial) {
    SimulatedWeek.Figures week =
        new SimulatedWeek(LIMIT, DEMANDS).run("jdbc:sqlite:" + trial.folder().resolve("ledger.db"));
    SimulatedWeek.Tier hot = week.tiers().get(Priority.HOT);
    SimulatedWeek.Tier warm = week.tiers().get(Priority.WARM);
    SimulatedWeek.Tier cold = week.tiers().get(Priority.COLD);
    return List.of(
        Figure.exactly("hot slots", hot.slots(), 168),
        Figure.exactly("hot slots that are complete", hot.completeSlots(), 168),
        Figure.exactly("warm slots that are complete", warm.completeSlots(), 28),
        Figure.told("cold calls that were wanted", Integer.toString(7 * COLD_CALLS)),
        Figure.told("cold calls that were made", Integer.toString(cold.calls())),
        Figure.atLeastPercent(
            "share of what hot and warm left", cold.calls() / (7.0 * LEFT_FOR_COLD), 60),
        Figure.atMost("most calls since 00:00 UTC", week.mostSinceMidnight(), PER_DAY),
        Figure.atMost("most calls in any 24 hours", week.mostInLast24Hours(), PER_DAY));
  }
}
