package io.soletape.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soletape.budget.Admission;
import io.soletape.budget.Limit;
import io.soletape.market.Platform;
import io.soletape.run.Platforms;
import io.soletape.run.RunForecast;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run would ask of one platform.
 *
 * @param platform the platform
 * @param calls calls by kind
 * @param time how long they take at the allowed rate
 * @param perSecond the allowed rate
 * @param quotaLeftAfter calls left of the day afterwards; empty without a quota or a key
 * @param admission what the ledger admits now; empty without a key
 * @param turnsInTime calls that can leave before the run's time is over; empty without such a bound
 */
record PlanLine(
    Platform platform,
    Map<String, Long> calls,
    Duration time,
    double perSecond,
    Optional<Long> quotaLeftAfter,
    Optional<Admission> admission,
    Optional<Long> turnsInTime) {

  /**
   * The part of a forecast that one platform has.
   *
   * @param maxDuration after which the run makes no further call; empty for no bound
   */
  static PlanLine of(
      Platform platform,
      RunForecast forecast,
      Platforms platforms,
      Optional<Duration> maxDuration) {
    Limit limit = platforms.limit(platform);
    Map<String, Long> calls = forecast.calls().getOrDefault(platform, Map.of());
    long total = total(calls);
    return new PlanLine(
        platform,
        calls,
        limit.spacing().multipliedBy(total),
        limit.callsPerSecond(),
        platforms
            .usage(platform)
            .flatMap(usage -> usage.left(limit.callsPerDay()))
            .map(left -> left - total),
        platforms.admission(platform, forecast.slot().tier().priority()),
        maxDuration.map(most -> most.dividedBy(limit.spacing())));
  }

  /** Calls that would be put off, since they do not fit what is left of the day, or the time. */
  long deferred() {
    return total(calls) - Math.min(inBudget(), inTime());
  }

  private long inBudget() {
    return fitting(admission.flatMap(Admission::calls).map(Integer::longValue));
  }

  private long inTime() {
    return fitting(turnsInTime);
  }

  private long fitting(Optional<Long> most) {
    return Math.min(total(calls), most.orElse(Long.MAX_VALUE));
  }

  private boolean isTimeShort() {
    return inTime() < inBudget();
  }

  String text() {
    String kinds =
        calls.entrySet().stream()
            .map(kind -> "%,d %s".formatted(kind.getValue(), kind.getKey()))
            .collect(Collectors.joining(", ", "(", ")"));
    return "%-7s %,d calls %s, %d min %02d s at %s a second; %s%s"
        .formatted(
            platform.code(),
            total(calls),
            kinds,
            time.toMinutes(),
            time.toSecondsPart(),
            perSecond,
            quotaLeftAfter
                .map(left -> "%,d of the day left after".formatted(left))
                .orElse("no daily quota, or its key is not set"),
            putOff());
  }

  private String putOff() {
    if (deferred() == 0) {
      return kept().isEmpty() ? "" : "; kept for more important work: " + kept();
    }
    return isTimeShort()
        ? "; %,d do not fit the time allowed and would be put off: the same command goes on"
            .formatted(deferred())
        : "; %,d do not fit and would be put off until %s%s"
            .formatted(
                deferred(),
                admission.orElseThrow().moreAt(),
                kept().isEmpty() ? "" : ", kept for more important work: " + kept());
  }

  private String kept() {
    return heldBack()
        .map(held -> "%s %,d".formatted(held.getKey(), held.getValue()))
        .collect(Collectors.joining(", "));
  }

  private Stream<Map.Entry<String, Integer>> heldBack() {
    return admission.stream()
        .flatMap(told -> new TreeMap<>(told.heldBack()).entrySet().stream())
        .filter(held -> held.getValue() > 0)
        .map(held -> Map.entry(held.getKey().code(), held.getValue()));
  }

  ObjectNode json() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("calls", total(calls));
    ObjectNode kinds = json.putObject("by_kind");
    calls.forEach(kinds::put);
    json.put("seconds", time.toSeconds());
    json.put("quota_left_after", quotaLeftAfter.orElse(null));
    json.put("admitted", total(calls) - deferred());
    json.put("deferred", deferred());
    json.put("resume_at", resumeAt().orElse(null));
    ObjectNode kept = json.putObject("held_back");
    heldBack().forEach(held -> kept.put(held.getKey(), held.getValue()));
    return json;
  }

  // Where only the time is short the rest can be asked at once.
  private Optional<String> resumeAt() {
    return deferred() == 0 || isTimeShort()
        ? Optional.empty()
        : admission.map(told -> told.moreAt().toString());
  }

  private static long total(Map<String, Long> calls) {
    return calls.values().stream().mapToLong(Long::longValue).sum();
  }
}
