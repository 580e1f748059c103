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
  // A turn is promised shortly before it comes: until then nobody relies on it, so that the one
  // before it can still be late.
  private static final Duration LONGEST_PROMISE = Duration.ofMillis(50);
  private static final Duration SHORTEST_PROMISE = Duration.ofMillis(5);
  private static final long NANOS_PER_MICRO = 1_000;

  private final Ledger ledger;
  private final BudgetKey key;
  private final Limit limit;
  private final Priority priority;
  private final Optional<Duration> opensFor;
  private final ElapsedTime elapsed;
  private final Clock clock;
  private final LongSupplier nanoTime;

  private long nextNanos;
  private Instant leasedAt = Instant.EPOCH;
  private Instant leasedUntil = Instant.EPOCH;
  private Optional<Instant> firstLeasedAt = Optional.empty();
  private int turnsLeft;
  private int made;
  private long granted;

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
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.opensFor = closesAt.map(end -> Duration.between(clock.instant(), end));
    this.elapsed = new ElapsedTime(nanoTime, clock);
  }

  /**
   * The next turn.
   *
   * @throws LedgerException if the ledger cannot be used
   */
  public synchronized Turn next() {
    if (timeLeft().filter(left -> left.compareTo(Duration.ZERO) <= 0).isPresent()) {
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
      makeRoom(take((Lease.Granted) lease));
    }
    long delay = nextNanos - nanoTime.getAsLong();
    return delay > promise() ? new Turn.Later(Duration.ofNanos(delay - promise())) : grant(delay);
  }

  /** Calls that were given a turn so far. */
  public synchronized int made() {
    return made;
  }

  /**
   * A caller woke too late for its turn. If nobody relies on a turn behind it, all turns to come
   * move by as much, which wastes less than the whole turn.
   *
   * @param number of the turn
   * @param by how late the caller will be
   * @return whether it may call now; if not, its turn is given back
   */
  public synchronized boolean late(long number, Duration by) {
    boolean isShifted = number == granted && shifted(by);
    if (isShifted) {
      nextNanos += by.toNanos();
    } else {
      unused();
    }
    return isShifted;
  }

  private boolean shifted(Duration by) {
    Duration shift = Duration.ofNanos(by.toNanos() / NANOS_PER_MICRO * NANOS_PER_MICRO);
    boolean isShifted = ledger.shift(key, leasedUntil, shift);
    leasedUntil = isShifted ? leasedUntil.plus(shift) : leasedUntil;
    return isShifted;
  }

  /** A caller did not use its turn: it did not call. */
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

  /** How many calls of the day may be made now, and what is kept for more important work. */
  public Admission admission() {
    return ledger.admission(key, limit, priority);
  }

  /** When no further turn is granted; empty for never. */
  public Optional<Instant> closesAt() {
    return timeLeft().map(left -> clock.instant().plus(left));
  }

  /** How many turns can come before the end; empty if there is none. */
  public Optional<Integer> turnsInTime() {
    return timeLeft()
        .map(
            left -> {
              long nanos = Math.max(0, left.toNanos());
              return (int) Math.min(Integer.MAX_VALUE, nanos / limit.spacing().toNanos());
            });
  }

  // A clock that is set back gives no time.
  private Optional<Duration> timeLeft() {
    return opensFor.map(whole -> whole.minusNanos(elapsed.getAsLong()));
  }

  /** Leaves word for all processes why the platform is not called. */
  public void report(String kind, String message, Optional<Instant> until) {
    ledger.report(key, kind, message, until);
  }

  /** Takes back the word left: the platform answers. */
  public void recovered() {
    ledger.recovered(key);
  }

  /** The word left, if the platform has not answered since. */
  public Optional<Trouble> trouble() {
    return ledger.trouble(key);
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

  private Turn grant(long delay) {
    nextNanos += limit.spacing().toNanos();
    turnsLeft--;
    made++;
    granted++;
    return new Turn.Granted(Duration.ofNanos(Math.max(0, delay)), granted);
  }

  private long promise() {
    long half = limit.spacing().toNanos() / 2;
    return Math.max(SHORTEST_PROMISE.toNanos(), Math.min(LONGEST_PROMISE.toNanos(), half));
  }

  // Tells by how much our turns may be later than the ledger thinks.
  private Duration take(Lease.Granted lease) {
    long now = nanoTime.getAsLong();
    Duration wait = Duration.between(lease.ledgerNow(), lease.firstAt());
    long toCome = wait.minus(lease.reading().age()).toNanos();
    nextNanos = now + Math.max(0, toCome);
    turnsLeft = lease.turns();
    leasedAt = lease.ledgerNow();
    leasedUntil = lease.firstAt().plus(limit.spacing().multipliedBy(lease.turns()));
    firstLeasedAt = firstLeasedAt.or(() -> Optional.of(lease.ledgerNow()));
    return lease.reading().doubt().plusNanos(Math.max(0, -toCome));
  }

  // The ledger read its clock at some moment while it was asked for it, and a turn may have come
  // before we heard of it. Those behind ours must be as much later, or ours must end earlier.
  private void makeRoom(Duration late) {
    if (late.compareTo(TOLERANCE) > 0 && !shifted(late) && turnsLeft > 1) {
      turnsLeft--;
      ledger.giveBack(key, leasedAt, 1);
    }
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
