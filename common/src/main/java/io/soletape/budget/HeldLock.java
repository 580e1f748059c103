package io.soletape.budget;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A lock that is held: renewed by a thread of its own until it is closed. Thread-safe.
 *
 * <p>If renewing fails the lock counts as held until its life is over, and no longer.
 */
public final class HeldLock implements AutoCloseable {

  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  private final Locks locks;
  private final String name;
  private final String holder;
  private final Duration life;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService heartbeat;

  private long endNanos;
  private boolean isLost;
  private boolean isClosed;

  private HeldLock(
      Locks locks,
      String name,
      String holder,
      Duration life,
      LongSupplier nanoTime,
      long endNanos) {
    this.locks = locks;
    this.name = name;
    this.holder = holder;
    this.life = life;
    this.nanoTime = nanoTime;
    this.endNanos = endNanos;
    this.heartbeat =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "lock " + name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Takes a lock, waiting for it while somebody else has it.
   *
   * @param terms how long it lives and how often it is renewed
   * @param patience how long to wait; zero to ask once
   * @param wait how to wait
   * @param nanoTime a clock that never goes back, in nanoseconds
   * @throws LockBusyException if somebody else has it when the patience is over
   * @throws LedgerException if the database cannot be used
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public static HeldLock acquire(
      Locks locks,
      String name,
      String holder,
      Terms terms,
      Duration patience,
      Wait wait,
      LongSupplier nanoTime)
      throws InterruptedException {
    Duration left = patience;
    while (true) {
      // Counted from before the claim, so it ends here no later than there.
      long endNanos = nanoTime.getAsLong() + terms.life().toNanos();
      Locks.Claim claim = locks.claim(name, holder, terms.life());
      if (claim instanceof Locks.Claim.Refused refused) {
        if (left.isZero()) {
          throw new LockBusyException(name, refused);
        }
        Duration pause = least(least(ASK_AGAIN, refused.left()), left);
        wait.pause(pause);
        left = left.minus(pause);
      } else {
        HeldLock held = new HeldLock(locks, name, holder, terms.life(), nanoTime, endNanos);
        held.beat(terms.renewal());
        return held;
      }
    }
  }

  /** Whether nobody else can have the lock now. */
  public synchronized boolean isHeld() {
    return !isLost && !isClosed && nanoTime.getAsLong() - endNanos < 0;
  }

  /**
   * Whether somebody else may have the lock although it was not given up. Where its life is over by
   * our clock the ledger is asked: if nobody took it meanwhile it is ours again.
   */
  public boolean isLost() {
    if (isHeldOrClosed()) {
      return false;
    }
    renewOrTryAgain();
    return !isHeldOrClosed();
  }

  private synchronized boolean isHeldOrClosed() {
    return isClosed || isHeld();
  }

  /** Gives the lock up. */
  @Override
  public void close() {
    heartbeat.shutdownNow();
    synchronized (this) {
      isClosed = true;
    }
    locks.release(name, holder);
  }

  /** Renews the lock now; for the heartbeat. */
  void renew() {
    long end = nanoTime.getAsLong() + life.toNanos();
    boolean isRenewed = locks.renew(name, holder, life);
    synchronized (this) {
      isLost |= !isRenewed;
      endNanos = isLost ? endNanos : end;
    }
  }

  private void beat(Duration renewal) {
    heartbeat.scheduleWithFixedDelay(
        this::renewOrTryAgain, renewal.toNanos(), renewal.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void renewOrTryAgain() {
    try {
      renew();
    } catch (LedgerException e) {
      // The next one tries again; until then the lock lives on by its own life, or ends.
    }
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * How long a lock lives and how often it is renewed.
   *
   * @param life a second or more
   * @param renewal time between two renewals; below half the life, so that one may fail
   */
  public record Terms(Duration life, Duration renewal) {

    public Terms {
      if (renewal.isNegative() || renewal.isZero() || renewal.multipliedBy(2).compareTo(life) > 0) {
        throw new IllegalArgumentException(
            "A renewal each %s is not enough for a life of %s: use at most half of it, above 0"
                .formatted(renewal, life));
      }
    }
  }

  /** Waits. */
  @FunctionalInterface
  public interface Wait {
    void pause(Duration duration) throws InterruptedException;
  }
}
