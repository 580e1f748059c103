package io.soletape.fetch;

import io.soletape.budget.Trouble;
import io.soletape.budget.Turn;
import io.soletape.budget.TurnClosedException;
import io.soletape.budget.Turnstile;
import io.soletape.http.Settlement;
import io.soletape.market.Platform;
import io.soletape.platform.CredentialSource;
import io.soletape.platform.Credentials;
import io.soletape.platform.CredentialsRefusedException;
import io.soletape.platform.PlatformUnreachableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The desk's counter for one platform: what there is to ask, its turnstile, its credentials, and
 * whether it is open. Thread-safe.
 */
final class Counter implements AutoCloseable {

  // How soon to ask again where nobody can say when there will be something to do.
  private static final Duration SOON = Duration.ofMillis(100);
  // How long after the last turn the calls of others may still be under way.
  private static final Duration LAST_CALLS = Duration.ofMinutes(1);
  // Gauges are read often and in numbers, and the ledger has turns to give.
  private static final Duration QUOTA_REMEMBERED = Duration.ofSeconds(5);
  private static final String QUOTA_LEFT = "quota_left";

  private final Platform platform;
  private final Turnstile turnstile;
  private final Clerk clerk;
  private final Clock clock;
  private final CallMeter meter = new CallMeter();
  private final Breaker breaker;
  private final Remembered<Optional<Integer>> quotaLeft;
  private final LostWorkers lost = new LostWorkers();
  private Optional<Trouble> trouble;
  private Orders orders = new Orders(requestId -> false);
  private boolean isSpare;
  private Optional<FetchStop> rest = Optional.empty();
  private Optional<FetchStop> stop = Optional.empty();

  Counter(Platform platform, Turnstile turnstile, CredentialSource credentials, Clock clock) {
    this.platform = platform;
    this.turnstile = turnstile;
    this.clerk = new Clerk(credentials);
    this.clock = clock;
    this.trouble = turnstile.trouble();
    this.breaker = new Breaker(platform, clock, isLeftAlone(trouble));
    this.quotaLeft = new Remembered<>(this::askQuotaLeft, QUOTA_REMEMBERED, clock);
  }

  private boolean isLeftAlone(Optional<Trouble> told) {
    return told.flatMap(Trouble::until).filter(clock.instant()::isBefore).isPresent();
  }

  /** Whether the work to come can be left out: then budget and time end it without a stop. */
  synchronized void spares(boolean isSpare) {
    this.isSpare = isSpare;
  }

  /**
   * Takes in work, the most valuable first: these requests and no others are given out from now on,
   * as far as budget and time admit.
   *
   * @return why the rest is put off; empty if all is admitted, or the rest can be left out
   */
  Optional<FetchStop> open(List<Assignment> assignments, SharedSlot shared) {
    Admitted admitted =
        assignments.isEmpty() || stop().isPresent()
            ? new Admitted(assignments.size(), Optional.empty())
            : admit(assignments.size());
    synchronized (this) {
      orders = new Orders(shared);
      orders.add(assignments.subList(0, admitted.requests()));
      rest = isSpare ? Optional.empty() : admitted.rest();
      notAnswered(assignments.size() - admitted.requests());
      return rest;
    }
  }

  /** No more of this work is done: what has no answer now has none in this run. */
  synchronized void closeWork() {
    notAnswered(orders.left());
    if (orders.left() > 0 && isOverFor(Duration.ZERO)) {
      closed(new Turn.Closed(clock.instant(), "time"));
    }
    orders.close();
    orders = new Orders(requestId -> false);
    rest.ifPresent(this::stopped);
    rest = Optional.empty();
  }

  // What can be left out is missing only where the platform is to blame.
  private void notAnswered(int requests) {
    if (!isSpare || stop.isPresent()) {
      meter.notAnswered(requests);
    }
  }

