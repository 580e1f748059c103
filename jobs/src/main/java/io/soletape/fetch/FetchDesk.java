package io.soletape.fetch;

import io.soletape.budget.LedgerException;
import io.soletape.budget.Turnstile;
import io.soletape.lake.LakeException;
import io.soletape.lake.NotAloneException;
import io.soletape.market.Platform;
import io.soletape.platform.CredentialSource;
import io.soletape.platform.Credentials;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The driver's desk: it holds what there is to ask and gives each request to one worker at a time,
 * one turn after the other, with credentials that are valid now. Thread-safe.
 */
public final class FetchDesk implements AutoCloseable {

  private static final AtomicReference<Optional<FetchDesk>> OPEN =
      new AtomicReference<>(Optional.empty());

  private final Map<Platform, Counter> counters = new EnumMap<>(Platform.class);
  private final Clock clock;
  private final Consumer<FetchDesk> onEnded;
  private volatile Runnable confirmation = () -> {};

  private FetchDesk(Clock clock, Consumer<FetchDesk> onEnded) {
    this.clock = clock;
    this.onEnded = onEnded;
  }

  /**
   * Opens the desk of this driver.
   *
   * @param onEnded told after each request that ended
   * @throws IllegalStateException if another one is open
   */
  public static FetchDesk open(Clock clock, Consumer<FetchDesk> onEnded) {
    FetchDesk desk = new FetchDesk(clock, onEnded);
    if (!OPEN.compareAndSet(Optional.empty(), Optional.of(desk))) {
      throw new IllegalStateException(
          "A fetch desk is open in this driver already: close it first");
    }
    return desk;
  }

  /** Opens a counter for a platform. */
  public FetchDesk serving(Platform platform, Turnstile turnstile, CredentialSource credentials) {
    counters.put(platform, new Counter(platform, turnstile, credentials, clock));
    return this;
  }

  /**
   * Grants turns only while the slot is this process's own: whoever has taken it over calls too.
   *
   * @param confirms throws {@link NotAloneException} if another process may have taken over
   */
  public FetchDesk grantingWhile(Runnable confirms) {
    confirmation = confirms;
    return this;
  }

  /**
   * Does work that is worth less than any other. What budget or time leave no room for is not
   * asked, and that is no reason to stop: nothing is put off for it.
   */
  public <T> T sparing(Supplier<T> work) {
    counters.values().forEach(counter -> counter.spares(true));
    try {
      return work.get();
    } finally {
      counters.values().forEach(counter -> counter.spares(false));
    }
  }

  /** The desk that is open in this driver. */
  static FetchDesk current() {
    return OPEN.get()
        .orElseThrow(() -> new IllegalStateException("No fetch desk is open in this driver"));
  }

  /** A figure of the desk that is open in this driver; 0 where there is none. */
  static long figure(Platform platform, String name) {
    return OPEN.get()
        .flatMap(desk -> Optional.ofNullable(desk.counters.get(platform)))
        .map(counter -> counter.figure(name))
        .orElse(0L);
  }

  /** What a worker hears; there is nothing to do for a platform that is not served. */
  DeskReply answer(DeskMessage message) {
    return Optional.ofNullable(counters.get(message.platform()))
        .map(counter -> counted(counter, message))
        .orElse(new DeskReply.Done());
  }

  // A call that nobody counts is worse than none: without the ledger no platform is called.
  private DeskReply counted(Counter counter, DeskMessage message) {
    try {
      return answer(counter, message);
    } catch (LedgerException e) {
      counters.values().forEach(each -> each.uncounted(e.getMessage()));
      return counter.stop().<DeskReply>map(DeskReply.Stop::new).orElseThrow();
    } catch (LakeException e) {
      counters.values().forEach(each -> each.unlanded(e.getMessage()));
      return counter.stop().<DeskReply>map(DeskReply.Stop::new).orElseThrow();
    }
  }

