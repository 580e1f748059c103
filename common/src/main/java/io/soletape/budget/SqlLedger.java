package io.soletape.budget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Properties;

/**
 * A ledger in a SQLite file: the next free turn and the calls of each minute, per key. One
 * transaction a lease, so that any number of processes keep one rate and one count.
 */
public final class SqlLedger implements Ledger {

  private static final String SQLITE = "jdbc:sqlite:";
  private static final String BUSY_TIMEOUT_MILLIS = "10000";
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration KEPT = Duration.ofDays(8);
  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final long NANOS_PER_MICRO = 1_000L;
  private static final String NEXT_TURN =
      """
      INSERT INTO turns (budget_key, next_us) VALUES (?, ?)
      ON CONFLICT (budget_key) DO UPDATE SET next_us = excluded.next_us\
      """;
  private static final String COUNT =
      """
      INSERT INTO calls (budget_key, minute_us, calls) VALUES (?, ?, ?)
      ON CONFLICT (budget_key, minute_us) DO UPDATE SET calls = calls.calls + excluded.calls\
      """;

  private final String url;
  private final Connection connection;

  private SqlLedger(String url, Connection connection) {
    this.url = url;
    this.connection = connection;
  }

  /**
   * Opens the ledger and makes its tables where they are missing.
   *
   * @param url {@code jdbc:sqlite:FILE}
   * @throws LedgerException if the file cannot be made, opened or written
   */
  public static SqlLedger open(String url) {
    try {
      makeFolder(url);
      Properties properties = new Properties();
      properties.setProperty("busy_timeout", BUSY_TIMEOUT_MILLIS);
      properties.setProperty("journal_mode", "WAL");
      properties.setProperty("synchronous", "NORMAL");
      properties.setProperty("transaction_mode", "IMMEDIATE");
      SqlLedger ledger = new SqlLedger(url, DriverManager.getConnection(url, properties));
      ledger.makeTables();
      return ledger;
    } catch (SQLException | IOException e) {
      throw unusable(url, e);
    }
  }

  @Override
  public synchronized Lease lease(BudgetKey key, Limit limit, Priority priority, int wanted) {
    return inTransaction(() -> leaseNow(key, limit, priority, wanted));
  }

  @Override
  public synchronized void giveBack(BudgetKey key, Instant leasedAt, int turns) {
    if (turns > 0) {
      inTransaction(
          () -> {
            count(key, leasedAt, -turns);
            return true;
          });
    }
  }