  synchronized DeskReply work(Worker worker) {
    if (stop.isPresent()) {
      return new DeskReply.Stop(stop.get());
    }
    // Its question may have waited here while it died: nobody would bring an answer.
    if (lost.has(worker)) {
      return new DeskReply.Done();
    }
    if (orders.isNothingWaiting()) {
      boolean isAllDone = orders.inFlight() == 0 || isOverFor(LAST_CALLS);
      return isAllDone ? new DeskReply.Done() : later(SOON);
    }
    DeskReply reply = turn();
    if (!(reply instanceof DeskReply.Go go)) {
      return reply;
    }
    Assignment next = orders.take(worker).orElseThrow();
    meter.inFlight(orders.inFlight());
    return new DeskReply.Work(next, go);
  }

  synchronized DeskReply turn(Worker worker, String requestId) {
    if (stop.isPresent()) {
      orders.givenUp(requestId);
      return new DeskReply.Stop(stop.get());
    }
    if (!orders.has(worker, requestId)) {
      return new DeskReply.Done();
    }
    DeskReply reply = turn();
    if (reply instanceof DeskReply.Done) {
      orders.givenUp(requestId);
    }
    return reply;
  }

  synchronized DeskReply late(long turn, Duration by) {
    return turnstile.late(turn, by) ? new DeskReply.Noted() : new DeskReply.Done();
  }

  synchronized DeskReply renew(Credentials refused) {
    clerk.renew(refused);
    return new DeskReply.Noted();
  }

  synchronized DeskReply called(DeskMessage.Called call) {
    meter.called(call);
    switch (call.meaning()) {
      case ALIVE -> alive(call.sku());
      case TROUBLED -> breaker.troubled(call.sku()).ifPresent(this::stopped);
      case REFUSED ->
          breaker.refused(Duration.ofMillis(call.pauseMillis())).ifPresent(this::stopped);
      case FORBIDDEN -> breaker.forbidden().ifPresent(this::stopped);
      case UNAUTHORIZED -> {}
    }
    return new DeskReply.Noted();
  }

  synchronized DeskReply ended(String requestId, String outcome) {
    if (isUsable(outcome)) {
      orders.ended(requestId);
    } else {
      orders.failed(requestId);
    }
    meter.ended(outcome);
    return new DeskReply.Noted();
  }

