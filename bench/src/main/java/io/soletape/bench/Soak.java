package io.soletape.bench;

import io.soletape.market.Platform;
import io.soletape.plan.ListedSku;
import io.soletape.plan.SkuList;
import io.soletape.plan.Tier;
import io.soletape.run.RunStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Seven days of all tiers in one warm process, with faults, outages and a day of less quota. */
final class Soak implements Scenario {

  private static final Instant MONDAY = Instant.parse("2026-03-09T00:00:00Z");
  private static final double FAULTS = 0.01;

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public String shows() {
    return "a week of hourly slots through faults and outages: complete, fresh, nothing asked"
        + " twice";
  }

  @Override
  public List<Figure> run(Trial trial) throws IOException {
    SoakPlan plan = trial.isLong() ? week() : day();
    SimulatedClock clock = new SimulatedClock(plan.from(), System::nanoTime);
    try (SoakPlace place = new SoakPlace(trial.folder(), clock)) {
      SoakWeek week = new SoakWeek(plan, place, clock, trial.seed(), Soak::told);
      List<SoakAttempt> attempts = week.live();
      return List.of(
          Figure.exactly(
              "hot slots that are complete",
              attempts.stream()
                  .filter(each -> each.slot().tier() == Tier.HOT)
                  .filter(each -> each.status() == RunStatus.DONE)
                  .count(),
              plan.slots(Tier.HOT)),
          Figure.exactly("answered requests called again", week.judge().repeated(), 0));
    }
  }

  private static void told(SoakAttempt attempt) {
    System.err.printf(
        "%s %s %s %.1f s %s calls %d %s%n",
        attempt.startedAt(),
        attempt.slot().runId(),
        attempt.status(),
        attempt.took().toMillis() / 1e3,
        attempt.report().seconds(),
        attempt.report().calls().values().stream().mapToLong(each -> each.made()).sum(),
        attempt.report().causes());
  }

  private static SoakPlan week() {
    Map<Tier, List<ListedSku>> skus = new EnumMap<>(Tier.class);
    for (Tier tier : List.of(Tier.HOT, Tier.WARM, Tier.COLD)) {
      skus.put(tier, SkuList.packaged().of(tier));
    }
    return new SoakPlan(
        MONDAY,
        Duration.ofDays(7),
        skus,
        List.of(
            hour(Platform.STOCKX, Duration.ofHours(34)),
            hour(Platform.ALIAS, Duration.ofHours(81))),
        Optional.empty(),
        FAULTS);
  }

  // In the middle between two slots of the hour.
  private static Outage hour(Platform platform, Duration after) {
    Instant from = MONDAY.plus(after).plus(Duration.ofMinutes(20));
    return new Outage(platform, from, from.plus(Duration.ofHours(1)));
  }

  private static SoakPlan day() {
    Map<Tier, List<ListedSku>> skus = new EnumMap<>(Tier.class);
    for (Tier tier : List.of(Tier.HOT, Tier.WARM, Tier.COLD)) {
      skus.put(tier, SkuList.packaged().of(tier).subList(0, 3));
    }
    return new SoakPlan(
        MONDAY,
        Duration.ofDays(1),
        skus,
        List.of(hour(Platform.STOCKX, Duration.ofHours(9))),
        Optional.empty(),
        FAULTS);
  }
}
