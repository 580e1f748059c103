package io.soletape.plan;

import io.soletape.market.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which sizes are asked for sales and offers in a slot: those that have moved, the furthest first
 * and of equals the dearest, and beside them a slow round through all. A pure function: the same
 * slot plans the same again.
 *
 * @param calls the most requests of a run
 * @param round after which a size is asked again though nothing moved
 */
public record DepthPlan(int calls, Duration round) {

  private static final Comparator<DepthCandidate> DEAREST_FIRST =
      Comparator.comparing(DepthCandidate::value)
          .reversed()
          .thenComparing(candidate -> candidate.sku().code())
          .thenComparing(DepthCandidate::size)
          .thenComparing(candidate -> candidate.region().code())
          .thenComparing(DepthCandidate::kind);
  private static final Comparator<DepthCandidate> FURTHEST_MOVED_FIRST =
      Comparator.comparing(DepthCandidate::move).reversed().thenComparing(DEAREST_FIRST);
  private static final Comparator<DepthCandidate> LONGEST_AGO_FIRST =
      Comparator.<DepthCandidate, Instant>comparing(
              candidate -> candidate.askedAt().orElse(Instant.EPOCH))
          .thenComparing(DEAREST_FIRST);

  public DepthPlan {
    if (calls < 0 || round.isNegative() || round.isZero()) {
      throw new IllegalArgumentException(
          "A depth plan of %d calls and a round of %s is none: 0 or more calls and a time are needed"
              .formatted(calls, round));
    }
  }

  /**
   * Where sales and offers are asked: regional histories are disjoint, so all regions together are
   * asked only where they are the sole region (Alias API, recent sales).
   */
  public static List<Region> regions(QuoteScope scope) {
    List<Region> regional =
        scope.aliasRegions().stream().filter(region -> !region.isGlobal()).toList();
    return regional.isEmpty() ? scope.aliasRegions() : regional;
  }

  /**
   * The requests of a slot, the most valuable first. Either half of the calls is kept for what
   * moved and for the round; what one does not need is the other's.
   */
  public List<Planned> of(Slot slot, List<DepthCandidate> candidates) {
    List<DepthCandidate> moved =
        candidates.stream().filter(DepthCandidate::hasMoved).sorted(FURTHEST_MOVED_FIRST).toList();
    List<DepthCandidate> due =
        candidates.stream()
            .filter(candidate -> !candidate.hasMoved() && isDue(slot, candidate.askedAt()))
            .sorted(LONGEST_AGO_FIRST)
            .toList();
    int forRound = Math.min(due.size(), Math.max(calls / 2, calls - moved.size()));
    return Stream.concat(
            moved.stream().limit(calls - (long) forRound), due.stream().limit(forRound))
        .map(candidate -> candidate.in(slot))
        .toList();
  }

  private boolean isDue(Slot slot, Optional<Instant> askedAt) {
    return askedAt.map(asked -> !asked.plus(round).isAfter(slot.at())).orElse(true);
  }
}
