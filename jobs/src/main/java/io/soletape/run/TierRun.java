package io.soletape.run;

import static org.apache.spark.sql.functions.col;

import io.soletape.budget.Demand;
import io.soletape.budget.Usage;
import io.soletape.checks.QualityJob;
import io.soletape.coverage.CoverageJob;
import io.soletape.coverage.Covered;
import io.soletape.coverage.Hole;
import io.soletape.depth.DepthJob;
import io.soletape.fetch.BronzeAnswers;
import io.soletape.fetch.FetchContext;
import io.soletape.fetch.FetchDesk;
import io.soletape.fetch.FetchJob;
import io.soletape.fetch.FetchStop;
import io.soletape.fetch.FetchTally;
import io.soletape.gold.GoldJob;
import io.soletape.gold.Valuation;
import io.soletape.lake.Lake;
import io.soletape.lake.ScopeWriter;
import io.soletape.mapping.MappingHealth;
import io.soletape.mapping.MappingJob;
import io.soletape.mapping.Mappings;
import io.soletape.mapping.QuotePlan;
import io.soletape.market.Platform;
import io.soletape.market.Sku;
import io.soletape.plan.ListedSku;
import io.soletape.plan.Planned;
import io.soletape.plan.QuoteScope;
import io.soletape.plan.RequestId;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.quality.CheckResult;
import io.soletape.rates.RatesFetch;
import io.soletape.rates.RatesJob;
import io.soletape.silver.SilverJob;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * A run of a tier: the steps in the order of the flow, on one lake, within one budget. Running a
 * finished slot again makes no call and changes no row.
 */
public final class TierRun {

  /** The part of the fetch that asks for sales and offers, as progress names it. */
  private static final String DEPTH = "depth";

  private final Lake lake;
  private final Platforms platforms;
  private final Valuation valuation;
  private final QuoteScope scope;
  private final RunProgress progress;
  private final Clock clock;

