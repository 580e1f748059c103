package io.soletape.fetch;

import io.soletape.http.Sleeper;
import io.soletape.market.Platform;
import io.soletape.platform.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The way of one task to one platform: its callers are told of their turns one after the other, and
 * leave when the moment has come. Thread-safe.
 */
final class Lane {

  // Threads wake late on a busy machine; the last stretch is spun through to leave on time.
  private static final Duration SPUN = Duration.ofMillis(2);
  // A call that leaves later than this would come too close to the next one.
  private static final Duration TOLERANCE = Duration.ofMillis(4);
  // While the desk is told how late a call is, it becomes later still.
  private static final Duration TELLING = Duration.ofMillis(2);
  // A desk that takes longer and longer to hear of it is not told for ever.
  private static final int MOST_TELLINGS = 3;

  private final Platform platform;
  private final Worker worker;
  private final DeskLine desk;
  private final Sleeper sleeper;
  private final LongSupplier nanoTime;
  private final ReentrantLock first = new ReentrantLock();

  Lane(Platform platform, Worker worker, DeskLine desk, Sleeper sleeper, LongSupplier nanoTime) {
    this.platform = platform;
    this.worker = worker;
    this.desk = desk;
    this.sleeper = sleeper;
    this.nanoTime = nanoTime;
  }

  /** Waits for the next request; one caller at a time, so that one asks for all. */
  Pass next() throws InterruptedException {
    first.lockInterruptibly();
    try {
      return await(new DeskMessage.AskWork(platform, worker));
    } finally {
      first.unlock();
    }
  }

  /** Waits until a turn to repeat the call for a request is near. */
  Pass again(String requestId) throws InterruptedException {
    return await(new DeskMessage.AskTurn(platform, requestId, worker));
  }

  void called(DeskMessage.Called call) {
    desk.ask(call);
  }

  void renew(Credentials refused) {
    desk.ask(new DeskMessage.Renew(platform, refused.headers()));
  }

  void ended(String requestId, String outcome) {
    desk.ask(new DeskMessage.Ended(platform, requestId, outcome));
  }

  void unlanded(String message) {
    desk.ask(new DeskMessage.Unlanded(platform, message));
  }

  void unauthorized() {
    desk.ask(new DeskMessage.Unauthorized(platform));
  }

  void postpone(Instant until, String reason) {
    desk.ask(new DeskMessage.Postponed(platform, until.toEpochMilli(), reason));
  }

  private Pass await(DeskMessage question) throws InterruptedException {
    Optional<Assignment> work = Optional.empty();
    while (true) {
      DeskMessage asked =
          work.<DeskMessage>map(
                  given -> new DeskMessage.AskTurn(platform, given.requestId(), worker))
              .orElse(question);
      Attempt attempt = attempt(asked);
      if (attempt.pass().isPresent()) {
        return withWork(attempt.pass().get(), work);
      }
      work = attempt.work().or(keep(work));
      sleeper.sleep(attempt.pause());
    }
  }

  private static Supplier<Optional<Assignment>> keep(Optional<Assignment> work) {
    return () -> work;
  }

  private static Pass withWork(Pass pass, Optional<Assignment> work) {
    return pass instanceof Pass.Free free
        ? new Pass.Free(free.assignment().or(() -> work), free.due())
        : pass;
  }

  private Attempt attempt(DeskMessage question) {
    long asked = nanoTime.getAsLong();
    DeskReply reply = desk.ask(question);
    if (reply instanceof DeskReply.Later later) {
      return new Attempt(Optional.empty(), Optional.empty(), Duration.ofNanos(later.pauseNanos()));
    }
    if (reply instanceof DeskReply.Work work) {
      return free(work.go(), Optional.of(work.assignment()), asked);
    }
    if (reply instanceof DeskReply.Go go) {
      return free(go, Optional.empty(), asked);
    }
    return new Attempt(Optional.of(new Pass.Closed()), Optional.empty(), Duration.ZERO);
  }

  private Attempt free(DeskReply.Go go, Optional<Assignment> work, long asked) {
    // A reply on its way late must not move the turn: the later of both moments is right.
    long at = Math.max(asked, nanoTime.getAsLong() - TOLERANCE.toNanos()) + go.delayNanos();
    Due due = new Due(go.turn(), asked + go.delayNanos(), at, new Credentials(go.headers()));
    return new Attempt(Optional.of(new Pass.Free(work, due)), work, Duration.ZERO);
  }

  /**
   * Waits for the moment of a turn. Who has missed it, and may not be late, waits for another one.
   *
   * @param requestId of the call that is to leave
   * @return what to call with; empty if it must not be called any more
   */
  Optional<Credentials> depart(String requestId, Due due) throws InterruptedException {
    Due next = due;
    while (!leaves(next)) {
      if (!(again(requestId) instanceof Pass.Free free)) {
        return Optional.empty();
      }
      next = free.due();
    }
    return Optional.of(next.credentials());
  }

  private boolean leaves(Due due) throws InterruptedException {
    waitUntil(due.atNanos());
    // Nobody knows on which way the time was spent: counted as if the reply had been long.
    long toldNanos = due.dueNanos();
    long tellingNanos = TELLING.toNanos();
    long now = nanoTime.getAsLong();
    // Only what the desk was told moves the next turn, so it is told of a slow answer too.
    for (int tellings = 0; now - toldNanos > TOLERANCE.toNanos(); tellings++) {
      long byNanos = now - toldNanos + tellingNanos;
      if (tellings == MOST_TELLINGS || !mayBeLate(due.turn(), byNanos)) {
        return false;
      }
      toldNanos += byNanos;
      long answered = nanoTime.getAsLong();
      tellingNanos = answered - now;
      now = answered;
    }
    return true;
  }

  private boolean mayBeLate(long turn, long byNanos) {
    return desk.ask(new DeskMessage.TurnLate(platform, turn, byNanos)) instanceof DeskReply.Noted;
  }

  private void waitUntil(long turn) throws InterruptedException {
    long sleep = turn - nanoTime.getAsLong() - SPUN.toNanos();
    if (sleep > 0) {
      sleeper.sleep(Duration.ofNanos(sleep));
    }
    while (nanoTime.getAsLong() < turn) {
      Thread.onSpinWait();
    }
  }

  /**
   * A turn that will come.
   *
   * @param turn its number at the turnstile
   * @param dueNanos when it comes at the earliest, had the reply been on its way for no time
   * @param atNanos when to leave
   * @param credentials what to call with
   */
  record Due(long turn, long dueNanos, long atNanos, Credentials credentials) {}

  /** One question at the desk: a pass, or how long to wait before the next, perhaps with work. */
  private record Attempt(Optional<Pass> pass, Optional<Assignment> work, Duration pause) {}

  /** What a caller gets. */
  sealed interface Pass {

    /**
     * Call when it is due.
     *
     * @param assignment what to ask; empty where the caller knows, since it repeats a call
     */
    record Free(Optional<Assignment> assignment, Due due) implements Pass {}

    /** Do not call: there is nothing to do, or the platform is not called any more. */
    record Closed() implements Pass {}
  }
}
