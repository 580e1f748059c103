package io.soletape.stockx;

import io.soletape.http.CallHistory;
import io.soletape.http.HttpCaller;
import io.soletape.http.HttpOutcome;
import io.soletape.http.RequestAddress;
import io.soletape.http.RetryDecision;
import io.soletape.http.RetryPolicy;
import io.soletape.http.Sleeper;
import io.soletape.market.Platform;
import io.soletape.platform.PlatformUnreachableException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where refresh tokens are exchanged, asked until it grants or refuses. Thread-safe. */
public final class TokenEndpoint {

  /** One process asks at a time, so its waits need no spreading. */
  private static final double MEAN_JITTER = 0.5;

  private final HttpCaller caller;
  private final URI tokenUri;
  private final Clock clock;
  private final TokenTurn turn;
  private final Sleeper sleeper;
  private final RetryPolicy policy;

  /**
   * The token endpoint of StockX.
   *
   * @param authUrl what stands before {@code /oauth/token}
   * @param turn taken by every call, repeats included
   */
  public TokenEndpoint(
      HttpCaller caller,
      URI authUrl,
      Clock clock,
      TokenTurn turn,
      Sleeper sleeper,
      RetryPolicy policy) {
    this.caller = caller;
    this.tokenUri = RequestAddress.below(authUrl).segment("oauth").segment("token").uri();
    this.clock = clock;
    this.turn = turn;
    this.sleeper = sleeper;
    this.policy = policy;
  }

  /** How far an exchange came. */
  sealed interface Exchange {

    /** An answer that grants a token or refuses it with an OAuth error code. */
    record Answered(HttpOutcome.Answered answer) implements Exchange {}

    /**
     * More important work goes first.
     *
     * @param pause how long to wait before going on
     * @param history to go on with
     */
    record PutOff(Duration pause, CallHistory history) implements Exchange {}
  }

  /**
   * Exchanges a refresh token.
   *
   * @param before what this exchange has been through so far
   * @throws PlatformUnreachableException if there is no answer to it within the policy's limits
   */
  Exchange exchange(String refreshToken, StockxLogin login, CallHistory before) {
    Map<String, String> fields = fields(refreshToken, login);
    CallHistory history = before;
    while (true) {
      Optional<Duration> putOff = turn.take();
      if (putOff.isPresent()) {
        return new Exchange.PutOff(putOff.get(), history.waited(putOff.get()));
      }
      HttpOutcome outcome = caller.postForm(tokenUri, fields);
      history = history.with(outcome);
      if (outcome instanceof HttpOutcome.Answered answer && isFinal(answer)) {
        return new Exchange.Answered(answer);
      }
      RetryDecision decision = policy.decide(outcome, history, clock.instant(), MEAN_JITTER);
      if (!(decision instanceof RetryDecision.Repeat repeat)) {
        throw unreachable(outcome, decision);
      }
      pause(repeat.pause());
      history = history.waited(repeat.pause());
    }
  }

  /** Waits, as between two attempts. */
  void pause(Duration pause) {
    try {
      sleeper.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformUnreachableException(
          Platform.STOCKX, "Interrupted while waiting for StockX's authentication server");
    }
  }

  private static Map<String, String> fields(String refreshToken, StockxLogin login) {
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

  private static boolean isFinal(HttpOutcome.Answered answer) {
    return switch (answer.status()) {
      case 200 -> TokenGrant.read(answer.body()).isPresent();
      case 400, 401, 403 -> TokenGrant.errorCode(answer.body()).isPresent();
      default -> false;
    };
  }

  private PlatformUnreachableException unreachable(HttpOutcome outcome, RetryDecision decision) {
    String message = "StockX's authentication server at " + tokenUri + " " + description(outcome);
    return decision instanceof RetryDecision.Postpone postpone
        ? new PlatformUnreachableException(
            Platform.STOCKX, message + ", ask again at " + postpone.until(), postpone.until())
        : new PlatformUnreachableException(Platform.STOCKX, message);
  }

  private static String description(HttpOutcome outcome) {
    return outcome instanceof HttpOutcome.Answered answer
        ? "answered " + answer.status() + " without a token"
        : "gave no answer (" + ((HttpOutcome.Broken) outcome).problem() + ")";
  }
}
