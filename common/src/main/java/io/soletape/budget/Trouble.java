package io.soletape.budget;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a platform is not called, as the last run that met it left it for all others to see.
 *
 * @param kind one word: quota, retry_after, credentials, unreachable
 * @param message what happened, for people; never a secret
 * @param since when it was noticed, by the ledger's clock
 * @param until before when the platform asked not to be called; empty if it did not say
 */
public record Trouble(String kind, String message, Instant since, Optional<Instant> until) {

  public Trouble {
    Objects.requireNonNull(kind, "kind is null");
    Objects.requireNonNull(message, "message is null");
    Objects.requireNonNull(since, "since is null");
    Objects.requireNonNull(until, "until is null");
  }
}
