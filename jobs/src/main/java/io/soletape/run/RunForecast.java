package io.soletape.run;

import io.soletape.depth.DepthJob;
import io.soletape.fetch.FetchContext;
import io.soletape.fetch.FetchJob;
import io.soletape.lake.Lake;
import io.soletape.mapping.MappingJob;
import io.soletape.mapping.Mappings;
import io.soletape.mapping.QuotePlan;
import io.soletape.market.Platform;
import io.soletape.market.Sku;
import io.soletape.plan.DepthPlan;
import io.soletape.plan.ListedSku;
import io.soletape.plan.Planned;
import io.soletape.plan.QuoteScope;
import io.soletape.plan.Slot;
import io.soletape.platform.PlatformRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a run would ask, as far as it can be known before it starts.
 *
 * @param slot tier and slot
 * @param calls calls by platform and endpoint
 * @param reused requests that have an answer already
 * @param unknown searches of SKUs that are not known yet; {@code calls} holds what they lead to if
 *     each finds its product
 * @param depth the most calls for sales and offers; {@code calls} holds those that are due anyway,
 *     since only the slot's quotes will tell what has moved
 * @param isOvertaken whether a newer slot of the tier has finished: then nothing is asked
 */
public record RunForecast(
    Slot slot,
    Map<Platform, Map<String, Long>> calls,
    long reused,
    long unknown,
    long depth,
    boolean isOvertaken) {

  /** Looks at the lake; makes no call. */
  public static RunForecast of(
      Lake lake, Platforms platforms, QuoteScope scope, RunOptions options, Clock clock) {
    Slot slot = options.slot();
    if (new RunHistory(lake).isOvertaken(slot)) {
      return new RunForecast(slot, Map.of(), 0, 0, 0, true);
    }
    List<Sku> skus = options.skus().stream().map(ListedSku::sku).toList();
    FetchJob fetch =
        FetchJob.withoutCalls(
            lake,
            slot,
            FetchContext.standard(slot, platforms.apis(), FetchJob.landingOf(lake, slot)));
    MappingJob mapping = new MappingJob(lake, slot, fetch, clock);
    List<Planned> searches = mapping.searches(skus);
    List<Planned> wanted = new ArrayList<>(searches);
    wanted.addAll(mapping.details(skus));
    wanted.addAll(QuotePlan.of(slot, Mappings.read(lake, skus).active(), scope, options.skus()));
    Set<Planned> renewals = new LinkedHashSet<>(mapping.renewals(skus));
    wanted.addAll(renewals);
    List<Planned> missing = new ArrayList<>(fetch.missing(wanted));
    Map<Platform, Map<String, Long>> calls = new EnumMap<>(Platform.class);
    missing.stream()
        .filter(planned -> !renewals.contains(planned))
        .forEach(planned -> add(calls, planned.request()));
    List<PlatformRequest> later = mapping.followUps(searches, scope);
    later.forEach(request -> add(calls, request));
    List<Planned> stale = missing.stream().filter(renewals::contains).toList();
    addSpare(calls, stale, platforms, options);
    DepthPlan depth = platforms.depthPlan(options.maxDuration(), total(calls, Platform.ALIAS));
    List<Planned> sales = new DepthJob(lake, slot, scope).plan(skus, depth);
    wanted.addAll(sales);
    List<Planned> unasked = fetch.missing(sales);
    missing.addAll(unasked);
    unasked.forEach(planned -> add(calls, planned.request()));
    return new RunForecast(
        slot, calls, wanted.size() - (long) missing.size(), searches.size(), depth.calls(), false);
  }

  // What there is no room for after the quotes is not asked, rather than put off.
  private static void addSpare(
      Map<Platform, Map<String, Long>> calls,
      List<Planned> wanted,
      Platforms platforms,
      RunOptions options) {
    for (Platform platform : Platform.values()) {
      List<Planned> own =
          wanted.stream().filter(each -> each.request().platform() == platform).toList();
      int room =
          own.isEmpty()
              ? 0
              : platforms.spare(
                  platform, own.size(), options.maxDuration(), total(calls, platform));
      own.subList(0, room).forEach(planned -> add(calls, planned.request()));
    }
  }

  private static int total(Map<Platform, Map<String, Long>> calls, Platform platform) {
    return (int)
        calls.getOrDefault(platform, Map.of()).values().stream().mapToLong(Long::longValue).sum();
  }

  private static void add(Map<Platform, Map<String, Long>> calls, PlatformRequest request) {
    calls
        .computeIfAbsent(request.platform(), platform -> new TreeMap<>())
        .merge(request.endpoint(), 1L, Long::sum);
  }
}
