package io.soletape.stockx;

import io.soletape.http.CallHistory;
import io.soletape.http.HttpOutcome;
import io.soletape.market.Platform;
import io.soletape.platform.CredentialsRefusedException;
import io.soletape.platform.PlatformUnreachableException;
import io.soletape.vault.Vault;
import io.soletape.vault.VaultException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Renews the access token of an account, one process at a time: who comes first exchanges the
 * refresh token, the others find what it got. Not thread-safe itself.
 *
 * <p>A refresh token can be used once, and its successor comes in the answer. So the vault is
 * proven to be writable before the call, and the successor is kept before the access token is used.
 */
final class SharedRenewal {

  // A database that fails over is back within a minute, and what is not kept dies with the process.
  private static final int KEEP_ATTEMPTS = 31;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(2);

  private final TokenEndpoint endpoint;
  private final StockxLogin login;
  private final Vault vault;
  private final Clock clock;

  /** Granted, but not kept yet because the vault failed just then. */
  private Optional<KeptTokens> unsaved = Optional.empty();

  SharedRenewal(TokenEndpoint endpoint, StockxLogin login, Vault vault, Clock clock) {
    this.endpoint = endpoint;
    this.login = login;
    this.vault = vault;
    this.clock = clock;
  }

  /** How far a renewal came. */
  sealed interface Renewal {

    /** A token that is valid, by our clock. */
    record Renewed(AccessToken token) implements Renewal {}

    /**
     * More important work goes first.
     *
     * @param pause how long to wait before going on
     * @param history to go on with
     */
    record PutOff(Duration pause, CallHistory history) implements Renewal {}
  }

  /**
   * Takes what another process got, or exchanges the refresh token. The vault is not held while
   * more important work goes first.
   *
   * @param isNews whether a token in the vault, by our clock, serves instead of a new one
   * @param before what this renewal has been through so far
   * @throws CredentialsRefusedException if StockX refuses the refresh token or the application
   * @throws PlatformUnreachableException if no answer can be had, or the vault cannot be used
   */
  Renewal renew(Predicate<AccessToken> isNews, CallHistory before) {
    try {
      return vault.exclusively(opened -> renew(opened, isNews, before));
    } catch (VaultException e) {
      throw new PlatformUnreachableException(
          Platform.STOCKX, "StockX's token cannot be renewed: " + e.getMessage(), e);
    }
  }

  /**
   * Keeps what was granted and could not be kept so far.
   *
   * @throws PlatformUnreachableException if the vault still cannot be used
   */
  void keepUnsaved() {
    unsaved.ifPresent(this::keepAtLast);
  }

  private void keepAtLast(KeptTokens tokens) {
    try {
      vault.exclusively(
          opened -> {
            keep(opened, tokens);
            return tokens;
          });
    } catch (VaultException e) {
      throw new PlatformUnreachableException(
          Platform.STOCKX,
          "StockX's new tokens cannot be kept and end with this process: "
              + e.getMessage()
              + ". If StockX refuses the old refresh token then, a person must log in again and set"
              + " STOCKX_REFRESH_TOKEN",
          e);
    }
  }

  private Renewal renew(Vault.Opened opened, Predicate<AccessToken> isNews, CallHistory before) {
    unsaved.ifPresent(tokens -> keep(opened, tokens));
    KeptTokens kept = kept(opened);
    Instant now = clock.instant();
    Duration vaultAhead = Duration.between(now, opened.now());
    Optional<AccessToken> news =
        kept.accessFor(login)
            .map(token -> token.byClockAhead(vaultAhead.negated()))
            .filter(token -> token.isFresh(now))
            .filter(isNews);
    return news.isPresent()
        ? new Renewal.Renewed(news.get())
        : exchange(opened, kept, vaultAhead, before);
  }

