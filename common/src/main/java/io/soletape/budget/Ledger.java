package io.soletape.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The durable count of calls per platform key, shared by every process that calls. Thread-safe.
 * Every method throws {@link LedgerException} if the store cannot be used.
 */
public interface Ledger extends AutoCloseable {

  /**
   * Reserves up to {@code wanted} turns at the rate of the limit and counts them against the day
   * before anyone uses them, so that a crash can only overcount.
   */
  Lease lease(BudgetKey key, Limit limit, Priority priority, int wanted);

  /**
   * Takes back the count of turns that nobody used; the turns themselves stay unused. The oldest
   * calls since the lease are taken back first, so what stays leaves the day late rather than
   * early.
   *
   * @param leasedAt the ledger's clock when they were leased: the day they were counted in
   * @param turns how many, 0 or more
   */
  void giveBack(BudgetKey key, Instant leasedAt, int turns);

  /**
   * Moves all turns to come later, because the last one leased was taken late. Only the holder of
   * the last lease can do so: others rely on the turns that they have leased.
   *
   * @param leasedUntil the end of the caller's last lease: its first turn and the length of its
   *     turns, by the ledger's clock
   * @param by how much, to the microsecond
   * @return false if somebody has leased turns behind it; then nothing was moved
   */
  boolean shift(BudgetKey key, Instant leasedUntil, Duration by);

  /** Calls counted so far. */
  Usage usage(BudgetKey key);

  /** How many calls work of a priority may make now, and what is kept for others. */
  Admission admission(BudgetKey key, Limit limit, Priority priority);

  /** Makes a need known, in the place of what its source has said of that priority before. */
  void announce(BudgetKey key, Demand demand);

  /** The slot of an announced need that begins at that moment wants no more calls. */
  void served(BudgetKey key, String source, Priority priority, Instant slotAt);

  /**
   * Leaves word of why the platform is not called, in the place of any older word. Trouble of the
   * same kind goes on since it was first noticed.
   *
   * @param until before when the platform asked not to be called
   */
  void report(BudgetKey key, String kind, String message, Optional<Instant> until);

  /** The platform answers: takes back the word left. */
  void recovered(BudgetKey key);

  /** The word left, if the platform has not answered since. */
  Optional<Trouble> trouble(BudgetKey key);

  @Override
  void close();
}
