package io.soletape.budget;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The calls of each minute, per key. */
final class CallCounts {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration KEPT = Duration.ofDays(8);

  private CallCounts() {}

  /**
   * Counts calls in the minutes of their turns, not of their lease: they leave the day no sooner
   * than they were made.
   */
  static void add(
      Transaction transaction, BudgetKey key, Instant firstAt, Duration spacing, int turns)
      throws SQLException {
    Map<Instant, Integer> byMinute =
        Stream.iterate(firstAt, turn -> turn.plus(spacing))
            .limit(turns)
            .collect(
                Collectors.toMap(
                    turn -> turn.truncatedTo(ChronoUnit.MINUTES), turn -> 1, Integer::sum));
    for (Map.Entry<Instant, Integer> minute : byMinute.entrySet()) {
      add(transaction, key, minute.getKey(), minute.getValue());
    }
  }

  private static void add(Transaction transaction, BudgetKey key, Instant now, int calls)
      throws SQLException {
    transaction.update(
        """
        INSERT INTO calls (budget_key, minute_us, calls) VALUES (?, ?, ?)
        ON CONFLICT (budget_key, minute_us) DO UPDATE SET calls = calls.calls + excluded.calls\
        """,
        key.text(),
        minute(now),
        calls);
  }

  /**
   * Takes calls out, the oldest first, from the minute of their lease on. So no minute falls below
   * nothing, and what stays counted leaves the day late rather than early.
   */
  static void takeBack(Transaction transaction, BudgetKey key, Instant leasedAt, int calls)
      throws SQLException {
    int left = calls;
    for (MinuteCalls counted : since(transaction, key, leasedAt)) {
      int taken = Math.min(left, counted.calls());
      if (taken > 0) {
        add(transaction, key, counted.minute(), -taken);
        left -= taken;
      }
      if (left == 0) {
        return;
      }
    }
  }

  static Usage usage(Transaction transaction, BudgetKey key, Instant now) throws SQLException {
    return transaction
        .first(
            """
            SELECT COALESCE(SUM(CASE WHEN minute_us >= ? THEN calls ELSE 0 END), 0),
              COALESCE(SUM(calls), 0)
            FROM calls WHERE budget_key = ? AND minute_us >= ?\
            """,
            row -> new Usage(row.getInt(1), row.getInt(2)),
            EpochMicros.of(now.truncatedTo(ChronoUnit.DAYS)),
            key.text(),
            minute(now.minus(DAY)))
        .orElse(new Usage(0, 0));
  }

  /** The calls of the last 24 hours by minute, the oldest first. */
  static List<MinuteCalls> last24Hours(Transaction transaction, BudgetKey key, Instant now)
      throws SQLException {
    return since(transaction, key, now.minus(DAY));
  }

  /**
   * The clock was set back: calls were made before now, so those that count a day ahead or more
   * count as of now. What counts less far ahead stays and leaves the day late: what is given back
   * is looked for in the minute of its lease.
   */
  static void bringBack(Transaction transaction, BudgetKey key, Instant now) throws SQLException {
    Instant tomorrow = now.plus(DAY);
    int ahead = since(transaction, key, tomorrow).stream().mapToInt(MinuteCalls::calls).sum();
    if (ahead > 0) {
      transaction.update(
          "DELETE FROM calls WHERE budget_key = ? AND minute_us >= ?",
          key.text(),
          minute(tomorrow));
      add(transaction, key, now, ahead);
    }
  }

  static void forgetOld(Transaction transaction, BudgetKey key, Instant now) throws SQLException {
    transaction.update(
        "DELETE FROM calls WHERE budget_key = ? AND minute_us < ?",
        key.text(),
        minute(now.minus(KEPT)));
  }

  private static List<MinuteCalls> since(Transaction transaction, BudgetKey key, Instant from)
      throws SQLException {
    return transaction.rows(
        """
        SELECT minute_us, calls FROM calls WHERE budget_key = ? AND minute_us >= ?
        ORDER BY minute_us\
        """,
        row -> new MinuteCalls(EpochMicros.instant(row.getLong(1)), row.getInt(2)),
        key.text(),
        minute(from));
  }

  private static long minute(Instant moment) {
    return EpochMicros.of(moment.truncatedTo(ChronoUnit.MINUTES));
  }
}
