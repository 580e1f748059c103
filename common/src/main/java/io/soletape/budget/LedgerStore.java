package io.soletape.budget;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The database of a ledger: one connection, its transactions, its clock, and its failures in our
 * words. Thread-safe: one transaction at a time.
 */
final class LedgerStore implements AutoCloseable {

  private final Dialect dialect;
  private final Transaction.Clock clock;
  private final LongSupplier nanoTime;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  private Optional<Connection> current = Optional.empty();
  private boolean isClosed;
  private boolean isInDoubt;

  private LedgerStore(Dialect dialect, Transaction.Clock clock, LongSupplier nanoTime) {
    this.dialect = dialect;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Opens a database with the tables of a ledger, made or brought up to date where they are not.
   *
   * @param url as {@link SqlLedger#open(String)} takes it
   * @param clock instead of the database's own; empty for that
   */
  static LedgerStore open(String url, Optional<InstantSource> clock) {
    Dialect dialect = Dialect.of(url);
    LedgerStore store =
        new LedgerStore(
            dialect,
            clock
                .<Transaction.Clock>map(source -> transaction -> source.instant())
                .orElse(transaction -> databaseTime(dialect, transaction)),
            // A clock of the caller's is not asked over a network.
            clock.<LongSupplier>map(source -> () -> 0L).orElse(System::nanoTime));
    try {
      store.inTransaction(
          transaction -> {
            dialect.lockSchema(store.connection());
            LedgerSchema.make(transaction);
            return true;
          });
      return store;
    } catch (LedgerException e) {
      store.close();
      throw e;
    }
  }

  /** A clock that never jumps, in nanoseconds, by which times that are told grow old. */
  long nanoTime() {
    return nanoTime.getAsLong();
  }

  /**
   * Does work in one transaction: all of it or nothing. Where the connection was lost it is done
   * again over a new one, once; so it may be done twice, if the loss hid that the first time was
   * kept.
   *
   * @throws LedgerException if the database cannot be used
   */
  synchronized <T> T inTransaction(Work<T> work) {
    try {
      return attempted(work);
    } catch (SQLException e) {
      if (isClosed || !dialect.isLost(e)) {
        throw unusable(e);
      }
    }
    try {
      return attempted(work);
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  /**
   * Does work in one transaction, and never twice: where a lost connection hides whether it was
   * kept, that stays unknown.
   */
  synchronized void inTransactionOnce(Work<?> work) {
    try {
      attempted(work);
    } catch (SQLException e) {
      if (isClosed || !dialect.isLost(e)) {
        throw unusable(e);
      }
      if (!isInDoubt) {
        inTransaction(work);
      }
    }
  }

  /** Ends the connection; nothing can be done afterwards. */
  @Override
  public synchronized void close() {
    isClosed = true;
    discard();
  }

  private <T> T attempted(Work<T> work) throws SQLException {
    isInDoubt = false;
    try {
      Connection connection = connection();
      connection.setAutoCommit(false);
      T result = work.in(new Transaction(this::prepared, clock, nanoTime));
      isInDoubt = true;
      // Commits; commit() would make SQLite's driver begin another transaction at once.
      connection.setAutoCommit(true);
      return result;
    } catch (SQLException | RuntimeException e) {
      discard();
      throw e;
    }
  }

  private Connection connection() throws SQLException {
    if (isClosed) {
      throw new SQLException("it is closed");
    }
    if (current.isEmpty()) {
      current = Optional.of(dialect.connect());
    }
    return current.get();
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    Optional<PreparedStatement> known = Optional.ofNullable(statements.get(sql));
    if (known.isPresent()) {
      return known.get();
    }
    PreparedStatement statement = connection().prepareStatement(sql);
    statements.put(sql, statement);
    return statement;
  }

  // What a failure left of a connection is not worth finding out: the database rolls back.
  private void discard() {
    statements.clear();
    Optional<Connection> discarded = current;
    current = Optional.empty();
    try {
      if (discarded.isPresent()) {
        discarded.get().close();
      }
    } catch (SQLException e) {
      // It is gone, which is all that was wanted.
    }
  }

  private LedgerException unusable(SQLException cause) {
    return new LedgerException(
        "The ledger %s cannot be used (%s): %s"
            .formatted(
                dialect.shown(),
                String.valueOf(cause.getMessage()).strip().replaceAll("\\s*\\R\\s*", " "),
                dialect.remedy(cause)),
        cause);
  }

  private static Instant databaseTime(Dialect dialect, Transaction transaction)
      throws SQLException {
    return transaction
        .first(dialect.timeQuery(), row -> EpochMicros.instant(row.getLong(1)))
        .orElseThrow(() -> new SQLException("it does not tell the time"));
  }

  /** What is done within a transaction. */
  interface Work<T> {
    T in(Transaction transaction) throws SQLException;
  }
}
