package io.soletape.run;

import io.soletape.budget.Demand;
import io.soletape.budget.Usage;
import io.soletape.depth.DepthJob;
import io.soletape.fetch.FetchContext;
import io.soletape.fetch.FetchDesk;
import io.soletape.fetch.FetchJob;
import io.soletape.fetch.FetchStop;
import io.soletape.fetch.FetchTally;
import io.soletape.lake.Lake;
import io.soletape.mapping.MappingHealth;
import io.soletape.mapping.MappingJob;
import io.soletape.mapping.Mappings;
import io.soletape.mapping.QuotePlan;
import io.soletape.market.Platform;
import io.soletape.market.Sku;
import io.soletape.plan.ListedSku;
import io.soletape.plan.Planned;
import io.soletape.plan.QuoteScope;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.rates.RatesFetch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one attempt at a slot asks the platforms for, by worth: quotes of known products, then new
 * products and their quotes, then sizes that known products have not told, then sales and offers.
 * Not thread-safe.
 */
final class SlotFetch {

  /** The part of the fetch that asks for sales and offers, as progress names it. */
  private static final String DEPTH = "depth";

  private static final Duration FACTS_KEPT = Duration.ofDays(30);

  private final Lake lake;
  private final Platforms platforms;
  private final QuoteScope scope;
  private final RunProgress progress;
  private final Clock clock;
  private final RunOptions options;
  private final Slot slot;
  private final List<Sku> skus;
  private final FetchDesk desk;
  private final FetchJob fetch;
  private final Stopwatch stopwatch;
  private final Instant startedAt;
  private final Map<Platform, FetchTally> tallies = new EnumMap<>(Platform.class);
  private final Set<String> asked = new HashSet<>();

  private List<Planned> renewals = List.of();
  private long planned;
  private long reused;

  /**
   * The calls of an attempt.
   *
   * @param desk through which all calls go
   * @param stopwatch told how long each step took
   * @param startedAt when the attempt began, from which its longest duration counts
   */
  SlotFetch(
      RunPlace place, RunOptions options, FetchDesk desk, Stopwatch stopwatch, Instant startedAt) {
    this.lake = place.lake();
    this.platforms = place.platforms();
    this.scope = place.scope();
    this.progress = place.progress();
    this.clock = place.clock();
    this.options = options;
    this.slot = options.slot();
    this.skus = options.skus().stream().map(ListedSku::sku).toList();
    this.desk = desk;
    this.stopwatch = stopwatch;
    this.startedAt = startedAt;
    this.fetch =
        new FetchJob(
            lake,
            slot,
            FetchContext.standard(slot, platforms.apis(), FetchJob.landingOf(lake, slot))
                .with(platforms.retries()),
            desk,
            progress::notes);
    for (Platform platform : Platform.values()) {
      tallies.put(platform, FetchTally.none(platform));
    }
  }

  /** Whether some SKU is still to be looked up, for which this slot has asked nothing yet. */
  boolean hasSearchesToAsk() {
    List<Planned> searches = mappingJob().searches(skus);
    return !searches.isEmpty() && !fetch.missing(searches).isEmpty();
  }

