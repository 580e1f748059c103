package io.soletape.fetch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The final answer to one request: a row of bronze before it is in the table.
 *
 * @param assignment what was asked
 * @param outcome {@code ok}, {@code not_found}, {@code rejected} or {@code failed}
 * @param httpStatus of the last answer; empty where none came
 * @param body of the last answer; empty where none came
 * @param attempts calls made
 * @param requestedAt when the first left
 * @param fetchedAt when the last had come
 * @param durationMillis of the last
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record Answer(
    Assignment assignment,
    String outcome,
    Optional<Integer> httpStatus,
    Optional<byte[]> body,
    int attempts,
    Instant requestedAt,
    Instant fetchedAt,
    long durationMillis) {

  static final String FAILED = "failed";

  /** The HTTP status of a call that these credentials may not make. */
  static final int FORBIDDEN = 403;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Whether there is no usable answer, so that asking again could help. */
  boolean isFailure() {
    return outcome.equals(FAILED) || httpStatus.filter(status -> status == FORBIDDEN).isPresent();
  }

  /** One line of JSON in the schema of bronze, its end included. */
  byte[] toJsonLine(FetchContext context) throws JsonProcessingException {
    ObjectNode line = MAPPER.createObjectNode();
    line.put("request_id", assignment.requestId());
    line.put("tier", context.tier());
    line.put("run_id", context.runId());
    line.put("platform", assignment.platform().code());
    line.put("endpoint", assignment.endpoint());
    line.put("sku", assignment.sku());
    line.put("slot_at", context.slotAt().toString());
    assignment.params().forEach(line.putObject("params")::put);
    line.put("outcome", outcome);
    httpStatus.ifPresent(status -> line.put("http_status", status));
    body.ifPresent(bytes -> putBody(line, bytes));
    line.put("attempts", attempts);
    line.put("requested_at", requestedAt.toString());
    line.put("fetched_at", fetchedAt.toString());
    line.put("duration_ms", durationMillis);
    return (MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void putBody(ObjectNode line, byte[] bytes) {
    line.put("body", new String(bytes, StandardCharsets.UTF_8));
    line.put("body_sha256", sha256(bytes));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
