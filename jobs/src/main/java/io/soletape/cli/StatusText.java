package io.soletape.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soletape.market.Platform;
import java.util.ArrayList;
import java.util.List;

/** The status for people. */
final class StatusText {

  private StatusText() {}

  static List<String> of(ObjectNode status) {
    List<String> lines = new ArrayList<>();
    lines.add("Lake " + status.get("lake").asText());
    for (Platform platform : Platform.values()) {
      JsonNode told = status.get("platforms").get(platform.code());
      lines.add("  %-8s %s; %s".formatted(platform.code(), age(told), quota(told)));
      if (told.has("breaker")) {
        lines.add("           " + breaker(told.get("breaker")));
      }
    }
    if (status.get("runs").isEmpty()) {
      lines.add("  no run yet: start with ./soletape run --tier hot, or look at ./soletape demo");
    }
    status.get("runs").forEach(run -> lines.add("  " + run(run)));
    return lines;
  }

  private static String age(JsonNode told) {
    return told.has("age_minutes")
        ? "%d SKUs, newest quote %d min old (slot %s)"
            .formatted(
                told.get("skus").asLong(),
                told.get("age_minutes").asLong(),
                told.get("newest_slot_at").asText())
        : "nothing on the tape";
  }

  private static String breaker(JsonNode breaker) {
    return "not called since %s (%s): %s"
        .formatted(
            breaker.get("since").asText(),
            breaker.get("kind").asText(),
            breaker.get("message").asText());
  }

  private static String quota(JsonNode told) {
    if (!told.has("quota_used")) {
      return "calls unknown, its key is not set";
    }
    String left =
        told.get("quota_left").isNull()
            ? "no quota"
            : "%,d left".formatted(told.get("quota_left").asLong());
    return "%,d calls of the day used, %s".formatted(told.get("quota_used").asLong(), left);
  }

  private static String run(JsonNode run) {
    String resume =
        run.has("resume_at")
            ? ", %,d requests deferred until %s"
                .formatted(run.get("deferred").asLong(), run.get("resume_at").asText())
            : "";
    String cause = run.has("cause") ? " (" + run.get("cause").asText() + ")" : "";
    return "%-24s %-14s %,d gold rows, coverage stockx %.2f %% alias %.2f %%%s%s"
        .formatted(
            run.get("run_id").asText(),
            run.get("status").asText(),
            run.get("gold_rows").asLong(),
            run.get("stockx_percent").asDouble(),
            run.get("alias_percent").asDouble(),
            resume,
            cause);
  }
}
