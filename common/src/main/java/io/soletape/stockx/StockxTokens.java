package io.soletape.stockx;

import io.soletape.http.CallHistory;
import io.soletape.platform.CredentialSource;
import io.soletape.platform.Credentials;
import io.soletape.platform.CredentialsRefusedException;
import io.soletape.platform.PlatformUnreachableException;
import io.soletape.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Access tokens of StockX, got with the refresh token (StockX API, authentication): renewed shortly
 * before they expire, or when the API refuses one, by one thread of one process while the others
 * wait for the same token. Thread-safe.
 *
 * <p>A process proves its credentials once, with the first token that it needs, unless another
 * process with the same credentials has done so since.
 */
public final class StockxTokens implements CredentialSource {

  private static final Duration RENEWAL_PUT_OFF = Duration.ofMinutes(1);

  private final TokenEndpoint endpoint;
  private final String apiKey;
  private final SharedRenewal renewal;
  private final Clock clock;
  private final Instant neededSince;

  private Optional<Held> held = Optional.empty();
  private Optional<CredentialsRefusedException> refusal = Optional.empty();

  /**
   * Tokens of one account.
   *
   * @param vault where all processes of the account keep their tokens
   * @param neededSince since when this process is at work: an access token that another one got
   *     since then serves both
   */
  public StockxTokens(
      TokenEndpoint endpoint, StockxLogin login, Vault vault, Clock clock, Instant neededSince) {
    this.endpoint = endpoint;
    this.apiKey = login.apiKey();
    this.renewal = new SharedRenewal(endpoint, login, vault, clock);
    this.clock = clock;
    this.neededSince = neededSince;
  }

  /**
   * {@inheritDoc}
   *
   * @throws PlatformUnreachableException if the authentication server cannot be had or the vault
   *     cannot be used, and no valid token is left
   */
  @Override
  public synchronized Credentials current() {
    throwIfRefused();
    Instant now = clock.instant();
    return held.filter(last -> now.isBefore(last.token().expiresAt()))
        .map(last -> now.isBefore(last.renewAt()) ? last : renewedEarly(last, now))
        .orElseGet(this::renewed)
        .credentials(apiKey);
  }

  /**
   * {@inheritDoc}
   *
   * @throws PlatformUnreachableException if the authentication server cannot be had or the vault
   *     cannot be used
   */
  @Override
  public synchronized Credentials renewed(Credentials refused) {
    throwIfRefused();
    boolean isRenewedAlready =
        held.filter(last -> !last.credentials(apiKey).equals(refused)).isPresent();
    return isRenewedAlready ? current() : renewed().credentials(apiKey);
  }

  /**
   * {@inheritDoc}
   *
   * @throws PlatformUnreachableException if the vault still cannot be used
   */
  @Override
  public synchronized void close() {
    renewal.keepUnsaved();
  }

  private Held renewedEarly(Held last, Instant now) {
    try {
      SharedRenewal.Renewal step = step(CallHistory.NONE);
      if (step instanceof SharedRenewal.Renewal.PutOff putOff) {
        return hold(last.renewedNotBefore(now.plus(putOff.pause())));
      }
      return hold(Held.of(((SharedRenewal.Renewal.Renewed) step).token()));
    } catch (PlatformUnreachableException e) {
      // The token still opens the API; the server may be back before it ends.
      Instant soon = now.plus(RENEWAL_PUT_OFF);
      return hold(last.renewedNotBefore(e.until().filter(soon::isBefore).orElse(soon)));
    }
  }

  private Held renewed() {
    SharedRenewal.Renewal step = step(CallHistory.NONE);
    while (step instanceof SharedRenewal.Renewal.PutOff putOff) {
      endpoint.pause(putOff.pause());
      step = step(putOff.history());
    }
    return hold(Held.of(((SharedRenewal.Renewal.Renewed) step).token()));
  }

  private SharedRenewal.Renewal step(CallHistory history) {
    try {
      return renewal.renew(isNews(), history);
    } catch (CredentialsRefusedException e) {
      refusal = Optional.of(e);
      throw e;
    }
  }

  /** Only a person can help after a refusal, so nobody asks again. */
  private void throwIfRefused() {
    refusal.ifPresent(
        first -> {
          throw new CredentialsRefusedException(first.platform(), first.getMessage());
        });
  }

  private Predicate<AccessToken> isNews() {
    return kept ->
        held.map(last -> !last.token().text().equals(kept.text()))
            .orElseGet(() -> !kept.gotAt().isBefore(neededSince));
  }

  private Held hold(Held next) {
    held = Optional.of(next);
    return next;
  }

  /** The token in use. */
  private record Held(AccessToken token, Instant renewAt) {

    static Held of(AccessToken token) {
      return new Held(token, token.renewAt());
    }

    Held renewedNotBefore(Instant moment) {
      return new Held(token, moment);
    }

    Credentials credentials(String apiKey) {
      return new Credentials(
          Map.of(
              "Authorization",
              "Bearer " + token.text(),
              "x-api-key",
              apiKey,
              "Accept",
              "application/json"));
    }
  }
}
