package io.soletape.run;

import static org.apache.spark.sql.functions.col;

import io.soletape.checks.QualityJob;
import io.soletape.coverage.CoverageJob;
import io.soletape.coverage.Covered;
import io.soletape.coverage.Hole;
import io.soletape.fetch.BronzeAnswers;
import io.soletape.fetch.FetchDesk;
import io.soletape.fetch.FetchJob;
import io.soletape.fetch.FetchStop;
import io.soletape.gold.GoldJob;
import io.soletape.lake.Lake;
import io.soletape.lake.LakeSession;
import io.soletape.lake.ScopeWriter;
import io.soletape.mapping.CatalogueSnapshot;
import io.soletape.market.Platform;
import io.soletape.market.Sku;
import io.soletape.plan.ListedSku;
import io.soletape.plan.Planned;
import io.soletape.plan.QuoteScope;
import io.soletape.plan.RequestId;
import io.soletape.plan.Slot;
import io.soletape.quality.CheckResult;
import io.soletape.rates.RatesJob;
import io.soletape.silver.SilverJob;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * A run of a tier: the steps in the order of the flow, on one lake, within one budget. Running a
 * finished slot again makes no call and changes no row.
 */
public final class TierRun {

  private final RunPlace place;
  private final Lake lake;
  private final Platforms platforms;
  private final QuoteScope scope;
  private final Clock clock;

  public TierRun(
      Lake lake, Platforms platforms, QuoteScope scope, RunProgress progress, Clock clock) {
    this.place = new RunPlace(lake, platforms, scope, progress, clock);
    this.lake = lake;
    this.platforms = platforms;
    this.scope = scope;
    this.clock = clock;
  }

  /**
   * Does what the options ask for. While another process works on the same tier and slot this one
   * waits, then takes over what is left to do.
   */
  public RunReport run(RunOptions options) {
    // The wait for another run of the slot is a part of the time that a run may take.
    Instant startedAt = clock.instant();
    return lake.alone(FetchJob.lockOf(options.slot().runId()), () -> runAlone(options, startedAt));
  }

  private RunReport runAlone(RunOptions options, Instant startedAt) {
    LakeSession.expectSkus(lake.spark(), options.skus().size());
    Optional<Instant> closesAt = options.maxDuration().map(startedAt::plus);
    Optional<Integer> quota =
        platforms
            .usage(Platform.STOCKX)
            .flatMap(usage -> usage.left(platforms.limit(Platform.STOCKX).callsPerDay()));
    Consumer<FetchDesk> onEnded = open -> place.progress().requestEnded(left(quota, open));
    try (FetchDesk desk =
        options.calls()
            ? platforms
                .openDesk(options.priority(), closesAt, onEnded)
                .grantingWhile(lake::confirmAlone)
            : FetchDesk.open(clock, onEnded)) {
      return new Attempt(options, desk, startedAt).run();
    }
  }

  // Others may call as well: what they use shows at the next start.
  private static Optional<Integer> left(Optional<Integer> quota, FetchDesk desk) {
    return quota.map(calls -> calls - desk.made(Platform.STOCKX));
  }

  /** One attempt at a slot: what it has found out so far. */
  private final class Attempt {
    private final RunOptions options;
    private final Slot slot;
    private final List<Sku> skus;
    private final FetchDesk desk;
    private final SlotFetch fetch;
    private final RunHistory history = new RunHistory(lake);
    private final Stopwatch stopwatch = new Stopwatch(System::nanoTime);
    private final Instant startedAt;
    private final Map<String, Long> rows = new HashMap<>();

    private boolean isOvertaken;
    private long changedRows;
    private List<CheckResult> checks = List.of();
    private Map<Platform, Covered> coverage = new EnumMap<>(Platform.class);

    private Attempt(RunOptions options, FetchDesk desk, Instant startedAt) {
      this.options = options;
      this.slot = options.slot();
      this.skus = options.skus().stream().map(ListedSku::sku).toList();
      this.desk = desk;
      this.startedAt = startedAt;
      this.fetch = new SlotFetch(place, options, desk, stopwatch, startedAt);
      for (Platform platform : Platform.values()) {
        coverage.put(platform, new Covered(0, 0));
      }
    }

    private RunReport run() {
      isOvertaken = history.isOvertaken(slot);
      Optional<Row> finished = options.isWhole() ? finishedBefore() : Optional.empty();
      if (finished.isPresent()) {
        return repeated(finished.get());
      }
      if (!isOvertaken) {
        fetch.ask();
      }
      if (options.steps().contains(Step.SILVER)) {
        silver();
      }
      if (options.steps().contains(Step.GOLD)) {
        gold();
      }
      if (options.steps().contains(Step.QUALITY)) {
        quality();
      }
      RunReport report = report();
      if (options.isWhole()) {
        history.keep(report);
      } else if (options.isOfASlot() && !isOvertaken) {
        history.keepSteps(report, options.steps());
      }
      return report;
    }

