package io.soletape.budget;

import java.time.Instant;

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
   * Takes back the count of turns that nobody used; the turns themselves stay unused.
   *
   * @param leasedAt the ledger's clock when they were leased: the day they were counted in
   * @param turns how many, 0 or more
   */
  void giveBack(BudgetKey key, Instant leasedAt, int turns);

  /** Calls counted so far. */
  Usage usage(BudgetKey key);

  @Override
  void close();
}
