package io.soletape.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soletape.budget.Limit;
import io.soletape.market.Platform;
import io.soletape.run.Platforms;
import io.soletape.run.RunForecast;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a run would ask of one platform.
 *
 * @param platform the platform
 * @param calls calls by kind
 * @param time how long they take at the allowed rate
 * @param perSecond the allowed rate
 * @param quotaLeftAfter calls left of the day afterwards; empty without a quota or a key
 */
record PlanLine(
    Platform platform,
    Map<String, Long> calls,
    Duration time,
    double perSecond,
    Optional<Long> quotaLeftAfter) {

  static PlanLine of(Platform platform, RunForecast forecast, Platforms platforms) {
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
            .map(left -> left - total));
  }

  String text() {
    String kinds =
        calls.entrySet().stream()
            .map(kind -> "%,d %s".formatted(kind.getValue(), kind.getKey()))
            .collect(Collectors.joining(", ", "(", ")"));
    return "%-7s %,d calls %s, %d min %02d s at %s a second; %s"
        .formatted(
            platform.code(),
            total(calls),
            kinds,
            time.toMinutes(),
            time.toSecondsPart(),
            perSecond,
            quotaLeftAfter
                .map(left -> "%,d of the day left after".formatted(left))
                .orElse("no daily quota, or its key is not set"));
  }

  ObjectNode json() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("calls", total(calls));
    ObjectNode kinds = json.putObject("by_kind");
    calls.forEach(kinds::put);
    json.put("seconds", time.toSeconds());
    json.put("quota_left_after", quotaLeftAfter.orElse(null));
    return json;
  }

  private static long total(Map<String, Long> calls) {
    return calls.values().stream().mapToLong(Long::longValue).sum();
  }
}
