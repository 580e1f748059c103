package io.soletape.fetch;

import io.soletape.budget.Turn;
import io.soletape.budget.TurnClosedException;
import io.soletape.budget.Turnstile;
import io.soletape.market.Platform;
import io.soletape.platform.CredentialSource;
import io.soletape.platform.Credentials;
import io.soletape.platform.CredentialsRefusedException;
import io.soletape.platform.PlatformUnreachableException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The desk's counter for one platform: its turnstile, its credentials, and whether it is open.
 * Thread-safe.
 */
final class Counter {

  // One bad id answers like a dead service; several styles in a row do not by chance.
  private static final int MOST_TROUBLED_SKUS = 3;
  private static final int MOST_TROUBLED_CALLS = 10;

  private final Platform platform;
  private final Turnstile turnstile;
  private final CredentialSource credentials;

  private final Set<String> troubledSkus = new HashSet<>();
  private int troubledCalls;
  private Optional<FetchStop> stop = Optional.empty();

  Counter(Platform platform, Turnstile turnstile, CredentialSource credentials) {
    this.platform = platform;
    this.turnstile = turnstile;
    this.credentials = credentials;
  }

  DeskReply turn() {
    Optional<FetchStop> closed = stop();
    if (closed.isPresent()) {
      return new DeskReply.Stop(closed.get());
    }
    try {
      Credentials valid = credentials.current();
      return replyTo(turnstile.next(), valid);
    } catch (TurnClosedException e) {
      return closed(e.closed());
    } catch (CredentialsRefusedException e) {
      return stopped(FetchStop.failed("credentials", e.getMessage()));
    } catch (PlatformUnreachableException e) {
      return stopped(FetchStop.failed("unreachable", e.getMessage()));
    }
  }

  DeskReply renew(Credentials refused) {
    try {
      credentials.renewed(refused);
      return new DeskReply.Noted();
    } catch (TurnClosedException e) {
      return closed(e.closed());
    } catch (CredentialsRefusedException e) {
      return stopped(FetchStop.failed("credentials", e.getMessage()));
    } catch (PlatformUnreachableException e) {
      return stopped(FetchStop.failed("unreachable", e.getMessage()));
    }
  }

  DeskReply unused() {
    turnstile.unused();
    return new DeskReply.Noted();
  }

  DeskReply unauthorized() {
    return stopped(
        FetchStop.failed(
            "credentials",
            "%s refuses every call with 401 although its token is fresh: check %s"
                .formatted(
                    platform.code(),
                    platform == Platform.STOCKX ? "STOCKX_API_KEY" : "ALIAS_TOKEN")));
  }

  DeskReply postponed(FetchStop deferral) {
    return stopped(deferral);
  }

  synchronized DeskReply troubled(String sku) {
    troubledSkus.add(sku);
    troubledCalls++;
    return troubledSkus.size() >= MOST_TROUBLED_SKUS && troubledCalls >= MOST_TROUBLED_CALLS
        ? stopped(unreachable(troubledCalls + " calls in a row"))
        : new DeskReply.Noted();
  }

  void dead(long requests) {
    stopped(unreachable("any of " + requests + " requests"));
  }

  private FetchStop unreachable(String what) {
    return FetchStop.failed(
        "unreachable",
        "%s gave no usable answer to %s: check its address and whether it is up, then run the same command again"
            .formatted(platform.code(), what));
  }

  synchronized DeskReply ended(boolean isUsable) {
    if (isUsable) {
      troubledSkus.clear();
      troubledCalls = 0;
    }
    return new DeskReply.Noted();
  }

  synchronized Optional<FetchStop> stop() {
    return stop;
  }

  Turnstile turnstile() {
    return turnstile;
  }

  private DeskReply replyTo(Turn turn, Credentials valid) {
    if (turn instanceof Turn.Granted granted) {
      return new DeskReply.Go(granted.delay().toNanos(), valid.headers());
    }
    return closed((Turn.Closed) turn);
  }

  private DeskReply closed(Turn.Closed closed) {
    return stopped(
        FetchStop.deferred(
            closed.reason(),
            "%s: the %s is spent".formatted(platform.code(), closed.reason()),
            closed.resumeAt()));
  }

  private synchronized DeskReply stopped(FetchStop reason) {
    if (stop.isEmpty()) {
      stop = Optional.of(reason);
    }
    return new DeskReply.Stop(stop.get());
  }
}
