package io.soletape.stockx;

import io.soletape.http.HttpCaller;
import io.soletape.http.HttpOutcome;
import io.soletape.http.RetryPolicy;
import io.soletape.http.Sleeper;
import io.soletape.market.Platform;
import io.soletape.platform.CredentialSource;
import io.soletape.platform.Credentials;
import io.soletape.platform.CredentialsRefusedException;
import io.soletape.platform.PlatformUnreachableException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Access tokens of StockX, got with the refresh token (StockX API, authentication): renewed shortly
 * before they expire, or when the API refuses one, by one thread while the others wait.
 * Thread-safe.
 *
 * <p>A rotated refresh token is stored durably before the access token that came with it is used;
 * otherwise a crash would lock the account out.
 */
public final class StockxTokens implements CredentialSource {

  private static final Duration RENEWAL_PUT_OFF = Duration.ofMinutes(1);

  private final TokenEndpoint endpoint;
  private final StockxLogin login;
  private final RefreshTokenStore store;
  private final Clock clock;

  private Optional<Held> held = Optional.empty();

  /**
   * Tokens of one account.
   *
   * @param authUrl what stands before {@code /oauth/token}
   * @param admission waits for the turn of a token call, repeats included; may throw to forbid it
   */
  public StockxTokens(
      HttpCaller caller,
      URI authUrl,
      StockxLogin login,
      RefreshTokenStore store,
      Clock clock,
      Runnable admission,
      Sleeper sleeper,
      RetryPolicy policy) {
    this.endpoint = new TokenEndpoint(caller, authUrl, clock, admission, sleeper, policy);
    this.login = login;
    this.store = store;
    this.clock = clock;
  }

  /**
   * {@inheritDoc}
   *
   * @throws PlatformUnreachableException if the authentication server cannot be had and no valid
   *     token is left
   */
  @Override
  public synchronized Credentials current() {
    Instant now = clock.instant();
    return held.filter(token -> now.isBefore(token.expiresAt()))
        .map(token -> now.isBefore(token.renewAt()) ? token.credentials() : renewEarly(token, now))
        .orElseGet(this::renew);
  }

  /**
   * {@inheritDoc}
   *
   * @throws PlatformUnreachableException if the authentication server cannot be had
   */
  @Override
  public synchronized Credentials renewed(Credentials refused) {
    boolean isRenewedAlready =
        held.filter(token -> !token.credentials().equals(refused)).isPresent();
    return isRenewedAlready ? current() : renew();
  }

  private Credentials renewEarly(Held token, Instant now) {
    try {
      return renew();
    } catch (PlatformUnreachableException e) {
      // The token still opens the API; the server may be back before it ends.
      held = Optional.of(token.renewedNotBefore(now.plus(RENEWAL_PUT_OFF)));
      return token.credentials();
    }
  }

  private Credentials renew() {
    Instant askedAt = clock.instant();
    Held renewed = Held.of(grant(), login.apiKey(), askedAt);
    held = Optional.of(renewed);
    return renewed.credentials();
  }

  private TokenGrant grant() {
    String token = storedToken();
    HttpOutcome.Answered answer = endpoint.exchange(token, login);
    boolean isRotatedByAnotherProcess = isInvalidGrant(answer) && !storedToken().equals(token);
    if (isRotatedByAnotherProcess) {
      return grant();
    }
    TokenGrant grant = TokenGrant.read(answer.body()).orElseThrow(refusal(answer));
    storeIfRotated(grant, token);
    return grant;
  }

  private String storedToken() {
    return store.currentFor(login.refreshToken());
  }

  private void storeIfRotated(TokenGrant grant, String used) {
    grant
        .refreshToken()
        .filter(token -> !token.equals(used))
        .ifPresent(token -> store.rotated(login.refreshToken(), token));
  }

  private static boolean isInvalidGrant(HttpOutcome.Answered answer) {
    return TokenGrant.errorCode(answer.body()).filter("invalid_grant"::equals).isPresent();
  }

  private static Supplier<CredentialsRefusedException> refusal(HttpOutcome.Answered answer) {
    String code = TokenGrant.errorCode(answer.body()).orElse("unnamed");
    return () ->
        new CredentialsRefusedException(
            Platform.STOCKX, "StockX gives no access token (" + code + "): " + remedy(code));
  }

  private static String remedy(String errorCode) {
    return switch (errorCode) {
      case "invalid_grant" ->
          "a person must log in to StockX again and set STOCKX_REFRESH_TOKEN to the new token";
      case "invalid_client", "unauthorized_client" ->
          "check STOCKX_CLIENT_ID and STOCKX_CLIENT_SECRET";
      default -> "check STOCKX_CLIENT_ID, STOCKX_CLIENT_SECRET and STOCKX_REFRESH_TOKEN";
    };
  }

  /** Credentials and when they end. */
  private record Held(Credentials credentials, Instant renewAt, Instant expiresAt) {

    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(5);
    private static final int LIFETIME_PER_MARGIN = 10;

    static Held of(TokenGrant grant, String apiKey, Instant askedAt) {
      Duration tenth = grant.lifetime().dividedBy(LIFETIME_PER_MARGIN);
      Duration margin = tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN;
      Instant expiresAt = askedAt.plus(grant.lifetime());
      Credentials credentials =
          new Credentials(
              Map.of(
                  "Authorization",
                  "Bearer " + grant.accessToken(),
                  "x-api-key",
                  apiKey,
                  "Accept",
                  "application/json"));
      return new Held(credentials, expiresAt.minus(margin), expiresAt);
    }

    Held renewedNotBefore(Instant moment) {
      return new Held(credentials, moment, expiresAt);
    }
  }
}