  private DeskReply answer(Counter counter, DeskMessage message) {
    if (message instanceof DeskMessage.AskWork ask) {
      confirm();
      return counter.work(ask.worker());
    }
    if (message instanceof DeskMessage.AskTurn ask) {
      confirm();
      return counter.turn(ask.worker(), ask.requestId());
    }
    if (message instanceof DeskMessage.TurnLate late) {
      return counter.late(late.turn(), Duration.ofNanos(late.byNanos()));
    }
    if (message instanceof DeskMessage.Called call) {
      return counter.called(call);
    }
    return answerRarer(counter, message);
  }

  private void confirm() {
    try {
      confirmation.run();
    } catch (NotAloneException e) {
      counters.values().forEach(each -> each.overtaken(e.getMessage()));
    }
  }

  private DeskReply answerRarer(Counter counter, DeskMessage message) {
    if (message instanceof DeskMessage.Renew renew) {
      return counter.renew(new Credentials(renew.refused()));
    }
    if (message instanceof DeskMessage.Unauthorized) {
      return counter.unauthorized();
    }
    if (message instanceof DeskMessage.Postponed postponed) {
      return counter.postponed(
          postponed.reason(), Instant.ofEpochMilli(postponed.resumeAtMillis()));
    }
    if (message instanceof DeskMessage.Unlanded unlanded) {
      counters.values().forEach(each -> each.unlanded(unlanded.message()));
      return new DeskReply.Noted();
    }
    DeskMessage.Ended ended = (DeskMessage.Ended) message;
    DeskReply reply = counter.ended(ended.requestId(), ended.outcome());
    onEnded.accept(this);
    return reply;
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

  /**
   * Figures of all calls so far, by platform and name: {@code stockx.permits}, {@code
   * stockx.calls.200}, {@code alias.wait_ms} …
   */
  public Map<String, Long> figures() {
    Map<String, Long> figures = new TreeMap<>();
    counters.forEach(
        (platform, counter) ->
            counter
                .figures()
                .forEach((name, value) -> figures.put(platform.code() + "." + name, value)));
    return figures;
  }

  /** Gives back turns that nobody used, so that counts are exact. */
  public void giveBackUnspent() {
    counters.values().forEach(counter -> counter.turnstile().giveBackUnspent());
  }

  /** Takes in work; tells why what is put off. */
  List<FetchStop> opens(Map<Platform, List<Assignment>> work, SharedSlot shared) {
    List<FetchStop> putOff = new ArrayList<>();
    counters.forEach(
        (platform, counter) ->
            counter.open(work.getOrDefault(platform, List.of()), shared).ifPresent(putOff::add));
    return putOff;
  }

  void closes() {
    counters.values().forEach(Counter::closeWork);
  }

  /** An attempt at a task has ended: what it had is given to others, and it gets nothing more. */
  void lostAttempt(long attemptId) {
    counters.values().forEach(counter -> counter.lost(lost -> lost.attempt(attemptId)));
  }

  /** An executor is gone: what its workers had is given to others, and they get nothing more. */
  void lostExecutor(String executorId) {
    counters.values().forEach(counter -> counter.lost(lost -> lost.executor(executorId)));
  }

  int ended() {
    return counters.values().stream().mapToInt(Counter::ended).sum();
  }

  Map<Platform, FetchTally> tallies() {
    Map<Platform, FetchTally> tallies = new EnumMap<>(Platform.class);
    counters.forEach((platform, counter) -> tallies.put(platform, counter.meter().tally(platform)));
    return tallies;
  }

  /** Nothing more will be asked: what little was answered speaks for itself. */
  void settles() {
    counters.values().forEach(Counter::settled);
  }

  /** Calls a platform no more: it gave no usable answer at all. */
  void isDead(Platform platform, long requests) {
    counters.get(platform).dead(requests);
  }

  /** Gives back turns that nobody used, and makes room for another desk. */
  @Override
  public void close() {
    OPEN.set(Optional.empty());
    counters.values().forEach(Counter::close);
  }
}
