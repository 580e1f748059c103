package io.soletape.mapping;

import static org.apache.spark.sql.functions.col;

import io.soletape.fetch.BronzeAnswers;
import io.soletape.fetch.FetchJob;
import io.soletape.fetch.FetchTally;
import io.soletape.lake.Held;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.market.Platform;
import io.soletape.market.Sku;
import io.soletape.plan.Planned;
import io.soletape.plan.QuoteCell;
import io.soletape.plan.QuoteScope;
import io.soletape.plan.Slot;
import io.soletape.platform.PlatformRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds the platforms' products of SKUs that are not known yet, and keeps their sizes known. */
public final class MappingJob {

  // An unknown style is seldom listed overnight, and each search costs a call.
  private static final Duration NOT_FOUND_REMEMBERED = Duration.ofDays(7);
  private static final Duration TROUBLE_REMEMBERED = Duration.ofDays(1);
  private static final int SKUS_AT_ONCE = 1_000;
  private static final String UNKNOWN_PRODUCT = "unknown";
  private static final Set<String> TROUBLES =
      Set.of(MappingStatus.BROKEN.code(), MappingStatus.SUSPECT.code());

  private final Lake lake;
  private final Slot slot;
  private final FetchJob fetch;
  private final Clock clock;

  public MappingJob(Lake lake, Slot slot, FetchJob fetch, Clock clock) {
    this.lake = lake;
    this.slot = slot;
    this.fetch = fetch;
    this.clock = clock;
  }

  /** The searches that the SKUs need: none for what is known. */
  public List<Planned> searches(List<Sku> skus) {
    Mappings known = Mappings.read(lake, skus);
    List<Planned> searches = new ArrayList<>();
    for (Catalogue catalogue : Catalogues.ALL) {
      skus.stream()
          .filter(sku -> isUnknown(known, catalogue.platform(), sku))
          .map(sku -> Planned.in(slot, catalogue.search(sku)))
          .forEach(searches::add);
    }
    return searches;
  }

  /** The calls that tell the sizes of products whose sizes are not known. */
  public List<Planned> details(List<Sku> skus) {
    return details(KnownSizes.read(lake, skus));
  }

  private List<Planned> details(KnownSizes known) {
    return known.unsized().stream()
        .flatMap(
            mapping ->
                Catalogues.of(mapping.platform().code())
                    .details(mapping.sku(), mapping.productId().orElseThrow())
                    .stream())
        .map(request -> Planned.in(slot, request))
        .toList();
  }

  /**
   * The calls that tell sizes and facts of known products again: of those whose quotes of the last
   * days were of sizes that the catalogue does not have. The longest unasked come first.
   */
  public List<Planned> renewals(List<Sku> skus) {
    return renewals(KnownSizes.read(lake, skus), Optional.empty());
  }

  List<Planned> renewals(KnownSizes known, Optional<Duration> factsKept) {
    List<Mapping> rested = known.toldUpTo(slot.at().minus(StaleSizes.REST));
    if (rested.isEmpty()) {
      return List.of();
    }
    Object[] codes = rested.stream().map(mapping -> mapping.sku().code()).distinct().toArray();
    Set<List<String>> due = StaleSizes.due(lake, slot, codes);
    Set<Mapping> old =
        factsKept.map(kept -> Set.copyOf(known.toldUpTo(slot.at().minus(kept)))).orElse(Set.of());
    return rested.stream()
        .filter(
            mapping ->
                old.contains(mapping)
                    || due.contains(List.of(mapping.platform().code(), mapping.sku().code())))
        .flatMap(
            mapping ->
                Catalogues.of(mapping.platform().code())
                    .renewal(mapping.sku(), mapping.productId().orElseThrow())
                    .stream())
        .map(request -> Planned.in(slot, request))
        .toList();
  }

  /** What the searches lead to, if each of them finds its product. */
  public List<PlatformRequest> followUps(List<Planned> searches, QuoteScope scope) {
    List<PlatformRequest> requests = new ArrayList<>();
    for (Planned search : searches) {
      Platform platform = search.request().platform();
      Sku sku = search.request().sku();
      requests.addAll(Catalogues.of(platform.code()).details(sku, UNKNOWN_PRODUCT));
      QuoteCell.of(platform, scope)
          .forEach(cell -> requests.add(cell.request(sku, UNKNOWN_PRODUCT)));
    }
    return requests;
  }