    private Optional<Row> finishedBefore() {
      // What is planned today is not what was planned then, and is not asked any more.
      if (isOvertaken) {
        return history.finished(slot);
      }
      return fetch.hasSearchesToAsk() ? Optional.empty() : history.finished(slot, planDigest());
    }

    private void silver() {
      long quotes =
          stopwatch.timed(
              Step.SILVER,
              () -> {
                new RatesJob(lake, slot).run();
                return new SilverJob(lake, slot, scope.stockxMarket(), clock).run(skus);
              });
      rows.put("silver_quotes", quotes);
    }

    private void gold() {
      Runnable meanwhile = options.steps().contains(Step.QUALITY) ? this::cover : () -> {};
      ScopeWriter.Written written =
          stopwatch.timed(
              Step.GOLD,
              () ->
                  new GoldJob(lake, slot, platforms.valuation(), clock)
                      .run(skus, CatalogueSnapshot.asOf(lake, slot), meanwhile));
      rows.put("gold", written.rows());
      changedRows = written.changed();
    }

    private void cover() {
      coverage = new CoverageJob(lake, slot, scope).run(skus, holes());
    }

    private void quality() {
      checks =
          stopwatch.timed(
              Step.QUALITY,
              () -> {
                if (!options.steps().contains(Step.GOLD)) {
                  cover();
                }
                return new QualityJob(lake, slot, scope, clock).run(options.skus());
              });
    }

    private String planDigest() {
      return RequestId.digest(
          Stream.concat(
                  fetch.quotePlan().stream().map(Planned::requestId), skus.stream().map(Sku::code))
              .sorted()
              .collect(Collectors.joining()));
    }

    private Map<Platform, Hole> holes() {
      Map<Platform, Hole> holes = new EnumMap<>(Platform.class);
      for (Platform platform : Platform.values()) {
        if (isOvertaken) {
          holes.put(platform, new Hole("failed", "overtaken by a newer slot"));
        }
        desk.stop(platform)
            .ifPresent(
                stop ->
                    holes.put(
                        platform,
                        new Hole(stop.isDeferral() ? "deferred" : "failed", stop.reason())));
      }
      return holes;
    }

    private RunReport repeated(Row finished) {
      rows.putAll(RunHistory.rows(finished));
      coverage = RunHistory.coverage(finished);
      long planned = finished.<Long>getAs("planned");
      return report(
          finished.getAs("status").equals(RunStatus.DONE.code())
              ? RunStatus.DONE
              : RunStatus.QUALITY_FAILED,
          planned,
          planned);
    }

    private RunReport report() {
      rows.computeIfAbsent("bronze", name -> bronzeRows());
      rows.putIfAbsent("silver_quotes", 0L);
      rows.putIfAbsent("gold", 0L);
      return report(status(), fetch.planned(), fetch.reused());
    }

    private long bronzeRows() {
      return BronzeAnswers.ofSlot(lake, slot)
          .where(col("sku").isin(skus.stream().map(Sku::code).toArray()))
          .count();
    }

    private RunReport report(RunStatus status, long planned, long reused) {
      return new RunReport(
          slot,
          status,
          planned,
          fetch.answered(),
          reused,
          fetch.failed(),
          fetch.deferred(),
          resumeAt(),
          causes(),
          fetch.calls(),
          desk.figures(),
          rows,
          changedRows,
          coverage,
          checks,
          stopwatch.seconds(),
          planDigest(),
          startedAt,
          clock.instant());
    }

    private RunStatus status() {
      List<FetchStop> stops = fetch.stops();
      if (stops.stream().anyMatch(stop -> !stop.isDeferral())) {
        return RunStatus.FAILED;
      }
      if (!stops.isEmpty()) {
        return RunStatus.DEFERRED;
      }
      return checks.stream().anyMatch(CheckResult::isError)
          ? RunStatus.QUALITY_FAILED
          : RunStatus.DONE;
    }

    private Optional<Instant> resumeAt() {
      return fetch.stops().stream()
          .filter(FetchStop::isDeferral)
          .map(FetchStop::resumeAt)
          .min(Instant::compareTo);
    }

    private List<String> causes() {
      List<String> causes =
          new ArrayList<>(fetch.stops().stream().map(FetchStop::message).toList());
      if (isOvertaken) {
        causes.add("a newer slot of the tier has finished: nothing was fetched for this one");
      }
      return causes;
    }
  }
}
