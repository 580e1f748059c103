package io.soletape.fx;

import io.soletape.http.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How asking for the rates ended.
 *
 * @param settlement {@code OK} if a document came, whole or not
 * @param httpStatus of the last answer; empty where none came
 * @param problem why there is no document, for people; empty if there is one
 * @param document the text as it came; empty unless the status was 200
 * @param attempts calls made
 * @param requestedAt when the first left
 * @param fetchedAt when the last had ended
 * @param took the last
 */
public record RatesAnswer(
    Settlement settlement,
    Optional<Integer> httpStatus,
    Optional<String> problem,
    Optional<String> document,
    int attempts,
    Instant requestedAt,
    Instant fetchedAt,
    Duration took) {

  public RatesAnswer {
    Objects.requireNonNull(settlement, "settlement is null");
    Objects.requireNonNull(httpStatus, "httpStatus is null");
    Objects.requireNonNull(problem, "problem is null");
    Objects.requireNonNull(document, "document is null");
    Objects.requireNonNull(requestedAt, "requestedAt is null");
    Objects.requireNonNull(fetchedAt, "fetchedAt is null");
    Objects.requireNonNull(took, "took is null");
  }
}