  @Override
  public synchronized Usage usage(BudgetKey key) {
    return inTransaction(() -> usageAt(key, now()));
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw unusable(url, e);
    }
  }

  private Lease leaseNow(BudgetKey key, Limit limit, Priority priority, int wanted)
      throws SQLException {
    Instant now = now();
    Usage usage = usageAt(key, now);
    int turns =
        usage
            .left(limit.callsPerDayFor(priority))
            .map(left -> Math.min(left, wanted))
            .orElse(wanted);
    if (turns < 1) {
      return new Lease.Exhausted(
          resumeAt(key, limit.callsPerDayFor(priority).orElse(0), usage, now));
    }
    Instant firstAt = later(now, nextTurn(key));
    setNextTurn(key, firstAt.plus(limit.spacing().multipliedBy(turns)));
    count(key, now, turns);
    return new Lease.Granted(now, firstAt, turns);
  }

  private Instant resumeAt(BudgetKey key, int allowed, Usage usage, Instant now)
      throws SQLException {
    Instant midnight = now.truncatedTo(ChronoUnit.DAYS).plus(DAY);
    if (usage.sinceMidnight() >= allowed) {
      return midnight;
    }
    int over = usage.last24Hours() - allowed;
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT minute_us, calls FROM calls WHERE budget_key = ? AND minute_us > ? ORDER BY"
                + " minute_us")) {
      query.setString(1, key.text());
      query.setLong(2, micros(now.minus(DAY).truncatedTo(ChronoUnit.MINUTES)) - 1);
      ResultSet minutes = query.executeQuery();
      while (minutes.next()) {
        over -= minutes.getInt(2);
        if (over < 0) {
          return ofMicros(minutes.getLong(1)).plus(DAY).plus(Duration.ofMinutes(1));
        }
      }
    }
    return midnight;
  }

  private Usage usageAt(BudgetKey key, Instant now) throws SQLException {
    return new Usage(
        callsSince(key, now.truncatedTo(ChronoUnit.DAYS)),
        callsSince(key, now.minus(DAY).truncatedTo(ChronoUnit.MINUTES)));
  }

  private int callsSince(BudgetKey key, Instant from) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT COALESCE(SUM(calls), 0) FROM calls WHERE budget_key = ? AND minute_us >= ?")) {
      query.setString(1, key.text());
      query.setLong(2, micros(from));
      ResultSet sum = query.executeQuery();
      sum.next();
      return sum.getInt(1);
    }
  }

  private void count(BudgetKey key, Instant now, int calls) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(COUNT)) {
      insert.setString(1, key.text());
      insert.setLong(2, micros(now.truncatedTo(ChronoUnit.MINUTES)));
      insert.setInt(3, calls);
      insert.executeUpdate();
    }
  }

  private Optional<Instant> nextTurn(BudgetKey key) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT next_us FROM turns WHERE budget_key = ?")) {
      query.setString(1, key.text());
      ResultSet next = query.executeQuery();
      return next.next() ? Optional.of(ofMicros(next.getLong(1))) : Optional.empty();
    }
  }

  private void setNextTurn(BudgetKey key, Instant next) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(NEXT_TURN)) {
      upsert.setString(1, key.text());
      upsert.setLong(2, micros(next));
      upsert.executeUpdate();
    }
  }

  // The database's clock, so that processes agree on the time whatever their own clocks say.
  private Instant now() throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet time = query.executeQuery("SELECT unixepoch('subsec') * 1000000")) {
      time.next();
      return ofMicros(Math.round(time.getDouble(1)));
    }
  }

  private void makeTables() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "CREATE TABLE IF NOT EXISTS turns (budget_key TEXT PRIMARY KEY, next_us BIGINT NOT"
              + " NULL)");
      statement.executeUpdate(
          """
          CREATE TABLE IF NOT EXISTS calls (
            budget_key TEXT NOT NULL, minute_us BIGINT NOT NULL, calls INTEGER NOT NULL,
            PRIMARY KEY (budget_key, minute_us))\
          """);
    }
    inTransaction(this::forgetOldMinutes);
  }

  private boolean forgetOldMinutes() throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM calls WHERE minute_us < ?")) {
      delete.setLong(1, micros(now().minus(KEPT)));
      return delete.executeUpdate() >= 0;
    }
  }

  private <T> T inTransaction(SqlWork<T> work) {
    try {
      connection.setAutoCommit(false);
      try {
        T result = work.run();
        connection.commit();
        return result;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw unusable(url, e);
    }
  }

  private static void makeFolder(String url) throws IOException {
    Path folder = Path.of(url.substring(SQLITE.length())).toAbsolutePath().getParent();
    Files.createDirectories(folder);
  }

  private static LedgerException unusable(String url, Exception cause) {
    return new LedgerException(
        "The ledger %s cannot be used (%s): name another file in SOLETAPE_LEDGER or mend this one"
            .formatted(url, cause.getMessage()),
        cause);
  }

  private static Instant later(Instant now, Optional<Instant> next) {
    return next.filter(turn -> turn.isAfter(now)).orElse(now);
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * MICROS_PER_SECOND + instant.getNano() / NANOS_PER_MICRO;
  }

  private static Instant ofMicros(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private interface SqlWork<T> {
    T run() throws SQLException;
  }
}
