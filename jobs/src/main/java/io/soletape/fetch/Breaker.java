package io.soletape.fetch;

import io.soletape.http.RetryPolicy;
import io.soletape.market.Platform;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Tells from the calls to a platform when it should be left alone: dead, or its quota gone. Not
 * thread-safe.
 */
final class Breaker {

  // One bad id answers like a dead service; several styles in a row do not by chance.
  static final int TROUBLED_SKUS = 3;
  private static final int TROUBLED_CALLS = 10;
  // One refusal is met by any single request; a second one in a row is meant for all of them.
  private static final int REFUSALS_FOR_ALL = 2;
  private static final int FORBIDDEN_FOR_ALL = 3;

  private final Platform platform;
  private final InstantSource clock;
  private final int mostRefusals;
  private final Set<String> troubledSkus = new HashSet<>();
  private final Set<String> troubledAlone = new HashSet<>();
  private int troubledCalls;
  private int refusals;
  private int forbidden;
  private boolean hasAnswered;
  private Instant pausedAt = Instant.EPOCH;
  private Duration paused = Duration.ZERO;

  /**
   * A closed breaker.
   *
   * @param isOnProbation whether the platform had said to be left alone until later: then its first
   *     refusal is enough
   */
  Breaker(Platform platform, InstantSource clock, boolean isOnProbation) {
    this.platform = platform;
    this.clock = clock;
    // Contract: at most 5 refusals. One more call may be under way when the last one is told.
    this.mostRefusals = isOnProbation ? 1 : RetryPolicy.MOST_QUOTA_REFUSALS - 1;
  }

  /**
   * The platform has answered when it was asked about a style. Whatever trouble there was with
   * others is theirs: where they are all that is left to ask, they tell nothing of the platform.
   */
  void alive(String sku) {
    hasAnswered = true;
    troubledAlone.addAll(troubledSkus);
    troubledAlone.remove(sku);
    troubledSkus.clear();
    troubledCalls = 0;
    refusals = 0;
    paused = Duration.ZERO;
  }

  /** The platform, or the way to it, was in trouble when it was asked about a style. */
  Optional<FetchStop> troubled(String sku) {
    if (troubledAlone.contains(sku)) {
      return Optional.empty();
    }
    troubledSkus.add(sku);
    troubledCalls++;
    return troubledSkus.size() >= TROUBLED_SKUS && troubledCalls >= TROUBLED_CALLS
        ? Optional.of(unreachable(troubledCalls + " calls in a row"))
        : Optional.empty();
  }

  /**
   * The platform refused a call with 429.
   *
   * @param demanded how long it wants to be left alone; zero if it does not say
   */
  Optional<FetchStop> refused(Duration demanded) {
    refusals++;
    Instant now = clock.instant();
    if (refusals >= mostRefusals) {
      Instant until = demanded.isZero() ? RetryPolicy.nextMidnight(now) : now.plus(demanded);
      return Optional.of(asksForPause("quota", until));
    }
    if (refusals >= REFUSALS_FOR_ALL) {
      Duration doubled = Duration.ofSeconds(1L << refusals);
      pausedAt = now;
      paused = demanded.compareTo(doubled) > 0 ? demanded : doubled;
    }
    return Optional.empty();
  }

  /** The platform denied a call with 403. */
  Optional<FetchStop> forbidden() {
    forbidden++;
    return forbidden >= FORBIDDEN_FOR_ALL ? onlyForbidden() : Optional.empty();
  }

  /** Why nobody should call, where the platform has denied whatever it was asked. */
  Optional<FetchStop> onlyForbidden() {
    return forbidden > 0 && !hasAnswered
        ? Optional.of(
            FetchStop.failed(
                "credentials",
                "%s answers every call with 403: check what the owner of its credentials may do"
                    .formatted(platform.code())))
        : Optional.empty();
  }

  /** How long nobody should call; zero if everybody may. */
  Duration pause() {
    Instant now = clock.instant();
    if (now.isBefore(pausedAt)) {
      // The clock was set back: how much of the pause is over cannot be told.
      pausedAt = now;
    }
    Duration left = Duration.between(now, pausedAt.plus(paused));
    return left.isNegative() ? Duration.ZERO : left;
  }

  FetchStop unreachable(String what) {
    return FetchStop.failed(
        "unreachable",
        "%s gave no usable answer to %s: check its address and whether it is up, then run the same command again"
            .formatted(platform.code(), what));
  }

  FetchStop asksForPause(String reason, Instant until) {
    return FetchStop.deferred(
        reason, "%s asks not to be called before %s".formatted(platform.code(), until), until);
  }
}
