package io.soletape.budget;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The word that was left on each key. */
final class Troubles {

  private static final String REPORT =
      """
      INSERT INTO troubles (budget_key, kind, message, since_us, until_us) VALUES (?, ?, ?, ?, %s)
      ON CONFLICT (budget_key) DO UPDATE SET
        kind = excluded.kind, message = excluded.message, until_us = excluded.until_us,
        since_us = CASE WHEN troubles.kind = excluded.kind AND troubles.since_us < excluded.since_us
          THEN troubles.since_us ELSE excluded.since_us END\
      """;

  private Troubles() {}

  /** Trouble of the same kind goes on; of another kind it begins now. */
  static void report(Transaction transaction, BudgetKey key, Trouble trouble) throws SQLException {
    long since = EpochMicros.of(trouble.since());
    if (trouble.until().isPresent()) {
      transaction.update(
          REPORT.formatted("?"),
          key.text(),
          trouble.kind(),
          trouble.message(),
          since,
          EpochMicros.of(trouble.until().get()));
    } else {
      transaction.update(
          REPORT.formatted("NULL"), key.text(), trouble.kind(), trouble.message(), since);
    }
  }

  static void recovered(Transaction transaction, BudgetKey key) throws SQLException {
    transaction.update("DELETE FROM troubles WHERE budget_key = ?", key.text());
  }

  static Optional<Trouble> of(Transaction transaction, BudgetKey key) throws SQLException {
    return transaction.first(
        "SELECT kind, message, since_us, until_us FROM troubles WHERE budget_key = ?",
        Troubles::read,
        key.text());
  }

  private static Trouble read(ResultSet row) throws SQLException {
    long until = row.getLong(4);
    boolean isOpenEnded = row.wasNull();
    return new Trouble(
        row.getString(1),
        row.getString(2),
        EpochMicros.instant(row.getLong(3)),
        isOpenEnded ? Optional.empty() : Optional.of(EpochMicros.instant(until)));
  }
}
