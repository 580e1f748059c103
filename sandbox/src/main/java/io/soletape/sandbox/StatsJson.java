package io.soletape.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** The statistics as JSON, names in snake_case. */
final class StatsJson {

  private StatsJson() {}

  static ObjectNode of(SandboxStats stats) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("stockx", of(stats.stockx()));
    body.set("alias", of(stats.alias()));
    body.set("fx", of(stats.fx()));
    return body;
  }

  private static ObjectNode of(PlatformStats stats) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("calls", stats.calls());
    counts(body.putObject("by_endpoint"), stats.byEndpoint());
    counts(body.putObject("by_status"), stats.byStatus());
    body.put("refused_by_rate", stats.refusedByRate());
    body.put("refused_by_quota", stats.refusedByQuota());
    body.put("token_refreshes", stats.tokenRefreshes());
    counts(body.putObject("by_url"), stats.byUrl());
    ObjectNode byFault = body.putObject("by_fault");
    stats.byFault().forEach((fault, count) -> byFault.put(fault.spec(), count));
    body.put("max_per_second", stats.maxPerSecond());
    body.put("max_per_10_seconds", stats.maxPer10Seconds());
    body.put("max_per_60_seconds", stats.maxPer60Seconds());
    body.put("first_arrival", stats.firstArrival().map(Object::toString).orElse(null));
    body.put("last_arrival", stats.lastArrival().map(Object::toString).orElse(null));
    body.put("achieved_per_second", stats.achievedPerSecond());
    return body;
  }

  private static void counts(ObjectNode body, Map<?, Long> counts) {
    new TreeMap<>(counts).forEach((name, count) -> body.put(name.toString(), count));
  }
}
