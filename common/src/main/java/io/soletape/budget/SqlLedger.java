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
import java.util.Map;
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
      INSERT INTO next_turns (budget_key, leased_us, next_us) VALUES (?, ?, ?)
      ON CONFLICT (budget_key) DO UPDATE
      SET leased_us = excluded.leased_us, next_us = excluded.next_us\
      """;
  private static final String COUNT =
      """
      INSERT INTO calls (budget_key, minute_us, calls) VALUES (?, ?, ?)
      ON CONFLICT (budget_key, minute_us) DO UPDATE SET calls = calls.calls + excluded.calls\
      """;

  private final String url;
  private final Connection connection;
  private final TimeSource time;

  private SqlLedger(String url, Connection connection, TimeSource time) {
    this.url = url;
    this.connection = connection;
    this.time = time;
  }

  /**
   * Opens the ledger and makes its tables where they are missing.
   *
   * @param url {@code jdbc:sqlite:FILE}
   * @throws LedgerException if the file cannot be made, opened or written
   */
  public static SqlLedger open(String url) {
    return open(url, SqlLedger::databaseTime);
  }

  static SqlLedger open(String url, TimeSource time) {
    makeFolder(url);
    Properties properties = new Properties();
    properties.setProperty("busy_timeout", BUSY_TIMEOUT_MILLIS);
    properties.setProperty("journal_mode", "WAL");
    properties.setProperty("synchronous", "NORMAL");
    properties.setProperty("transaction_mode", "IMMEDIATE");
    try {
      return prepared(new SqlLedger(url, DriverManager.getConnection(url, properties), time));
    } catch (SQLException e) {
      throw unusable(url, e.getMessage(), e);
    }
  }

  private static SqlLedger prepared(SqlLedger ledger) throws SQLException {
    try {
      ledger.makeTables();
      return ledger;
    } catch (SQLException | LedgerException e) {
      ledger.connection.close();
      throw e;
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
    return inTransaction(() -> usageAt(key, time.now(connection)));
  }

  @Override
  public Admission admission(BudgetKey key, Limit limit, Priority priority) {
    return new Admission(usage(key).left(limit.callsPerDayFor(priority)), Map.of(), Instant.now());
  }

  @Override
  public void announce(BudgetKey key, Demand demand) {}

  @Override
  public void served(BudgetKey key, String source, Priority priority, Instant slotAt) {}

  @Override
  public void report(BudgetKey key, String kind, String message, Optional<Instant> until) {}

  @Override
  public void recovered(BudgetKey key) {}

  @Override
  public Optional<Trouble> trouble(BudgetKey key) {
    return Optional.empty();
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw unusable(url, e.getMessage(), e);
    }
  }

  private Lease leaseNow(BudgetKey key, Limit limit, Priority priority, int wanted)
      throws SQLException {
    Instant now = time.now(connection);
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
    Instant firstAt = later(now, nextTurn(key, now).orElse(now));
    keepNextTurn(key, now, firstAt.plus(limit.spacing().multipliedBy(turns)));
    count(key, now, turns);
    return new Lease.Granted(now, firstAt, turns);
  }

  private Instant resumeAt(BudgetKey key, int allowed, Usage usage, Instant now)
      throws SQLException {
    Instant midnight = now.truncatedTo(ChronoUnit.DAYS).plus(DAY);
    if (allowed < 1) {
      return midnight;
    }
    // A new day alone makes no room: the calls of today are among those of its last 24 hours.
    Instant room = roomInLast24Hours(key, usage.last24Hours() - allowed, now);
    return usage.sinceMidnight() < allowed ? room : later(midnight, room);
  }

  private Instant roomInLast24Hours(BudgetKey key, int tooMany, Instant now) throws SQLException {
    int over = tooMany;
    Instant room = now;
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT minute_us, calls FROM calls WHERE budget_key = ? AND minute_us >= ? ORDER BY"
                + " minute_us")) {
      query.setString(1, key.text());
      query.setLong(2, micros(now.minus(DAY).truncatedTo(ChronoUnit.MINUTES)));
      ResultSet minutes = query.executeQuery();
      while (over >= 0 && minutes.next()) {
        over -= minutes.getInt(2);
        room = ofMicros(minutes.getLong(1)).plus(DAY).plus(Duration.ofMinutes(1));
      }
    }
    return room;
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

  private Optional<Instant> nextTurn(BudgetKey key, Instant now) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT leased_us, next_us FROM next_turns WHERE budget_key = ?")) {
      query.setString(1, key.text());
      ResultSet found = query.executeQuery();
      return found.next()
          ? Optional.of(nextTurn(ofMicros(found.getLong(1)), ofMicros(found.getLong(2)), now))
          : Optional.empty();
    }
  }

  // Where the clock was set back, all that can remain is the wait that remained at the last lease.
  private static Instant nextTurn(Instant leasedAt, Instant next, Instant now) {
    return now.isBefore(leasedAt) ? now.plus(Duration.between(leasedAt, next)) : next;
  }

  private void keepNextTurn(BudgetKey key, Instant leasedAt, Instant next) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(NEXT_TURN)) {
      upsert.setString(1, key.text());
      upsert.setLong(2, micros(leasedAt));
      upsert.setLong(3, micros(next));
      upsert.executeUpdate();
    }
  }

  // The database's clock, so that processes agree on the time whatever their own clocks say.
  private static Instant databaseTime(Connection connection) throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet time = query.executeQuery("SELECT unixepoch('subsec') * 1000000")) {
      time.next();
      return ofMicros(Math.round(time.getDouble(1)));
    }
  }

  private void makeTables() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          """
          CREATE TABLE IF NOT EXISTS next_turns (
            budget_key TEXT PRIMARY KEY, leased_us BIGINT NOT NULL, next_us BIGINT NOT NULL)\
          """);
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
      delete.setLong(1, micros(time.now(connection).minus(KEPT)));
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
      } catch (SQLException | RuntimeException e) {
        rollBack(e);
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw unusable(url, e.getMessage(), e);
    }
  }

  private void rollBack(Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static void makeFolder(String url) {
    Path folder = Path.of(url.substring(SQLITE.length())).toAbsolutePath().resolveSibling("");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw unusable(url, "its folder cannot be made: " + e, e);
    }
  }

  private static LedgerException unusable(String url, String why, Exception cause) {
    return new LedgerException(
        "The ledger %s cannot be used (%s): name another file in SOLETAPE_LEDGER or mend this one"
            .formatted(url, why),
        cause);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * MICROS_PER_SECOND + instant.getNano() / NANOS_PER_MICRO;
  }

  private static Instant ofMicros(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** Tells the time within the transaction of a connection. */
  interface TimeSource {
    Instant now(Connection connection) throws SQLException;
  }

  private interface SqlWork<T> {
    T run() throws SQLException;
  }
}