  /** Asks for what the steps of the run need, as far as the budget and the time go. */
  void ask() {
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
    }
    if (maps) {
      renew();
    }
    if (fetches) {
      fetchDepth();
    }
    if (maps || fetches) {
      fetch.settle();
    }
  }

  // What nobody has looked up has no quotes that could be planned.
  private void noteUnmapped() {
    long unmapped =
        mappingJob().searches(skus).stream()
            .map(search -> search.request().sku())
            .distinct()
            .count();
    if (unmapped > 0) {
      progress.notes(
          "%d of %d SKUs are still to be looked up: ./soletape map --tier %s does that, as ./soletape run does"
              .formatted(unmapped, skus.size(), slot.tier().code()));
    }
  }

  private void fetchKnown() {
    boolean isAnythingNew = !mappingJob().searches(skus).isEmpty();
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
              MappingJob job = mappingJob();
              progress.begins(Step.MAP.code(), 2L * skus.size(), skus.size());
              return job.run(skus, factsKept());
            });
    progress.ends();
    add(result);
    renewals = result.renewals();
  }

  // Nothing waits for a mapping on its own.
  private Optional<Duration> factsKept() {
    return options.steps().contains(Step.FETCH) ? Optional.empty() : Optional.of(FACTS_KEPT);
  }

  // Like sales and offers worth less than any quote, so the lack of budget or time never puts a run
  // off for it.
  private void renew() {
    List<Planned> spared =
        Stream.of(Platform.values()).flatMap(platform -> spared(platform).stream()).toList();
    if (!spared.isEmpty()) {
      MappingJob.Result result =
          stopwatch.timed(
              Step.MAP,
              () -> {
                progress.begins(Step.MAP.code(), spared.size(), skus.size());
                MappingJob.Result renewed = desk.sparing(() -> mappingJob().renew(spared));
                new MappingHealth(lake, slot).update(skus);
                return renewed;
              });
      progress.ends();
      addSpare(result.reused(), result.tallies());
    }
  }

  // What has its answer costs nothing.
  private List<Planned> spared(Platform platform) {
    List<Planned> wanted =
        renewals.stream().filter(each -> each.request().platform() == platform).toList();
    if (wanted.isEmpty() || desk.stop(platform).isPresent()) {
      return List.of();
    }
    List<Planned> missing = fetch.missing(wanted);
    int room = platforms.spare(platform, missing.size(), timeLeft(), 0);
    Set<Planned> putOff = Set.copyOf(missing.subList(room, missing.size()));
    return wanted.stream().filter(each -> !putOff.contains(each)).toList();
  }

  private void fetch() {
    stopwatch.timed(
        Step.FETCH,
        () -> {
          new RatesFetch(lake, slot, platforms.rates()).run().ifPresent(progress::notes);
          List<Planned> plan = fetchQuotes();
          fetch.settle();
          new MappingHealth(lake, slot).update(skus);
          return plan;
        });
    progress.ends();
    settleDemands();
  }

  private List<Planned> fetchQuotes() {
    List<Planned> whole = quotePlan();
    announceDemands(whole);
    List<Planned> plan = whole.stream().filter(request -> asked.add(request.requestId())).toList();
    List<Planned> missing = fetch.missing(plan);
    planned += plan.size();
    reused += plan.size() - missing.size();
    progress.begins(Step.FETCH.code(), missing.size(), skus.size());
    add(fetch.fetch(missing));
    return plan;
  }

  // Worth less than any quote, so it is asked for last, and the lack of budget or time never puts a
  // run off for it.
  private void fetchDepth() {
    if (desk.stop(Platform.ALIAS).isPresent()) {
      return;
    }
    stopwatch.timed(
        Step.FETCH,
        () -> {
          List<Planned> plan =
              new DepthJob(lake, slot, scope).plan(skus, platforms.depthPlan(timeLeft(), 0));
          List<Planned> missing = fetch.missing(plan);
          Map<Platform, FetchTally> done = Map.of();
          if (!missing.isEmpty()) {
            progress.begins(DEPTH, missing.size(), skus.size());
            done = desk.sparing(() -> fetch.fetch(missing));
          }
          addSpare(plan.size() - (long) missing.size(), done);
          return plan;
        });
    progress.ends();
  }

  private Optional<Duration> timeLeft() {
    return options
        .maxDuration()
        .map(most -> Duration.between(clock.instant(), startedAt.plus(most)));
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

  /** The quotes that are planned for what is known of the SKUs. */
  List<Planned> quotePlan() {
    return QuotePlan.of(slot, Mappings.read(lake, skus).active(), scope, options.skus());
  }

  /** Requests planned so far. */
  long planned() {
    return planned;
  }

  /** Those of the planned whose answers were there before. */
  long reused() {
    return reused;
  }

  /** Requests answered by this attempt. */
  long answered() {
    return tallies.values().stream().mapToLong(FetchTally::answered).sum();
  }

  /** Requests that failed for good, and those of a platform that stopped for good. */
  long failed() {
    return tallies.values().stream().mapToLong(FetchTally::failed).sum() + notAnswered(false);
  }

  /** Requests put off. */
  long deferred() {
    return notAnswered(true);
  }

  private long notAnswered(boolean isDeferred) {
    return Stream.of(Platform.values())
        .filter(
            platform -> desk.stop(platform).map(FetchStop::isDeferral).orElse(false) == isDeferred)
        .mapToLong(platform -> tallies.get(platform).notAnswered())
        .sum();
  }

  /** Why platforms were not asked to the end, of those that were not. */
  List<FetchStop> stops() {
    return Stream.of(Platform.values()).flatMap(platform -> desk.stop(platform).stream()).toList();
  }

  /** What was called, and what is left of the day; unspent permits are given back first. */
  Map<Platform, CallReport> calls() {
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

  private MappingJob mappingJob() {
    return new MappingJob(lake, slot, fetch, clock);
  }

  private void add(MappingJob.Result result) {
    planned += result.planned();
    reused += result.reused();
    add(result.tallies());
  }

  // What there was no room for was not asked, so it was not planned either.
  private void addSpare(long answeredBefore, Map<Platform, FetchTally> more) {
    long wanted =
        more.values().stream().mapToLong(done -> done.answered() + done.notAnswered()).sum();
    planned += answeredBefore + wanted;
    reused += answeredBefore;
    add(more);
  }

  private void add(Map<Platform, FetchTally> more) {
    more.forEach((platform, tally) -> tallies.merge(platform, tally, FetchTally::plus));
  }
}
