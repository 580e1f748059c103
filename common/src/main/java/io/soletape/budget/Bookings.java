package io.soletape.budget;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** When each priority last asked for turns of a key, and what it got. */
final class Bookings {

  private Bookings() {}

  static void asked(Transaction transaction, BudgetKey key, Priority priority, Instant now)
      throws SQLException {
    transaction.update(
        """
        INSERT INTO bookings (budget_key, priority, asked_us, last_turn_us) VALUES (?, ?, ?, 0)
        ON CONFLICT (budget_key, priority) DO UPDATE SET asked_us = excluded.asked_us\
        """,
        key.text(),
        priority.name(),
        EpochMicros.of(now));
  }

  static void booked(
      Transaction transaction, BudgetKey key, Priority priority, Instant now, Instant lastTurn)
      throws SQLException {
    transaction.update(
        """
        INSERT INTO bookings (budget_key, priority, asked_us, last_turn_us) VALUES (?, ?, ?, ?)
        ON CONFLICT (budget_key, priority) DO UPDATE
        SET asked_us = excluded.asked_us, last_turn_us = excluded.last_turn_us\
        """,
        key.text(),
        priority.name(),
        EpochMicros.of(now),
        EpochMicros.of(lastTurn));
  }

  /** What more important work has booked. */
  static List<Precedence.Booking> above(Transaction transaction, BudgetKey key, Priority priority)
      throws SQLException {
    return transaction
        .rows(
            "SELECT priority, asked_us, last_turn_us FROM bookings WHERE budget_key = ?",
            row ->
                new Precedence.Booking(
                    Priority.valueOf(row.getString(1)),
                    EpochMicros.instant(row.getLong(2)),
                    EpochMicros.instant(row.getLong(3))),
            key.text())
        .stream()
        .filter(booking -> booking.priority().compareTo(priority) < 0)
        .toList();
  }

  /** After the clock was set back, what was booked by the old one says nothing. */
  static void forget(Transaction transaction, BudgetKey key) throws SQLException {
    transaction.update("DELETE FROM bookings WHERE budget_key = ?", key.text());
  }
}