  /**
   * Asks what is unknown and keeps what is told.
   *
   * @param factsKept after which a known product is worth asking again though its sizes are all
   *     known; empty for never
   * @return what was done, by platform, what was asked for in all, and what is worth asking again
   */
  public Result run(List<Sku> skus, Optional<Duration> factsKept) {
    List<Planned> searches = searches(skus);
    Map<Platform, FetchTally> tallies = new EnumMap<>(Platform.class);
    long reused = ask(searches, tallies);
    inParts(searches, this::keepFound);
    KnownSizes known = KnownSizes.read(lake, skus);
    List<Planned> details = details(known);
    reused += ask(details, tallies);
    inParts(details, this::keepSizes);
    return new Result(
        searches.size() + details.size(), reused, tallies, renewals(known, factsKept));
  }

  /**
   * Asks again for what is known and keeps what is told now. A mapping stays as it is: the product
   * is asked for by its id.
   *
   * @param renewals of the {@link Result}, or the first of them
   */
  public Result renew(List<Planned> renewals) {
    Map<Platform, FetchTally> tallies = new EnumMap<>(Platform.class);
    long reused = ask(renewals, tallies);
    inParts(renewals, this::keepRenewed);
    return new Result(renewals.size(), reused, tallies, List.of());
  }

  /**
   * What a mapping did.
   *
   * @param planned requests that were needed
   * @param reused of these, the ones with an answer already
   * @param tallies what was done, by platform
   * @param renewals what may be asked again with {@link #renew}, where calls are left for it
   */
  public record Result(
      long planned, long reused, Map<Platform, FetchTally> tallies, List<Planned> renewals) {}

  private long ask(List<Planned> planned, Map<Platform, FetchTally> tallies) {
    if (planned.isEmpty()) {
      return 0;
    }
    List<Planned> missing = fetch.missing(planned);
    fetch
        .fetch(missing)
        .forEach((platform, tally) -> tallies.merge(platform, tally, FetchTally::plus));
    return planned.size() - (long) missing.size();
  }

  // What is held at once does not grow with the plan.
  private static void inParts(List<Planned> planned, Consumer<List<Planned>> work) {
    List<List<Planned>> bySku =
        planned.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.request().sku(), LinkedHashMap::new, Collectors.toList()))
            .values()
            .stream()
            .toList();
    for (int from = 0; from < bySku.size(); from += SKUS_AT_ONCE) {
      List<List<Planned>> part = bySku.subList(from, Math.min(from + SKUS_AT_ONCE, bySku.size()));
      work.accept(part.stream().flatMap(List::stream).toList());
    }
  }

  // The mapping comes last: what is mapped is not searched again, so that whatever a search tells
  // must be kept by then.
  private void keepFound(List<Planned> searches) {
    Dataset<Row> answers = answers(searches);
    lake.upsert(Tables.PRODUCTS, CatalogueRows.products(answers));
    keepSizes(searches);
    lake.upsert(Tables.MAPPINGS, CatalogueRows.mappings(answers));
  }

  private void keepRenewed(List<Planned> renewals) {
    lake.upsert(Tables.PRODUCTS, CatalogueRows.products(answers(renewals)));
    keepSizes(renewals);
  }

  private void keepSizes(List<Planned> planned) {
    Dataset<Row> answers = answers(planned);
    Dataset<Row> told =
        Held.of(
            CatalogueHistory.ofItsProduct(
                CatalogueRows.variants(answers), lake.read(Tables.PRODUCTS)));
    lake.upsert(Tables.VARIANTS, SizeTellings.kept(lake.read(Tables.VARIANTS), told, answers));
  }

  private Dataset<Row> answers(List<Planned> planned) {
    Object[] ids = planned.stream().map(Planned::requestId).toArray();
    return BronzeAnswers.ofSlot(lake, slot).where(col("request_id").isin(ids));
  }

  private boolean isUnknown(Mappings known, Platform platform, Sku sku) {
    return known
        .of(platform, sku)
        .map(mapping -> !mapping.isActive() && isForgotten(mapping))
        .orElse(true);
  }

  private boolean isForgotten(Mapping mapping) {
    Duration remembered =
        TROUBLES.contains(mapping.status()) ? TROUBLE_REMEMBERED : NOT_FOUND_REMEMBERED;
    Instant forgotten = mapping.checkedAt().plus(remembered);
    return forgotten.isBefore(clock.instant());
  }
}
