package io.soletape.stockx;

import io.soletape.http.CallHistory;
import io.soletape.http.HttpCaller;
import io.soletape.http.HttpOutcome;
import io.soletape.http.RequestAddress;
import io.soletape.http.RetryDecision;
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
import java.util.function.Consumer;

/**
 * Access tokens of StockX, got with the refresh token (StockX API, authentication): renewed shortly
 * before they expire, or when the API refuses one, by one thread while the others wait.
 * Thread-safe.
 *
 * <p>A rotated refresh token is stored durably before the access token that came with it is used;
 * otherwise a crash would lock the account out.
 */
public final class StockxTokens implements CredentialSource {

  private static final Duration LONGEST_MARGIN = Duration.ofMinutes(5);
  private static final int LIFETIME_PER_MARGIN = 10;
  private static final Duration RENEWAL_PUT_OFF = Duration.ofMinutes(1);
  private static final double MEAN_JITTER = 0.5;

  private final HttpCaller caller;
  private final URI tokenUri;
  private final StockxLogin login;
  private final RefreshTokenStore store;
  private final Clock clock;
  private final Consumer<HttpOutcome> onCall;
  private final Sleeper sleeper;
  private final RetryPolicy policy;

  private Optional<Held> held = Optional.empty();

  /**
   * Tokens of one account.
   *
   * @param authUrl what stands before {@code /oauth/token}
   * @param onCall told of each token call, repeats included
   */
  public StockxTokens(
      HttpCaller caller,
      URI authUrl,
      StockxLogin login,
      RefreshTokenStore store,
      Clock clock,
      Consumer<HttpOutcome> onCall,
      Sleeper sleeper,
      RetryPolicy policy) {
    this.caller = caller;
    this.tokenUri = RequestAddress.below(authUrl).segment("oauth").segment("token").uri();
    this.login = login;
    this.store = store;
    this.clock = clock;
    this.onCall = onCall;
    this.sleeper = sleeper;
    this.policy = policy;
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
    if (held.isEmpty() || !now.isBefore(held.get().expiresAt())) {
      return renew();
    }
    return now.isBefore(held.get().renewAt())
        ? held.get().credentials()
        : renewEarly(held.get(), now);
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
    String used = store.currentFor(login.refreshToken());
    HttpOutcome.Answered answer = ask(used);
    if (isInvalidGrant(answer)) {
      String stored = store.currentFor(login.refreshToken());
      if (!stored.equals(used)) { // another process rotated it while we asked
        used = stored;
        answer = ask(used);
      }
    }
    TokenGrant grant = grantOf(answer);
    storeIfRotated(grant, used);
    return grant;
  }

  private void storeIfRotated(TokenGrant grant, String used) {
    grant
        .refreshToken()
        .filter(token -> !token.equals(used))
        .ifPresent(token -> store.rotated(login.refreshToken(), token));
  }

  /** Asks until there is an answer that settles the matter. */
  private HttpOutcome.Answered ask(String refreshToken) {
    CallHistory history = CallHistory.NONE;
    while (true) {
      HttpOutcome outcome = caller.postForm(tokenUri, fields(refreshToken));
      onCall.accept(outcome);
      history = history.with(outcome);
      if (outcome instanceof HttpOutcome.Answered answer && isSettled(answer)) {
        return answer;
      }
      RetryDecision decision = policy.decide(outcome, history, clock.instant(), MEAN_JITTER);
      if (!(decision instanceof RetryDecision.Repeat repeat)) {
        throw unreachable(outcome, decision);
      }
      pause(repeat.pause());
      history = history.waited(repeat.pause());
    }
  }

  private Map<String, String> fields(String refreshToken) {
    return Map.of(
        "grant_type",
        "refresh_token",
        "client_id",
        login.clientId(),
        "client_secret",
        login.clientSecret(),
        "refresh_token",
        refreshToken,
        "audience",
        "gateway.stockx.com");
  }

  private static boolean isSettled(HttpOutcome.Answered answer) {
    return answer.status() == 200
        ? TokenGrant.read(answer.body()).isPresent()
        : isRefusal(answer) && TokenGrant.errorCode(answer.body()).isPresent();
  }

  private static boolean isRefusal(HttpOutcome.Answered answer) {
    return answer.status() == 400 || answer.status() == 401 || answer.status() == 403;
  }

  private static boolean isInvalidGrant(HttpOutcome.Answered answer) {
    return answer.status() != 200
        && TokenGrant.errorCode(answer.body()).filter("invalid_grant"::equals).isPresent();
  }

  private static TokenGrant grantOf(HttpOutcome.Answered answer) {
    if (answer.status() != 200) {
      throw refused(TokenGrant.errorCode(answer.body()).orElse("unnamed"));
    }
    return TokenGrant.read(answer.body()).orElseThrow();
  }

  private static CredentialsRefusedException refused(String errorCode) {
    String help =
        switch (errorCode) {
          case "invalid_grant" ->
              "a person must log in to StockX again and set STOCKX_REFRESH_TOKEN to the new token";
          case "invalid_client", "unauthorized_client" ->
              "check STOCKX_CLIENT_ID and STOCKX_CLIENT_SECRET";
          default -> "check STOCKX_CLIENT_ID, STOCKX_CLIENT_SECRET and STOCKX_REFRESH_TOKEN";
        };
    return new CredentialsRefusedException(
        Platform.STOCKX, "StockX gives no access token (" + errorCode + "): " + help);
  }

  private PlatformUnreachableException unreachable(HttpOutcome outcome, RetryDecision decision) {
    String found =
        outcome instanceof HttpOutcome.Answered answer
            ? "answered " + answer.status() + " without a token"
            : "gave no answer (" + ((HttpOutcome.Broken) outcome).problem() + ")";
    String until =
        decision instanceof RetryDecision.Postpone postpone
            ? ", ask again at " + postpone.until()
            : "";
    return new PlatformUnreachableException(
        Platform.STOCKX,
        "The authentication server of StockX at " + tokenUri + " " + found + until);
  }

  private void pause(Duration pause) {
    try {
      sleeper.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformUnreachableException(
          Platform.STOCKX, "Interrupted while waiting for StockX's authentication server");
    }
  }

  private record Held(Credentials credentials, Instant renewAt, Instant expiresAt) {

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
