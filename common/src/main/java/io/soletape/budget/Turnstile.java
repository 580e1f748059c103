package io.soletape.budget;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Hands out the turns of one platform key within one process, one at a time, from small blocks
 * leased from the ledger. Thread-safe. Nobody waits inside: the answer says how long to wait.
 */
public final class Turnstile implements AutoCloseable {

  // A block spans at most this long, so that a crash loses little and others get their share.
  private static final Duration BLOCK = Duration.ofMillis(500);
  // A turn missed by more than this would come too close to the next one.
  private static final Duration TOLERANCE = Duration.ofMillis(4);

  private final Ledger ledger;
  private final BudgetKey key;
  private final Limit limit;
  private final Priority priority;
  private final Optional<Instant> closesAt;
  private final Clock clock;
  private final LongSupplier nanoTime;

  private long nextNanos;
  private Instant leasedAt = Instant.EPOCH;
  private Optional<Instant> firstLeasedAt = Optional.empty();
  private int turnsLeft;
  private int made;

  /**
   * A turnstile over a ledger.
   *
   * @param closesAt when no further turn is granted, by {@code clock}; empty for never
   * @param nanoTime a clock that never jumps, in nanoseconds
   */
  public Turnstile(
      Ledger ledger,
      BudgetKey key,
      Limit limit,
      Priority priority,
      Optional<Instant> closesAt,
      Clock clock,
      LongSupplier nanoTime) {
    this.ledger = ledger;
    this.key = key;
    this.limit = limit;
    this.priority = priority;
    this.closesAt = closesAt;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * The next turn.
   *
   * @throws LedgerException if the ledger cannot be used
   */
  public synchronized Turn next() {
    Optional<Instant> closed = closesAt.filter(end -> !clock.instant().isBefore(end));
    if (closed.isPresent()) {
      return new Turn.Closed(clock.instant(), "time");
    }
    dropMissedTurns();
    if (turnsLeft == 0) {
      Lease lease = ledger.lease(key, limit, priority, blockSize());
      if (lease instanceof Lease.Exhausted exhausted) {
        return new Turn.Closed(exhausted.resumeAt(), "budget");
      }
      if (lease instanceof Lease.Yielded yielded) {
        return new Turn.Later(yielded.pause());
      }
      take((Lease.Granted) lease);
    }
    return grant();
  }

  /** Calls that were given a turn so far. */
  public synchronized int made() {
    return made;
  }

  /** A caller did not use its turn: it missed the moment and did not call. */
  public synchronized void unused() {
    made--;
    // It may be of any block so far. Given back too early it leaves the last 24 hours too early,
    // which only overcounts; given back too late it would make room for a call too many.
    ledger.giveBack(key, firstLeasedAt.orElse(leasedAt), 1);
  }

  /** Calls counted for this key, by everyone. */
  public Usage usage() {
    return ledger.usage(key);
  }

  /** What the platform allows. */
  public Limit limit() {
    return limit;
  }

  /** Gives back what nobody used, and can be used again. */
  public synchronized void giveBackUnspent() {
    ledger.giveBack(key, leasedAt, turnsLeft);
    turnsLeft = 0;
  }

  @Override
  public void close() {
    giveBackUnspent();
  }

  private Turn grant() {
    long delay = Math.max(0, nextNanos - nanoTime.getAsLong());
    nextNanos += limit.spacing().toNanos();
    turnsLeft--;
    made++;
    return new Turn.Granted(Duration.ofNanos(delay));
  }

  private void take(Lease.Granted lease) {
    nextNanos =
        nanoTime.getAsLong() + Duration.between(lease.ledgerNow(), lease.firstAt()).toNanos();
    turnsLeft = lease.turns();
    leasedAt = lease.ledgerNow();
    firstLeasedAt = firstLeasedAt.or(() -> Optional.of(lease.ledgerNow()));
  }

  private void dropMissedTurns() {
    int missed = 0;
    long latest = nanoTime.getAsLong() - TOLERANCE.toNanos();
    while (turnsLeft > 0 && nextNanos - latest < 0) {
      nextNanos += limit.spacing().toNanos();
      turnsLeft--;
      missed++;
    }
    ledger.giveBack(key, leasedAt, missed);
  }

  private int blockSize() {
    return (int) Math.max(1, BLOCK.toNanos() / limit.spacing().toNanos());
  }
}
