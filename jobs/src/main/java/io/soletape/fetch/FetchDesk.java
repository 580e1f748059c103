package io.soletape.fetch;

import io.soletape.budget.Turnstile;
import io.soletape.market.Platform;
import io.soletape.platform.CredentialSource;
import io.soletape.platform.Credentials;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The driver's desk: every call of every executor of this application is granted here, one turn
 * after the other, with credentials that are valid now. Thread-safe.
 */
public final class FetchDesk implements AutoCloseable {

  private static final AtomicReference<Optional<FetchDesk>> OPEN =
      new AtomicReference<>(Optional.empty());

  private final Map<Platform, Counter> counters = new EnumMap<>(Platform.class);
  private final Consumer<FetchDesk> onEnded;

  private FetchDesk(Consumer<FetchDesk> onEnded) {
    this.onEnded = onEnded;
  }

  /**
   * Opens the desk of this driver.
   *
   * @param onEnded told after each request that ended
   * @throws IllegalStateException if another one is open
   */
  public static FetchDesk open(Consumer<FetchDesk> onEnded) {
    FetchDesk desk = new FetchDesk(onEnded);
    if (!OPEN.compareAndSet(Optional.empty(), Optional.of(desk))) {
      throw new IllegalStateException(
          "A fetch desk is open in this driver already: close it first");
    }
    return desk;
  }

  /** Opens a counter for a platform. */
  public FetchDesk serving(Platform platform, Turnstile turnstile, CredentialSource credentials) {
    counters.put(platform, new Counter(platform, turnstile, credentials));
    return this;
  }

  /** The desk that is open in this driver. */
  static FetchDesk current() {
    return OPEN.get()
        .orElseThrow(() -> new IllegalStateException("No fetch desk is open in this driver"));
  }

  DeskReply answer(DeskMessage message) {
    Counter counter = counters.get(message.platform());
    if (message instanceof DeskMessage.AskTurn) {
      return counter.turn();
    }
    if (message instanceof DeskMessage.TurnUnused) {
      return counter.unused();
    }
    if (message instanceof DeskMessage.Renew renew) {
      return counter.renew(new Credentials(renew.refused()));
    }
    if (message instanceof DeskMessage.Unauthorized) {
      return counter.unauthorized();
    }
    if (message instanceof DeskMessage.Postponed postponed) {
      Instant resumeAt = Instant.ofEpochMilli(postponed.resumeAtMillis());
      return counter.postponed(
          FetchStop.deferred(
              postponed.reason(),
              "%s asks not to be called before %s".formatted(message.platform().code(), resumeAt),
              resumeAt));
    }
    if (message instanceof DeskMessage.Troubled troubled) {
      return counter.troubled(troubled.sku());
    }
    onEnded.accept(this);
    return counter.ended(((DeskMessage.Ended) message).isUsable());
  }

  /** Why a platform is not called any more; empty while it is. */
  public Optional<FetchStop> stop(Platform platform) {
    return Optional.ofNullable(counters.get(platform)).flatMap(Counter::stop);
  }

  /** Calls that were given a turn so far; 0 for a platform that is not served. */
  public int made(Platform platform) {
    return Optional.ofNullable(counters.get(platform))
        .map(counter -> counter.turnstile().made())
        .orElse(0);
  }

  /** Gives back turns that nobody used, so that counts are exact. */
  public void giveBackUnspent() {
    counters.values().forEach(counter -> counter.turnstile().giveBackUnspent());
  }

  /** Calls a platform no more: it gave no usable answer at all. */
  void isDead(Platform platform, long requests) {
    counters.get(platform).dead(requests);
  }

  /** Gives back turns that nobody used, and makes room for another desk. */
  @Override
  public void close() {
    OPEN.set(Optional.empty());
    counters.values().forEach(counter -> counter.turnstile().close());
  }
}