  private KeptTokens kept(Vault.Opened opened) {
    try {
      return KeptTokens.of(opened.text(), login);
    } catch (IllegalArgumentException e) {
      // A spent token must not be used in the place of one that cannot be read.
      throw new VaultException(
          vault
              + " is damaged: remove what is there and set STOCKX_REFRESH_TOKEN to the token of a"
              + " new login");
    }
  }

  private Renewal exchange(
      Vault.Opened opened, KeptTokens kept, Duration vaultAhead, CallHistory before) {
    String used = kept.refreshToken().orElse(login.refreshToken());
    opened.replace(kept.exchanging(opened.now()).json());
    Instant askedAt = clock.instant();
    TokenEndpoint.Exchange exchange = exchange(opened, kept, used, before);
    if (exchange instanceof TokenEndpoint.Exchange.PutOff putOff) {
      return new Renewal.PutOff(putOff.pause(), putOff.history());
    }
    HttpOutcome.Answered answer = ((TokenEndpoint.Exchange.Answered) exchange).answer();
    Optional<TokenGrant> granted = TokenGrant.read(answer.body());
    if (granted.isEmpty()) {
      opened.replace(kept.json());
      throw refusal(answer, kept);
    }
    TokenGrant grant = granted.get();
    AccessToken token =
        new AccessToken(grant.accessToken(), clock.instant(), askedAt.plus(grant.lifetime()));
    Optional<String> rotated = grant.refreshToken().filter(next -> !next.equals(used));
    keepPatiently(opened, kept.exchanged(rotated, token.byClockAhead(vaultAhead), login));
    return new Renewal.Renewed(token);
  }

  private TokenEndpoint.Exchange exchange(
      Vault.Opened opened, KeptTokens kept, String used, CallHistory before) {
    try {
      TokenEndpoint.Exchange exchange = endpoint.exchange(used, login, before);
      if (exchange instanceof TokenEndpoint.Exchange.PutOff putOff
          && putOff.history().calls() == before.calls()) {
        opened.replace(kept.json()); // nothing was exchanged
      }
      return exchange;
    } catch (PlatformUnreachableException e) {
      throw e; // whether the token was exchanged nobody knows
    } catch (RuntimeException e) {
      opened.replace(kept.json()); // the turn was refused
      throw e;
    }
  }

  private void keepPatiently(Vault.Opened opened, KeptTokens tokens) {
    for (int attempt = 1; attempt < KEEP_ATTEMPTS; attempt++) {
      if (isKept(opened, tokens)) {
        return;
      }
      endpoint.pause(BETWEEN_ATTEMPTS);
    }
    keep(opened, tokens);
  }

  private boolean isKept(Vault.Opened opened, KeptTokens tokens) {
    try {
      keep(opened, tokens);
      return true;
    } catch (VaultException e) {
      return false; // the last attempt says why
    }
  }

  private void keep(Vault.Opened opened, KeptTokens tokens) {
    unsaved = Optional.of(tokens);
    opened.replace(tokens.json());
    unsaved = Optional.empty();
  }

  private static CredentialsRefusedException refusal(HttpOutcome.Answered answer, KeptTokens kept) {
    String code = TokenGrant.errorCode(answer.body()).orElse("unnamed");
    return new CredentialsRefusedException(
        Platform.STOCKX, "StockX gives no access token (" + code + "): " + remedy(code, kept));
  }

  private static String remedy(String errorCode, KeptTokens kept) {
    return switch (errorCode) {
      case "invalid_grant" ->
          "a person must log in to StockX again and set STOCKX_REFRESH_TOKEN to the new token"
              + kept.exchangeBegunAt().map(SharedRenewal::perhapsLost).orElse("");
      case "invalid_client", "unauthorized_client" ->
          "check STOCKX_CLIENT_ID and STOCKX_CLIENT_SECRET";
      default -> "check STOCKX_CLIENT_ID, STOCKX_CLIENT_SECRET and STOCKX_REFRESH_TOKEN";
    };
  }

  private static String perhapsLost(Instant begunAt) {
    return "; the exchange of " + begunAt + " was cut off, its new token may have been lost then";
  }
}
