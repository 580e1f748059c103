package io.soletape.fetch;

import io.soletape.market.Platform;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the calls to one platform came to, told as they end. Thread-safe. */
final class CallMeter {

  /** The figures that are in Spark's metrics system. */
  static final List<String> NAMES =
      List.of(
          "permits",
          "quota_left",
          "wait_ms",
          "in_flight",
          "in_flight_most",
          "retries",
          "bytes",
          "is_stopped",
          "calls.0",
          "calls.200",
          "calls.400",
          "calls.401",
          "calls.403",
          "calls.404",
          "calls.415",
          "calls.429",
          "calls.500",
          "calls.502",
          "calls.503",
          "calls.504",
          CallMeter.OTHER);

  /** Calls by a status that has no figure of its own in Spark's metrics system. */
  static final String OTHER = "calls.other";

  private static final int TOO_MANY = 429;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Map<Integer, Long> byStatus = new TreeMap<>();
  private final Map<String, Long> byOutcome = new TreeMap<>();
  private long retries;
  private long bytes;
  private long waitedNanos;
  private int mostInFlight;
  private long notAnswered;

  synchronized void called(DeskMessage.Called call) {
    byStatus.merge(call.status(), 1L, Long::sum);
    retries += call.isRepeat() ? 1 : 0;
    bytes += call.bytes();
  }

  synchronized void ended(String outcome) {
    byOutcome.merge(outcome, 1L, Long::sum);
  }

  synchronized void waits(long nanos) {
    waitedNanos += nanos;
  }

  synchronized void inFlight(int requests) {
    mostInFlight = Math.max(mostInFlight, requests);
  }

  synchronized void notAnswered(long requests) {
    notAnswered += requests;
  }

  synchronized FetchTally tally(Platform platform) {
    long failed = outcome("failed");
    return new FetchTally(
        platform,
        byOutcome.values().stream().mapToLong(Long::longValue).sum(),
        failed + outcome("rejected") + outcome("not_found"),
        failed,
        notAnswered,
        byStatus.values().stream().mapToLong(Long::longValue).sum(),
        retries,
        byStatus.getOrDefault(TOO_MANY, 0L));
  }

  /**
   * Figures by name: {@code calls.200} (by status; 0 for none), {@code retries}, {@code bytes},
   * {@code wait_ms} (told to callers), {@code in_flight_most}.
   */
  synchronized Map<String, Long> figures() {
    Map<String, Long> figures = new TreeMap<>();
    byStatus.forEach((status, calls) -> figures.put("calls." + status, calls));
    figures.put("retries", retries);
    figures.put("bytes", bytes);
    figures.put("wait_ms", waitedNanos / NANOS_PER_MILLI);
    figures.put("in_flight_most", (long) mostInFlight);
    return figures;
  }

  synchronized long otherCalls() {
    return byStatus.entrySet().stream()
        .filter(status -> !NAMES.contains("calls." + status.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private long outcome(String name) {
    return byOutcome.getOrDefault(name, 0L);
  }
}
