package io.soletape.bench;

import io.soletape.market.Platform;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.run.RunReport;
import io.soletape.sandbox.SandboxStats;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Lives through the time of a plan: what is due is done, one run after the other. */
final class SoakWeek {

  private final SoakPlan plan;
  private final SoakPlace place;
  private final SimulatedClock clock;
  private final long seed;
  private final Consumer<SoakAttempt> watcher;
  private final Map<Tier, TierLine> lines = new EnumMap<>(Tier.class);
  private final CallJudge judge = new CallJudge();
  private final List<SoakAttempt> attempts = new ArrayList<>();
  private Instant maintainedAt;

  /**
   * A week that has not begun.
   *
   * @param watcher told after each run
   */
  SoakWeek(
      SoakPlan plan,
      SoakPlace place,
      SimulatedClock clock,
      long seed,
      Consumer<SoakAttempt> watcher) {
    this.plan = plan;
    this.place = place;
    this.clock = clock;
    this.seed = seed;
    this.watcher = watcher;
    this.maintainedAt = plan.from();
    plan.skus()
        .keySet()
        .forEach(
            tier ->
                lines.put(tier, new TierLine(Slot.containing(tier, plan.from()), plan::outageEnd)));
  }

  /** Every run that was started, in order. */
  List<SoakAttempt> live() {
    for (Optional<TierLine> next = next(); next.isPresent(); next = next()) {
      TierLine line = next.orElseThrow();
      maintainBefore(line.dueAt());
      clock.passTo(line.dueAt());
      attempt(line);
    }
    return attempts;
  }

  CallJudge judge() {
    return judge;
  }

  private Optional<TierLine> next() {
    Instant now = clock.instant();
    return lines.values().stream()
        .filter(line -> line.dueAt().isBefore(plan.until()))
        .min(Comparator.comparing(line -> line.dueAt().isBefore(now) ? now : line.dueAt()));
  }

  private void attempt(TierLine line) {
    Instant startedAt = clock.instant();
    Slot slot = line.slot();
    List<Platform> dead =
        plan.outages().stream()
            .filter(each -> each.contains(startedAt))
            .map(Outage::platform)
            .toList();
    place.inject(plan.faultShare(), dead, seed + attempts.size());
    RunReport report =
        place.run(
            slot, plan.skus().get(slot.tier()), plan.cut().filter(cut -> cut.contains(startedAt)));
    SoakAttempt attempt = new SoakAttempt(report, startedAt, clock.instant());
    attempts.add(attempt);
    SandboxStats stats = place.sandbox().stats();
    place.sandbox().resetStats();
    judge.count(slot, startedAt, stats);
    watcher.accept(attempt);
    line.ended(report.status(), report.resumeAt(), clock.instant());
  }

  // Half past four each night, as its DAG does.
  private void maintainBefore(Instant next) {
    Instant due = SoakPlan.maintenanceAfter(maintainedAt);
    if (!due.isAfter(next)) {
      clock.passTo(due);
      place.maintain();
      maintainedAt = due;
    }
  }
}
