package io.soletape.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts the calls of one platform. This class is threadsafe. */
final class Meter {

  private final List<Instant> arrivals = new ArrayList<>();
  private final List<ServedCall> served = new ArrayList<>();
  private final Map<String, Long> byEndpoint = new TreeMap<>();
  private final Map<Integer, Long> byStatus = new TreeMap<>();
  private final Map<String, Long> byUrl = new TreeMap<>();
  private final Map<FaultKind, Long> byFault = new EnumMap<>(FaultKind.class);
  private long calls;
  private long refusedByRate;
  private long refusedByQuota;
  private long tokenRefreshes;

  synchronized void arrived(Call call, String endpoint, boolean isApiCall) {
    calls++;
    byEndpoint.merge(endpoint, 1L, Long::sum);
    byUrl.merge(call.url(), 1L, Long::sum);
    if (isApiCall) {
      arrivals.add(call.arrivedAt());
    } else {
      tokenRefreshes++;
    }
  }

  synchronized void answered(int status) {
    byStatus.merge(status, 1L, Long::sum);
  }

  synchronized void struck(FaultKind fault) {
    byFault.merge(fault, 1L, Long::sum);
  }

  synchronized void served(ServedCall call) {
    served.add(call);
  }

  synchronized void refusedByRate() {
    refusedByRate++;
  }

  synchronized void refusedByQuota() {
    refusedByQuota++;
  }

  synchronized void reset() {
    arrivals.clear();
    served.clear();
    byEndpoint.clear();
    byStatus.clear();
    byUrl.clear();
    byFault.clear();
    calls = 0;
    refusedByRate = 0;
    refusedByQuota = 0;
    tokenRefreshes = 0;
  }

  synchronized PlatformStats stats() {
    List<Instant> sorted = arrivals.stream().sorted().toList();
    return new PlatformStats(
        calls,
        byEndpoint,
        byStatus,
        refusedByRate,
        refusedByQuota,
        tokenRefreshes,
        byUrl,
        byFault,
        most(sorted, Duration.ofSeconds(1)),
        most(sorted, Duration.ofSeconds(10)),
        most(sorted, Duration.ofSeconds(60)),
        sorted.stream().findFirst(),
        sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(sorted.size() - 1)),
        rate(sorted),
        sorted,
        served);
  }

  private static long most(List<Instant> sorted, Duration window) {
    int most = 0;
    int first = 0;
    for (int last = 0; last < sorted.size(); last++) {
      Instant opens = sorted.get(last).minus(window);
      while (!sorted.get(first).isAfter(opens)) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  private static double rate(List<Instant> sorted) {
    if (sorted.size() < 2) {
      return 0;
    }
    Duration span = Duration.between(sorted.get(0), sorted.get(sorted.size() - 1));
    return span.isZero() ? 0 : (sorted.size() - 1) * 1e9 / span.toNanos();
  }
}