  private static boolean isUsable(String outcome) {
    return outcome.equals(Settlement.OK.code()) || outcome.equals(Settlement.NOT_FOUND.code());
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

  DeskReply unlanded(String message) {
    return stopped(FetchStop.failed("landing", message));
  }

  void uncounted(String message) {
    stopped(FetchStop.failed("ledger", message));
  }

  void overtaken(String message) {
    stopped(FetchStop.failed("lock", message));
  }

  DeskReply postponed(String reason, Instant until) {
    return stopped(breaker.asksForPause(reason, until));
  }

  synchronized void settled() {
    breaker.onlyForbidden().ifPresent(this::stopped);
  }

  void dead(long requests) {
    stopped(breaker.unreachable("any of " + requests + " requests"));
  }

  /**
   * Workers are lost: what they had is given to others, and they get nothing more.
   *
   * @param names says which
   */
  synchronized void lost(Consumer<LostWorkers> names) {
    names.accept(lost);
    orders.comeBack(lost::has);
  }

  private boolean isOverFor(Duration grace) {
    return turnstile
        .closesAt()
        .filter(end -> !clock.instant().isBefore(end.plus(grace)))
        .isPresent();
  }

  private Admitted admit(int wanted) {
    return Admitted.of(
        platform, wanted, turnstile.admission(), turnstile.turnsInTime(), clock.instant());
  }

  synchronized Optional<FetchStop> stop() {
    return stop;
  }

  synchronized int ended() {
    return orders.ended();
  }

  synchronized int inFlight() {
    return orders.inFlight();
  }

  Turnstile turnstile() {
    return turnstile;
  }

  CallMeter meter() {
    return meter;
  }

  /**
   * Figures of the calls, with {@code permits}, {@code in_flight}, {@code is_stopped} and, where
   * there is a quota, {@code quota_left}.
   */
  Map<String, Long> figures() {
    Map<String, Long> figures = ownFigures();
    askQuotaLeft().ifPresent(left -> figures.put(QUOTA_LEFT, (long) left));
    return figures;
  }

  /** One of the figures, 0 where there is none; the quota left may be some seconds old. */
  long figure(String name) {
    return switch (name) {
      case QUOTA_LEFT -> quotaLeft.value().orElse(0);
      case CallMeter.OTHER -> meter.otherCalls();
      default -> ownFigures().getOrDefault(name, 0L);
    };
  }

  private synchronized Map<String, Long> ownFigures() {
    Map<String, Long> figures = new TreeMap<>(meter.figures());
    figures.put("permits", (long) turnstile.made());
    figures.put("in_flight", (long) orders.inFlight());
    figures.put("is_stopped", stop.isPresent() ? 1L : 0L);
    return figures;
  }

  private Optional<Integer> askQuotaLeft() {
    return turnstile.usage().left(turnstile.limit().callsPerDay());
  }

  @Override
  public void close() {
    try {
      clerk.close();
    } finally {
      turnstile.close();
    }
  }

  private void alive(String sku) {
    breaker.alive(sku);
    if (trouble.isPresent()) {
      turnstile.recovered();
      trouble = Optional.empty();
    }
  }

  private DeskReply turn() {
    Duration pause = breaker.pause();
    if (!pause.isZero()) {
      return later(pause);
    }
    return refusingGracefully(
        () -> {
          Optional<Credentials> valid = clerk.credentials();
          return valid.isPresent() ? replyTo(turnstile.next(), valid.get()) : withoutCredentials();
        });
  }

  // A renewal may take longer than the run has time.
  private DeskReply withoutCredentials() {
    return isOverFor(Duration.ZERO)
        ? closed(new Turn.Closed(clock.instant(), "time"))
        : later(SOON);
  }

  private DeskReply refusingGracefully(Supplier<DeskReply> answer) {
    try {
      return answer.get();
    } catch (TurnClosedException e) {
      return closed(e.closed());
    } catch (CredentialsRefusedException e) {
      return stopped(FetchStop.failed("credentials", e.getMessage()));
    } catch (PlatformUnreachableException e) {
      return stopped(
          e.until()
              .map(until -> FetchStop.deferred("retry_after", e.getMessage(), until))
              .orElseGet(() -> FetchStop.failed("unreachable", e.getMessage())));
    }
  }

  private DeskReply replyTo(Turn turn, Credentials valid) {
    if (turn instanceof Turn.Later later) {
      return later(later.pause());
    }
    if (turn instanceof Turn.Closed closed) {
      return closed(closed);
    }
    Turn.Granted granted = (Turn.Granted) turn;
    meter.waits(granted.delay().toNanos());
    return new DeskReply.Go(granted.delay().toNanos(), granted.number(), valid.headers());
  }

  private DeskReply later(Duration pause) {
    meter.waits(pause.toNanos());
    return new DeskReply.Later(pause.toNanos());
  }

  private DeskReply closed(Turn.Closed closed) {
    if (isSpare) {
      return new DeskReply.Done();
    }
    return stopped(
        FetchStop.deferred(
            closed.reason(),
            "%s: the %s is spent".formatted(platform.code(), closed.reason()),
            closed.resumeAt()));
  }

  private synchronized DeskReply stopped(FetchStop reason) {
    if (stop.isEmpty()) {
      stop = Optional.of(reason);
      if (reason.isOfThePlatform()) {
        turnstile.report(
            reason.reason(),
            reason.message(),
            reason.isDeferral() ? Optional.of(reason.resumeAt()) : Optional.empty());
      }
    }
    return new DeskReply.Stop(stop.get());
  }
}
