package io.soletape.bench;

import io.soletape.market.Platform;
import io.soletape.plan.ListedSku;
import io.soletape.plan.SkuList;
import io.soletape.plan.Tier;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Seven days of all tiers in one warm process, with faults, outages and a day of less quota. */
final class Soak implements Scenario {

  private static final Instant MONDAY = Instant.parse("2026-03-09T00:00:00Z");
  private static final double FAULTS = 0.01;
  private static final Duration LIMIT = Duration.ofMinutes(45);
  private static final int FEW = 2;

  /** Enough for hot alone, whose slots want 60 each, and for two thirds of the others' calls. */
  private static final int CUT_CALLS = 1_950;

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
  public List<Figure> run(Trial trial) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    SoakPlan plan = trial.isLong() ? week() : day();
    SimulatedClock clock = new SimulatedClock(plan.from(), System::nanoTime);
    List<Figure> figures = new ArrayList<>();
    try (SoakPlace place = new SoakPlace(trial.folder(), clock)) {
      SoakWeek week = new SoakWeek(plan, place, clock, trial.seed(), Soak::tell);
      List<SoakAttempt> attempts = week.live();
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      SoakTape tape = new SoakTape(place.lake(), plan);
      HotAges ages = tape.ages(attempts);
      figures.addAll(
          new SoakFigures(plan, attempts, week.judge())
              .all(tape, ages, took, Optional.of(LIMIT).filter(limit -> trial.isLong())));
      new SoakRecord(plan)
          .withRuns(attempts)
          .withAges(ages, plan.until())
          .withFigures(figures)
          .writeTo(trial.folder());
    }
    if (trial.isLong()) {
      figures.add(Figure.told("picture", Picture.drawn(name(), trial.folder())));
    }
    return figures;
  }

  private static void tell(SoakAttempt attempt) {
    System.err.printf(
        "soak: %s %s after %.1f s, %d s of CPU so far%n",
        attempt.slot().runId(),
        attempt.status().code(),
        attempt.took().toMillis() / 1e3,
        ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toSeconds());
  }

  private static SoakPlan week() {
    Instant friday = MONDAY.plus(Duration.ofDays(4));
    return new SoakPlan(
        MONDAY,
        Duration.ofDays(7),
        skus(Integer.MAX_VALUE),
        List.of(
            outage(Platform.STOCKX, Duration.ofHours(33)),
            outage(Platform.ALIAS, Duration.ofHours(65))),
        Optional.of(new QuotaCut(friday, friday.plus(Duration.ofDays(1)), CUT_CALLS)),
        FAULTS);
  }

  private static SoakPlan day() {
    return new SoakPlan(
        MONDAY,
        Duration.ofDays(1),
        skus(FEW),
        List.of(outage(Platform.STOCKX, Duration.ofHours(9))),
        Optional.empty(),
        FAULTS);
  }

  private static Map<Tier, List<ListedSku>> skus(int mostOfATier) {
    Map<Tier, List<ListedSku>> skus = new EnumMap<>(Tier.class);
    for (Tier tier : List.of(Tier.HOT, Tier.WARM, Tier.COLD)) {
      skus.put(tier, SkuList.packaged().of(tier).stream().limit(mostOfATier).toList());
    }
    return skus;
  }

  // For an hour, from the middle between two slots of the hour on.
  private static Outage outage(Platform platform, Duration after) {
    Instant from = MONDAY.plus(after).plus(Duration.ofMinutes(20));
    return new Outage(platform, from, from.plus(Duration.ofHours(1)));
  }
}
