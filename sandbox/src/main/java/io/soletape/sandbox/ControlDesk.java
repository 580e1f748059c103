package io.soletape.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sandbox's own endpoints below {@code /_sandbox/}. Calls here are not counted. */
final class ControlDesk {

  static final String ROOT = "/_sandbox/";

  private static final List<String> CURRENCIES = List.of("USD", "GBP", "EUR");
  private static final List<String> REGIONS = List.of("US", "EU", "UK", "global");

  private final Sandbox sandbox;

  ControlDesk(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  Reply answer(Call call) {
    try {
      return switch (call.method() + " " + call.path().substring(ROOT.length())) {
        case "GET health" -> health();
        case "GET stats" -> Reply.json(200, StatsJson.of(sandbox.stats()));
        case "GET ground-truth/gold" -> gold(call.query());
        case "POST market-time" -> marketTime(call.query());
        case "POST faults" -> faults(call.query());
        case "POST quota" -> quota(call.query());
        case "POST reset-stats" -> resetStats();
        default ->
            error(
                404,
                "unknown; there are GET health, stats, ground-truth/gold and POST"
                    + " market-time?at=, faults?spec=, quota?left=&seconds=, reset-stats");
      };
    } catch (DateTimeException | IllegalArgumentException e) {
      return error(400, e.getMessage());
    }
  }

  private Reply health() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("ok", true);
    body.put("market_time", sandbox.marketTime().toString());
    return Reply.json(200, body);
  }

  private Reply marketTime(Query query) {
    sandbox.moveMarketTo(Instant.parse(required(query, "at")));
    return health();
  }

  private Reply faults(Query query) {
    sandbox.inject(Faults.parse(query.get("spec").orElse("")));
    return health();
  }

  private Reply quota(Query query) {
    sandbox.cutQuota(
        Integer.parseInt(required(query, "left")),
        Duration.ofSeconds(Long.parseLong(required(query, "seconds"))));
    return health();
  }

  private Reply resetStats() {
    sandbox.resetStats();
    return health();
  }

  private Reply gold(Query query) {
    Instant at = query.get("at").map(Instant::parse).orElseGet(sandbox::marketTime);
    List<String> skus =
        query
            .get("skus")
            .map(text -> List.of(text.split(",", -1)))
            .orElseGet(() -> sandbox.groundTruth().listedSkus());
    StringBuilder lines = new StringBuilder();
    sandbox
        .groundTruth()
        .goldRows(
            at,
            skus,
            query.get("market").orElse("US"),
            listed(query, "currencies").orElse(CURRENCIES),
            listed(query, "regions").orElse(REGIONS))
        .forEach(row -> lines.append(line(row)).append('\n'));
    return Reply.text(200, "application/x-ndjson", lines.toString());
  }

  private static ObjectNode line(Map<String, Object> row) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    row.forEach(
        (column, value) -> {
          if (value instanceof Boolean flag) {
            line.put(column, flag);
          } else {
            line.put(column, Optional.ofNullable(value).map(Object::toString).orElse(null));
          }
        });
    return line;
  }

  private static Optional<List<String>> listed(Query query, String name) {
    return query.get(name).map(text -> List.of(text.split(",", -1)));
  }

  private static String required(Query query, String name) {
    return query
        .get(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "parameter '" + name + "' is missing; add it as in ?" + name + "=VALUE"));
  }

  private static Reply error(int status, String message) {
    return Reply.json(status, JsonNodeFactory.instance.objectNode().put("error", message));
  }
}
