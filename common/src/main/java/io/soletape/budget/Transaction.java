package io.soletape.budget;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What can be done within one transaction of a ledger's database. */
final class Transaction {

  private final Statements statements;
  private final Clock clock;
  private final LongSupplier nanoTime;

  Transaction(Statements statements, Clock clock, LongSupplier nanoTime) {
    this.statements = statements;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** The time now, to the microsecond; later than any lock that this transaction waited for. */
  Instant now() throws SQLException {
    return EpochMicros.instant(EpochMicros.of(clock.now(this)));
  }

  /** The time now, and how long it took to hear it. */
  Heard heard() throws SQLException {
    long asked = nanoTime.getAsLong();
    Instant now = now();
    long heard = nanoTime.getAsLong();
    return new Heard(now, heard, Duration.ofNanos(heard - asked));
  }

  /**
   * A time that was told.
   *
   * @param atNanos when the answer was there, by the steady clock
   * @param doubt how long it took
   */
  record Heard(Instant now, long atNanos, Duration doubt) {}

  /** Changes rows, and tells how many. */
  int update(String sql, Object... values) throws SQLException {
    return filled(sql, values).executeUpdate();
  }

  /** Every row of a query. */
  <T> List<T> rows(String sql, RowReader<T> reader, Object... values) throws SQLException {
    try (ResultSet found = filled(sql, values).executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(reader.read(found));
      }
      return rows;
    }
  }

  /** The first row of a query, if it has any. */
  <T> Optional<T> first(String sql, RowReader<T> reader, Object... values) throws SQLException {
    return rows(sql, reader, values).stream().findFirst();
  }

  /** The names of a table's columns, in lower case. */
  List<String> columns(String table) throws SQLException {
    try (ResultSet empty = filled("SELECT * FROM " + table + " WHERE 1 = 0").executeQuery()) {
      ResultSetMetaData described = empty.getMetaData();
      List<String> names = new ArrayList<>();
      for (int column = 1; column <= described.getColumnCount(); column++) {
        names.add(described.getColumnName(column).toLowerCase(Locale.ROOT));
      }
      return names;
    }
  }

  private PreparedStatement filled(String sql, Object... values) throws SQLException {
    PreparedStatement statement = statements.of(sql);
    for (int index = 0; index < values.length; index++) {
      statement.setObject(index + 1, values[index]);
    }
    return statement;
  }

  /** From a row to a value. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Tells the time. */
  interface Clock {
    Instant now(Transaction transaction) throws SQLException;
  }

  /** Prepares a statement, once for each connection. */
  interface Statements {
    PreparedStatement of(String sql) throws SQLException;
  }
}
