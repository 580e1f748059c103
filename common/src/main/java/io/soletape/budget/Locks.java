package io.soletape.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Named locks that every process at the ledger's database shares, by that database's clock. A lock
 * has a life and ends with it, so a dead holder keeps nobody out for long. Thread-safe. Every
 * method throws {@link LedgerException} if the database cannot be used.
 */
public interface Locks extends AutoCloseable {

  /**
   * Takes a lock if it is free, has ended, or is the holder's own already.
   *
   * @param name of the lock
   * @param holder who wants it, for people; the same text is the same holder
   * @param life after which it ends unless it is renewed, a second or more
   */
  Claim claim(String name, String holder, Duration life);

  /**
   * Gives a lock another life from now.
   *
   * @return false if it is lost: it ended and somebody else has, or had, it
   */
  boolean renew(String name, String holder, Duration life);

  /** Who has a lock now; empty if nobody has. */
  Optional<String> holder(String name);

  /** Gives a lock up; does nothing where it is not the holder's. */
  void release(String name, String holder);

  @Override
  void close();

  /** The answer to one who wants a lock. */
  sealed interface Claim {

    /**
     * The lock is the asker's.
     *
     * @param until when it ends unless it is renewed, by the ledger's clock
     */
    record Taken(Instant until) implements Claim {}

    /**
     * Somebody else has the lock.
     *
     * @param holder who
     * @param until when it ends unless it is renewed, by the ledger's clock
     * @param left how long that is from now, above zero
     */
    record Refused(String holder, Instant until, Duration left) implements Claim {}
  }
}
