package io.soletape.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one platform counted. Windows, first and last arrival and the rate leave token refreshes
 * out, since only API calls are paced; {@code calls} has them in.
 *
 * @param calls every attempt, refused ones and token refreshes included
 * @param byEndpoint attempts by kind of call
 * @param byStatus answers by HTTP status; 0 where the connection was closed instead
 * @param refusedByRate answers 429 because of the pace
 * @param refusedByQuota answers 429 because of the daily quota
 * @param tokenRefreshes calls of the token endpoint
 * @param byUrl attempts by path and query
 * @param byFault calls that a fault hit, by its kind
 * @param maxPerSecond most calls in any second
 * @param maxPer10Seconds most calls in any ten seconds
 * @param maxPer60Seconds most calls in any minute
 * @param achievedPerSecond calls a second between the first and the last arrival, 0 below two calls
 * @param arrivals of API calls, in order
 * @param served API calls whose answer has gone out, in that order
 */
public record PlatformStats(
    long calls,
    Map<String, Long> byEndpoint,
    Map<Integer, Long> byStatus,
    long refusedByRate,
    long refusedByQuota,
    long tokenRefreshes,
    Map<String, Long> byUrl,
    Map<FaultKind, Long> byFault,
    long maxPerSecond,
    long maxPer10Seconds,
    long maxPer60Seconds,
    Optional<Instant> firstArrival,
    Optional<Instant> lastArrival,
    double achievedPerSecond,
    List<Instant> arrivals,
    List<ServedCall> served) {

  public PlatformStats {
    byEndpoint = Map.copyOf(byEndpoint);
    byStatus = Map.copyOf(byStatus);
    byUrl = Map.copyOf(byUrl);
    byFault = Map.copyOf(byFault);
    arrivals = List.copyOf(arrivals);
    served = List.copyOf(served);
  }
}
