package io.soletape.bench;

import io.soletape.sandbox.PlatformStats;
import io.soletape.sandbox.ServedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a sandbox's counts say about the product. */
final class Judge {

  private static final double NANOS = 1e9;

  /** What the sandbox allows for the network's jitter. */
  private static final Duration JITTER = Duration.ofMillis(25);

  /** An answer that went out so shortly before a kill may not have been kept yet. */
  private static final Duration LANDING = Duration.ofMillis(100);

  private Judge() {}

  /** Most calls that arrived in any window of this length, less the network's jitter. */
  static long mostWithin(Duration window, List<Instant> arrivals) {
    int most = 0;
    int first = 0;
    for (int last = 0; last < arrivals.size(); last++) {
      Instant opens = arrivals.get(last).minus(window).plus(JITTER);
      while (!arrivals.get(first).isAfter(opens)) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  /**
   * Which part of the allowed rate was used from one moment to another, 1 for all of it: calls from
   * the first at or after the one to the first at or after the other.
   */
  static double used(List<Instant> arrivals, double perSecond, Instant from, Instant to) {
    Instant first = firstSince(arrivals, from).orElse(to);
    Instant last = firstSince(arrivals, to).orElse(to);
    long calls = arrivals.stream().filter(at -> !at.isBefore(first) && at.isBefore(last)).count();
    double allowed = perSecond * Duration.between(first, last).toNanos() / NANOS;
    return allowed > 0 ? calls / allowed : 0;
  }

  /** Requests that had a usable answer and were called again. */
  static long repeated(PlatformStats stats) {
    return repeatedOutsideFlight(stats, List.of());
  }

  /** As {@link #repeated}, for callers who take no answer that comes later than this. */
  static long repeatedInTime(PlatformStats stats, Duration patience) {
    return usableByUrl(stats).values().stream()
        .map(
            calls ->
                calls.stream()
                    .filter(
                        call ->
                            Duration.between(call.arrivedAt(), call.answeredAt())
                                    .compareTo(patience)
                                < 0)
                    .count())
        .filter(inTime -> inTime > 1)
        .count();
  }

  /** As {@link #repeated}, without those whose first answer was under way at one of the kills. */
  static long repeatedOutsideFlight(PlatformStats stats, Collection<Kill> kills) {
    return usableByUrl(stats).values().stream()
        .filter(calls -> calls.size() > 1)
        .filter(calls -> !isExcused(calls, kills))
        .count();
  }

  /**
   * How long answers had been out at most when the next kill lost them: the usable ones that were
   * asked for again. Zero where none was. The nearest kill is taken for the one that lost it,
   * though it may have met another process: it can have been longer.
   */
  static Duration longestLost(PlatformStats stats, Collection<Kill> kills) {
    return usableByUrl(stats).values().stream()
        .flatMap(calls -> calls.subList(0, calls.size() - 1).stream())
        .map(call -> untilNextKill(call, kills))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /** Requests that had a usable answer. */
  static long answered(PlatformStats stats) {
    return usableByUrl(stats).size();
  }

  private static Optional<Instant> firstSince(List<Instant> arrivals, Instant moment) {
    return arrivals.stream().filter(at -> !at.isBefore(moment)).findFirst();
  }

  // Each call but the last has to have been under way when something was killed.
  private static boolean isExcused(List<ServedCall> calls, Collection<Kill> kills) {
    return calls.subList(0, calls.size() - 1).stream()
        .allMatch(call -> kills.stream().anyMatch(kill -> isUnderWay(call, kill)));
  }

  private static boolean isUnderWay(ServedCall call, Kill kill) {
    return !call.arrivedAt().isAfter(kill.until())
        && !call.answeredAt().plus(LANDING).isBefore(kill.from());
  }

  private static Duration untilNextKill(ServedCall call, Collection<Kill> kills) {
    return kills.stream()
        .filter(kill -> !kill.until().isBefore(call.arrivedAt()))
        .map(kill -> Duration.between(call.answeredAt(), kill.from()))
        .map(out -> out.isNegative() ? Duration.ZERO : out)
        .min(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static Map<String, List<ServedCall>> usableByUrl(PlatformStats stats) {
    Map<String, List<ServedCall>> byUrl = new HashMap<>();
    stats.served().stream()
        .filter(ServedCall::isUsable)
        .forEach(call -> byUrl.computeIfAbsent(call.url(), url -> new ArrayList<>()).add(call));
    return byUrl;
  }
}
