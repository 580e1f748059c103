package io.soletape.vault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.postgresql.Driver;

/**
 * A vault in a PostgreSQL database, for processes on any machine: one row of the table {@code
 * stockx_tokens}, which is closed to PUBLIC.
 *
 * <p>An advisory lock of a transaction is held while the vault is open; the server lets go of it
 * when the connection of its holder breaks. The row is not locked itself: it is written through a
 * connection of its own, so that each text is durable at once, and also when the lock's connection
 * was lost meanwhile.
 */
public final class PostgresVault implements Vault {

  private static final String CONNECT_SECONDS = "10";
  private static final Duration ANSWER_MARGIN = Duration.ofSeconds(30);
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final String url;
  private final String name;
  private final Duration patience;

  /**
   * A vault in a database.
   *
   * @param url {@code jdbc:postgresql://...}
   * @param name which row
   * @param patience how long to wait for others who have the vault open
   */
  public PostgresVault(String url, String name, Duration patience) {
    this.url = url;
    this.name = name;
    this.patience = patience;
  }

  @Override
  public <T> T exclusively(Function<Opened, T> work) {
    try (Lock lock = locked()) {
      return work.apply(new OpenedRow(lock.connection()));
    }
  }

  /** The table and the server, without what may name a password. */
  @Override
  public String toString() {
    return "the table stockx_tokens of "
        + url.replaceFirst("[?].*", "").replaceFirst("//.*@", "//");
  }

  private Lock locked() {
    try {
      Lock lock = new Lock(connect(patience.plus(ANSWER_MARGIN)));
      try {
        makeTable(lock.connection());
        takeLock(lock.connection());
        return lock;
      } catch (SQLException e) {
        lock.close();
        throw e;
      }
    } catch (SQLException e) {
      throw LOCK_NOT_AVAILABLE.equals(e.getSQLState()) ? busy() : unusable(e);
    }
  }

  private Connection connect(Duration longestAnswer) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "soletape");
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("loginTimeout", CONNECT_SECONDS);
    properties.setProperty("socketTimeout", String.valueOf(longestAnswer.toSeconds()));
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("logServerErrorDetail", "false"); // a detail may quote a row
    // Not by DriverManager, which does not see a driver that spark-submit has loaded.
    return Optional.ofNullable(new Driver().connect(url, properties))
        .orElseThrow(() -> new SQLException("not an address of PostgreSQL"));
  }

  private static void makeTable(Connection connection) throws SQLException {
    if (hasTable(connection)) {
      return;
    }
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      // Two that create at once would fail one another in spite of IF NOT EXISTS.
      statement.execute("SELECT pg_advisory_xact_lock(hashtextextended('stockx_tokens', 0))");
      statement.execute(
          """
          CREATE TABLE IF NOT EXISTS stockx_tokens (
            name TEXT PRIMARY KEY, kept TEXT NOT NULL, kept_at TIMESTAMPTZ NOT NULL)\
          """);
      statement.execute("REVOKE ALL ON TABLE stockx_tokens FROM PUBLIC");
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static boolean hasTable(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT to_regclass('stockx_tokens') IS NOT NULL")) {
      found.next();
      return found.getBoolean(1);
    }
  }

  private void takeLock(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      // A server may end transactions that idle, as this one does while others are called.
      statement.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
      statement.execute("SET LOCAL statement_timeout = 0");
      statement.execute("SET LOCAL lock_timeout = " + patience.toMillis());
      // A machine that is gone is noticed within a minute, not after the hours of the default.
      statement.execute("SET LOCAL tcp_keepalives_idle = 30");
      statement.execute("SET LOCAL tcp_keepalives_interval = 10");
      statement.execute("SET LOCAL tcp_keepalives_count = 3");
    }
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
      lock.setString(1, "stockx_tokens " + name);
      lock.execute();
    }
  }

  private VaultException busy() {
    return new VaultException(
        "Another process has held %s for %d s: see whether one hangs, end it and try again"
            .formatted(this, patience.toSeconds()));
  }

  // Without the cause, which may quote the URL and with it a password.
  private VaultException unusable(SQLException e) {
    String why = String.valueOf(e.getMessage()).replace(url, "its URL");
    return new VaultException(
        "Cannot use %s (%s, SQL state %s): see whether the server is up and our rights suffice"
            .formatted(this, why, e.getSQLState()));
  }

  /** Ends with its connection, even where the connection has ended already. */
  private record Lock(Connection connection) implements AutoCloseable {

    @Override
    public void close() {
      try {
        connection.close();
      } catch (SQLException e) {
        // What was kept is kept, and the server lets go of the lock of a broken connection itself.
      }
    }
  }

  private final class OpenedRow implements Opened {

    private final Connection connection;

    private OpenedRow(Connection connection) {
      this.connection = connection;
    }

    @Override
    public Optional<String> text() {
      try (PreparedStatement query =
          connection.prepareStatement("SELECT kept FROM stockx_tokens WHERE name = ?")) {
        query.setString(1, name);
        ResultSet found = query.executeQuery();
        return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
      } catch (SQLException e) {
        throw unusable(e);
      }
    }

    @Override
    public Instant now() {
      try (Statement statement = connection.createStatement();
          ResultSet time = statement.executeQuery("SELECT clock_timestamp()")) {
        time.next();
        return time.getObject(1, OffsetDateTime.class).toInstant();
      } catch (SQLException e) {
        throw unusable(e);
      }
    }

    @Override
    public void replace(String text) {
      try (Connection own = connect(ANSWER_MARGIN);
          PreparedStatement upsert =
              own.prepareStatement(
                  """
                  INSERT INTO stockx_tokens (name, kept, kept_at)
                  VALUES (?, ?, clock_timestamp())
                  ON CONFLICT (name) DO UPDATE
                  SET kept = excluded.kept, kept_at = excluded.kept_at\
                  """)) {
        upsert.setString(1, name);
        upsert.setString(2, text);
        upsert.executeUpdate();
      } catch (SQLException e) {
        throw unusable(e);
      }
    }
  }
}
