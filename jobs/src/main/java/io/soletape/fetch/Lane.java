package io.soletape.fetch;

import io.soletape.http.Sleeper;
import io.soletape.market.Platform;
import io.soletape.platform.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The way of one task to one platform: its callers pass one after the other, each when its turn has
 * come. Thread-safe.
 */
final class Lane {

  // Threads wake late on a busy machine; the last stretch is spun through to leave on time.
  private static final Duration SPUN = Duration.ofMillis(2);
  // A call that leaves later than this would come too close to the next one.
  private static final Duration TOLERANCE = Duration.ofMillis(4);
  private static final int MOST_TURNS_GIVEN_UP = 3;

  private final Platform platform;
  private final DeskLine desk;
  private final Sleeper sleeper;
  private final LongSupplier nanoTime;

  Lane(Platform platform, DeskLine desk, Sleeper sleeper, LongSupplier nanoTime) {
    this.platform = platform;
    this.desk = desk;
    this.sleeper = sleeper;
    this.nanoTime = nanoTime;
  }

  /** Waits for a turn; returns at its moment with credentials, or at once with the stop. */
  synchronized Pass await() throws InterruptedException {
    for (int givenUp = 0; ; givenUp++) {
      long asked = nanoTime.getAsLong();
      DeskReply reply = desk.ask(new DeskMessage.AskTurn(platform));
      if (reply instanceof DeskReply.Stop stop) {
        return new Pass.Stopped(stop.stop());
      }
      DeskReply.Go go = (DeskReply.Go) reply;
      // A reply on its way late must not move the turn: the later of both moments is right.
      long turn = Math.max(asked, nanoTime.getAsLong() - TOLERANCE.toNanos()) + go.delayNanos();
      if (isOnTime(turn) || givenUp >= MOST_TURNS_GIVEN_UP) {
        return new Pass.Free(new Credentials(go.headers()));
      }
      desk.ask(new DeskMessage.TurnUnused(platform));
    }
  }

  Optional<FetchStop> renew(Credentials refused) {
    DeskReply reply = desk.ask(new DeskMessage.Renew(platform, refused.headers()));
    return reply instanceof DeskReply.Stop stop ? Optional.of(stop.stop()) : Optional.empty();
  }

  void troubled(String sku) {
    desk.ask(new DeskMessage.Troubled(platform, sku));
  }

  void ended(boolean isUsable) {
    desk.ask(new DeskMessage.Ended(platform, isUsable));
  }

  FetchStop unauthorized() {
    return ((DeskReply.Stop) desk.ask(new DeskMessage.Unauthorized(platform))).stop();
  }

  FetchStop postpone(Instant until, String reason) {
    DeskReply reply = desk.ask(new DeskMessage.Postponed(platform, until.toEpochMilli(), reason));
    return ((DeskReply.Stop) reply).stop();
  }

  private boolean isOnTime(long turn) throws InterruptedException {
    long sleep = turn - nanoTime.getAsLong() - SPUN.toNanos();
    if (sleep > 0) {
      sleeper.sleep(Duration.ofNanos(sleep));
    }
    while (nanoTime.getAsLong() < turn) {
      Thread.onSpinWait();
    }
    return nanoTime.getAsLong() - turn <= TOLERANCE.toNanos();
  }

  /** What a caller gets. */
  sealed interface Pass {

    /** Call now. */
    record Free(Credentials credentials) implements Pass {}

    /** Do not call. */
    record Stopped(FetchStop stop) implements Pass {}
  }
}
