package io.soletape.fetch;

import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * Why a platform is not called any more in this run.
 *
 * @param kind whether the work is put off or given up
 * @param reason one word for tables: budget, time, quota, credentials, unreachable, lock …
 * @param message what happened and what to do, for people
 * @param resumeAt when to come again; meaningful only where the work is put off
 */
public record FetchStop(Kind kind, String reason, String message, Instant resumeAt)
    implements Serializable {

  private static final Set<String> OF_THE_PLATFORM =
      Set.of("quota", "retry_after", "credentials", "unreachable");

  /** What becomes of the requests that were not made. */
  public enum Kind {
    DEFERRED,
    FAILED
  }

  public FetchStop {
    Objects.requireNonNull(kind, "kind is null");
    Objects.requireNonNull(reason, "reason is null");
    Objects.requireNonNull(message, "message is null");
    Objects.requireNonNull(resumeAt, "resumeAt is null");
  }

  /** The work waits until a moment. */
  public static FetchStop deferred(String reason, String message, Instant resumeAt) {
    return new FetchStop(Kind.DEFERRED, reason, message, resumeAt);
  }

  /** The work cannot be done; somebody must look. */
  public static FetchStop failed(String reason, String message) {
    return new FetchStop(Kind.FAILED, reason, message, Instant.EPOCH);
  }

  /**
   * Whether it is the platform's doing, so that others should know; not budget, time, disk or lock.
   */
  boolean isOfThePlatform() {
    return OF_THE_PLATFORM.contains(reason);
  }

  /** Whether the work is put off rather than given up. */
  public boolean isDeferral() {
    return kind == Kind.DEFERRED;
  }
}
