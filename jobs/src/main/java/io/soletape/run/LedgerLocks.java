package io.soletape.run;

import io.soletape.budget.HeldLock;
import io.soletape.budget.LockBusyException;
import io.soletape.budget.Locks;
import io.soletape.http.Sleeper;
import io.soletape.lake.NotAloneException;
import io.soletape.lake.OneWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps the processes that write one lake out of each other's way, with locks in the ledger's
 * database. A lock of a process that died on this machine is taken over at once, any other one when
 * its life is over; whoever has lost one so is told before it writes or calls again. Thread-safe.
 */
public final class LedgerLocks implements OneWriter, AutoCloseable {

  private static final HeldLock.Terms TERMS =
      new HeldLock.Terms(Duration.ofSeconds(30), Duration.ofSeconds(5));
  private static final Duration ONCE = Duration.ZERO;
  // Longer than any run: who waits for it takes over what it has left.
  private static final Duration PATIENCE = Duration.ofHours(24);

  private final Locks locks;
  private final String lake;
  private final ProcessName self;
  private final Sleeper sleeper;
  private final Consumer<String> notes;
  private final LongSupplier nanoTime;
  private final Map<String, ReentrantLock> ours = new ConcurrentHashMap<>();
  private final Map<String, HeldLock> held = new ConcurrentHashMap<>();

  /**
   * The locks of a lake.
   *
   * @param lake its root
   * @param self this process
   * @param notes told when somebody else must be waited for
   * @param nanoTime a clock that never goes back, in nanoseconds, by which a lock's life is over
   */
  public LedgerLocks(
      Locks locks,
      String lake,
      ProcessName self,
      Sleeper sleeper,
      Consumer<String> notes,
      LongSupplier nanoTime) {
    this.locks = locks;
    this.lake = lake;
    this.self = self;
    this.sleeper = sleeper;
    this.notes = notes;
    this.nanoTime = nanoTime;
  }

  @Override
  public <T> T alone(String what, Supplier<T> work) {
    ReentrantLock own = ours.computeIfAbsent(what, name -> new ReentrantLock());
    own.lock();
    try {
      return own.getHoldCount() > 1 ? work.get() : alone(what + " of " + lake, what, work);
    } finally {
      own.unlock();
    }
  }

  @Override
  public boolean isBusy(String what) {
    String name = what + " of " + lake;
    return held.containsKey(name)
        || locks.holder(name).filter(holder -> !isDead(holder)).isPresent();
  }

  @Override
  public void confirm() {
    held.forEach(
        (name, lock) -> {
          if (lock.isLost()) {
            throw new NotAloneException(
                ("The lock of %s is lost: it was not renewed for %d s, as when a machine is"
                        + " suspended or the ledger is away, and another process may have taken"
                        + " over. Nothing more is written; run the same command again, it waits"
                        + " for the other one and does what is left")
                    .formatted(name, TERMS.life().toSeconds()));
          }
        });
  }

  @Override
  public void close() {
    locks.close();
  }

  private <T> T alone(String name, String what, Supplier<T> work) {
    try (HeldLock lock = taken(name, what)) {
      held.put(name, lock);
      return work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + name, e);
    } finally {
      held.remove(name);
    }
  }

  private HeldLock taken(String name, String what) throws InterruptedException {
    try {
      return acquired(name, ONCE);
    } catch (LockBusyException e) {
      String holder = e.refused().holder();
      if (isDead(holder)) {
        locks.release(name, holder);
      } else {
        notes.accept("%s is being worked on by %s: waiting for it".formatted(what, holder));
      }
      return acquired(name, PATIENCE);
    }
  }

  private boolean isDead(String holder) {
    Optional<ProcessName> other = ProcessName.read(holder);
    return other.filter(named -> named.isDeadHere(self)).isPresent();
  }

  private HeldLock acquired(String name, Duration patience) throws InterruptedException {
    return HeldLock.acquire(locks, name, self.text(), TERMS, patience, sleeper::sleep, nanoTime);
  }
}
