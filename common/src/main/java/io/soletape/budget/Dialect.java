package io.soletape.budget;

import java.sql.Connection;
import java.sql.SQLException;

/** What differs between the databases that can hold a ledger; all else is the same SQL. */
sealed interface Dialect permits SqliteDialect, PostgresDialect {

  /**
   * The database of an address.
   *
   * @throws LedgerException if no database that we know has such an address
   */
  static Dialect of(String url) {
    if (url.startsWith(SqliteDialect.PREFIX)) {
      return new SqliteDialect(url);
    }
    if (url.startsWith(PostgresDialect.PREFIX)) {
      return PostgresDialect.of(url);
    }
    throw new LedgerException(
        "No database is known for the ledger's address %s: use jdbc:sqlite:FILE or"
                .formatted(url.replaceFirst("(?s)(//|\\?).*", "$1..."))
            + " jdbc:postgresql://HOST/DATABASE in SOLETAPE_LEDGER");
  }

  /** The address for people, without anything that could be a secret. */
  String shown();

  /** A connection of its own. */
  Connection connect() throws SQLException;

  /** Tells the database's clock now, not at the begin of the transaction, in microseconds. */
  String timeQuery();

  /** Lets one process at a time make tables, until its transaction ends. */
  void lockSchema(Connection connection) throws SQLException;

  /** Whether the connection broke, so that a new one may do better. */
  boolean isLost(SQLException failure);

  /** What people can do about a failure. */
  String remedy(SQLException failure);
}
