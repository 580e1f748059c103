package io.soletape.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** What to do after a call. */
public sealed interface RetryDecision {

  /** Stop: the request has ended. */
  record Settled(Settlement settlement) implements RetryDecision {
    public Settled {
      Objects.requireNonNull(settlement, "settlement is null");
    }
  }

  /** Make the same call again after this pause. */
  record Repeat(Duration pause) implements RetryDecision {
    public Repeat {
      Objects.requireNonNull(pause, "pause is null");
    }
  }

  /** Renew the credentials, then make the same call again at once. */
  record Renew() implements RetryDecision {}

  /**
   * Ask nothing of this server before that moment; too far away to wait for.
   *
   * @param until when it may be asked again
   * @param reason {@link #QUOTA} or {@link #RETRY_AFTER}
   */
  record Postpone(Instant until, String reason) implements RetryDecision {

    /** The server refuses more calls (429). */
    public static final String QUOTA = "quota";

    /** The server is in trouble and says for how long. */
    public static final String RETRY_AFTER = "retry_after";

    public Postpone {
      Objects.requireNonNull(until, "until is null");
      Objects.requireNonNull(reason, "reason is null");
    }
  }
}
