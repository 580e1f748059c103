package io.soletape.http;

import java.time.Duration;
import java.util.Objects;

/**
 * What one request has been through so far, the last call included.
 *
 * @param calls calls made
 * @param quotaRefusals how many of them were answered 429
 * @param authRefusals how many of them were answered 401
 * @param spent time of all calls and of the waits between them
 */
public record CallHistory(int calls, int quotaRefusals, int authRefusals, Duration spent) {

  /** Before the first call. */
  public static final CallHistory NONE = new CallHistory(0, 0, 0, Duration.ZERO);

  public CallHistory {
    Objects.requireNonNull(spent, "spent is null");
  }

  /** This history with one more call. */
  public CallHistory with(HttpOutcome outcome) {
    return new CallHistory(
        calls + 1,
        quotaRefusals + countOf(429, outcome),
        authRefusals + countOf(401, outcome),
        spent.plus(outcome.took()));
  }

  /** This history with a wait after its last call. */
  public CallHistory waited(Duration wait) {
    return new CallHistory(calls, quotaRefusals, authRefusals, spent.plus(wait));
  }

  private static int countOf(int status, HttpOutcome outcome) {
    return outcome instanceof HttpOutcome.Answered answered && answered.status() == status ? 1 : 0;
  }
}