  public TierRun(
      Lake lake, Platforms platforms, QuoteScope scope, RunProgress progress, Clock clock) {
    this.lake = lake;
    this.platforms = platforms;
    this.valuation = platforms.valuation();
    this.scope = scope;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Does what the options ask for. While another process works on the same tier and slot this one
   * waits, then takes over what is left to do.
   */
  public RunReport run(RunOptions options) {
    return lake.alone("run " + options.slot().runId(), () -> runAlone(options));
  }

  private RunReport runAlone(RunOptions options) {
    Instant startedAt = clock.instant();
    Optional<Instant> closesAt = options.maxDuration().map(startedAt::plus);
    Optional<Integer> quota =
        platforms
            .usage(Platform.STOCKX)
            .flatMap(usage -> usage.left(platforms.limit(Platform.STOCKX).callsPerDay()));
    Consumer<FetchDesk> onEnded = open -> progress.requestEnded(left(quota, open));
    try (FetchDesk desk =
        options.calls()
            ? platforms.openDesk(options.priority(), closesAt, onEnded)
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
    private final FetchJob fetch;
    private final RunHistory history = new RunHistory(lake);
    private final Stopwatch stopwatch = new Stopwatch(System::nanoTime);
    private final Instant startedAt;
    private final Map<Platform, FetchTally> tallies = new EnumMap<>(Platform.class);
    private final Map<String, Long> rows = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    private boolean isOvertaken;
    private long planned;
    private long reused;
    private long changedRows;
    private List<CheckResult> checks = List.of();
    private Map<Platform, Covered> coverage = new EnumMap<>(Platform.class);

    private Attempt(RunOptions options, FetchDesk desk, Instant startedAt) {
      this.options = options;
      this.slot = options.slot();
      this.skus = options.skus().stream().map(ListedSku::sku).toList();
      this.desk = desk;
      this.startedAt = startedAt;
      this.fetch =
          new FetchJob(
              lake,
              slot,
              FetchContext.standard(slot, platforms.apis(), FetchJob.landingOf(lake, slot)),
              desk,
              progress::notes);
      for (Platform platform : Platform.values()) {
        tallies.put(platform, FetchTally.none(platform));
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
        ask();
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
      return new MappingJob(lake, slot, fetch, clock).searches(skus).isEmpty()
          ? history.finished(slot, planDigest())
          : Optional.empty();
    }

    // Quotes are worth more than new products: what is known is asked for first.
    private void ask() {
      boolean maps = options.steps().contains(Step.MAP);
      boolean fetches = options.steps().contains(Step.FETCH);
      if (fetches && maps) {
        fetchKnown();
      }
      if (maps) {
        map();
      }
      if (fetches && !maps) {
        noteUnmapped();
      }
      if (fetches) {
        fetch();
        fetchDepth();
      }
    }

    // What nobody has looked up has no quotes that could be planned.
    private void noteUnmapped() {
      long unmapped =
          new MappingJob(lake, slot, fetch, clock)
              .searches(skus).stream().map(search -> search.request().sku()).distinct().count();
      if (unmapped > 0) {
        progress.notes(
            "%d of %d SKUs are still to be looked up: ./soletape map --tier %s does that, as ./soletape run does"
                .formatted(unmapped, skus.size(), slot.tier().code()));
      }
    }

    private void fetchKnown() {
      boolean isAnythingNew = !new MappingJob(lake, slot, fetch, clock).searches(skus).isEmpty();
      if (isAnythingNew && !quotePlan().isEmpty()) {
        stopwatch.timed(Step.FETCH, this::fetchQuotes);
        progress.ends();
      }
    }

    private void map() {
      MappingJob.Result result =
          stopwatch.timed(
              Step.MAP,
              () -> {
                MappingJob job = new MappingJob(lake, slot, fetch, clock);
                progress.begins(Step.MAP.code(), 2L * skus.size(), skus.size());
                return job.run(skus);
              });
      progress.ends();
      planned += result.planned();
      reused += result.reused();
      add(result.tallies());
    }

    private void fetch() {
      stopwatch.timed(
          Step.FETCH,
          () -> {
            new RatesFetch(lake, slot, platforms.rates()).run().ifPresent(progress::notes);
            List<Planned> plan = fetchQuotes();
            new MappingHealth(lake, slot).update(skus);
            return plan;
          });
      progress.ends();
      settleDemands();
    }

    private List<Planned> fetchQuotes() {
      List<Planned> whole = quotePlan();
      announceDemands(whole);
      List<Planned> plan =
          whole.stream().filter(request -> asked.add(request.requestId())).toList();
      List<Planned> missing = fetch.missing(plan);
      planned += plan.size();
      reused += plan.size() - missing.size();
      progress.begins(Step.FETCH.code(), missing.size(), skus.size());
      add(fetch.fetch(missing));
      return plan;
    }

    // Worth less than any quote, so it is asked for last, and never puts a run off.
    private void fetchDepth() {
      if (desk.stop(Platform.ALIAS).isPresent()) {
        return;
      }
      Optional<Duration> timeLeft =
          options
              .maxDuration()
              .map(most -> Duration.between(clock.instant(), startedAt.plus(most)));
      stopwatch.timed(
          Step.FETCH,
          () -> {
            List<Planned> plan =
                new DepthJob(lake, slot, scope).plan(skus, platforms.depthPlan(timeLeft));
            List<Planned> missing = fetch.missing(plan);
            planned += plan.size();
            reused += plan.size() - missing.size();
            if (!missing.isEmpty()) {
              progress.begins(DEPTH, missing.size(), skus.size());
              add(fetch.fetch(missing));
            }
            return plan;
          });
      progress.ends();
    }

    // Only a tier with a schedule of its own comes again.
    private void announceDemands(List<Planned> plan) {
      if (slot.tier() != Tier.ALL) {
        for (Platform platform : Platform.values()) {
          long calls = plan.stream().filter(each -> each.request().platform() == platform).count();
          platforms.announce(
              platform,
              new Demand(demandSource(), options.priority(), slot.tier().cadence(), (int) calls));
        }
      }
    }

    private void settleDemands() {
      for (Platform platform : Platform.values()) {
        if (slot.tier() != Tier.ALL && desk.stop(platform).isEmpty()) {
          platforms.served(platform, demandSource(), options.priority(), slot.at());
        }
      }
    }

    private String demandSource() {
      return slot.tier().code() + " of " + lake.root();
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
      ScopeWriter.Written written =
          stopwatch.timed(Step.GOLD, () -> new GoldJob(lake, slot, valuation, clock).run(skus));
      rows.put("gold", written.rows());
      changedRows = written.changed();
    }

    private void quality() {
      checks =
          stopwatch.timed(
              Step.QUALITY,
              () -> {
                coverage = new CoverageJob(lake, slot, scope).run(skus, holes());
                return new QualityJob(lake, slot, scope, clock).run(options.skus());
              });
    }

    private List<Planned> quotePlan() {
      return QuotePlan.of(slot, Mappings.read(lake, skus).active(), scope, options.skus());
    }

    private String planDigest() {
      return RequestId.digest(
          Stream.concat(quotePlan().stream().map(Planned::requestId), skus.stream().map(Sku::code))
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

    private void add(Map<Platform, FetchTally> more) {
      more.forEach((platform, tally) -> tallies.merge(platform, tally, FetchTally::plus));
    }

    private RunReport repeated(Row finished) {
      rows.putAll(RunHistory.rows(finished));
      coverage = RunHistory.coverage(finished);
      planned = finished.<Long>getAs("planned");
      reused = planned;
      return report(
          finished.getAs("status").equals(RunStatus.DONE.code())
              ? RunStatus.DONE
              : RunStatus.QUALITY_FAILED);
    }

    private RunReport report() {
      rows.computeIfAbsent("bronze", name -> bronzeRows());
      rows.putIfAbsent("silver_quotes", 0L);
      rows.putIfAbsent("gold", 0L);
      return report(status());
    }

    private long bronzeRows() {
      return BronzeAnswers.ofSlot(lake, slot)
          .where(col("sku").isin(skus.stream().map(Sku::code).toArray()))
          .count();
    }

    private RunReport report(RunStatus status) {
      return new RunReport(
          slot,
          status,
          planned,
          tallies.values().stream().mapToLong(FetchTally::answered).sum(),
          reused,
          tallies.values().stream().mapToLong(FetchTally::failed).sum() + notAnswered(false),
          notAnswered(true),
          resumeAt(),
          causes(),
          calls(),
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

    private long notAnswered(boolean isDeferred) {
      return Stream.of(Platform.values())
          .filter(
              platform ->
                  desk.stop(platform).map(FetchStop::isDeferral).orElse(false) == isDeferred)
          .mapToLong(platform -> tallies.get(platform).notAnswered())
          .sum();
    }

    private RunStatus status() {
      List<FetchStop> stops = stops();
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

    private List<FetchStop> stops() {
      return Stream.of(Platform.values())
          .flatMap(platform -> desk.stop(platform).stream())
          .toList();
    }

    private Optional<Instant> resumeAt() {
      return stops().stream()
          .filter(FetchStop::isDeferral)
          .map(FetchStop::resumeAt)
          .min(Instant::compareTo);
    }

    private List<String> causes() {
      List<String> causes = new ArrayList<>(stops().stream().map(FetchStop::message).toList());
      if (isOvertaken) {
        causes.add("a newer slot of the tier has finished: nothing was fetched for this one");
      }
      return causes;
    }

    private Map<Platform, CallReport> calls() {
      Map<Platform, CallReport> calls = new EnumMap<>(Platform.class);
      desk.giveBackUnspent();
      for (Platform platform : Platform.values()) {
        FetchTally tally = tallies.get(platform);
        Optional<Usage> usage = platforms.usage(platform);
        calls.put(
            platform,
            new CallReport(
                desk.made(platform),
                tally.retries(),
                tally.rateLimited(),
                usage.map(Usage::binding).orElse(0),
                usage.flatMap(used -> used.left(platforms.limit(platform).callsPerDay()))));
      }
      return calls;
    }
  }
}
