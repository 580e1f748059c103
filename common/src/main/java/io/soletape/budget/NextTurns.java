package io.soletape.budget;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The next free turn of each key. Its row is also the lock for all that belongs to the key. */
final class NextTurns {

  private NextTurns() {}

  /** Keeps every other lease of the key out until the transaction ends. */
  static NextTurn lock(Transaction transaction, BudgetKey key) throws SQLException {
    // An update that changes nothing locks the row in every database, and may return it.
    return transaction
        .first(
            """
            INSERT INTO next_turns (budget_key, leased_us, next_us) VALUES (?, 0, 0)
            ON CONFLICT (budget_key) DO UPDATE SET budget_key = excluded.budget_key
            RETURNING leased_us, next_us\
            """,
            row ->
                new NextTurn(
                    EpochMicros.instant(row.getLong(1)), EpochMicros.instant(row.getLong(2))),
            key.text())
        .orElseThrow(() -> new SQLException("it did not return the turn of " + key.text()));
  }

  static void move(Transaction transaction, BudgetKey key, NextTurn to) throws SQLException {
    transaction.update(
        "UPDATE next_turns SET leased_us = ?, next_us = ? WHERE budget_key = ?",
        EpochMicros.of(to.leasedAt()),
        EpochMicros.of(to.nextAt()),
        key.text());
  }

  /** Moves the next free turn later if it is still the one given; tells whether it was. */
  static boolean shift(Transaction transaction, BudgetKey key, Instant expected, Duration by)
      throws SQLException {
    NextTurn next = lock(transaction, key);
    boolean isLast = next.nextAt().equals(expected.truncatedTo(ChronoUnit.MICROS));
    if (isLast) {
      move(transaction, key, new NextTurn(next.leasedAt(), next.nextAt().plus(by)));
    }
    return isLast;
  }

  /**
   * The next free turn of a key.
   *
   * @param leasedAt when turns were last leased
   * @param nextAt the first turn that nobody has
   */
  record NextTurn(Instant leasedAt, Instant nextAt) {

    /** Whether the clock shows less than it did at the last lease. */
    boolean isAheadOf(Instant now) {
      return now.isBefore(leasedAt);
    }

    /**
     * The first turn that can be had now. Where the clock was set back, all that can remain is the
     * wait that remained at the last lease.
     */
    Instant firstFrom(Instant now) {
      Instant next = isAheadOf(now) ? now.plus(Duration.between(leasedAt, nextAt)) : nextAt;
      return next.isBefore(now) ? now : next;
    }
  }
}
