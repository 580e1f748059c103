package io.soletape.budget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;

/**
 * A file of SQLite, for the processes of one machine.
 *
 * @param url {@code jdbc:sqlite:FILE}
 */
record SqliteDialect(String url) implements Dialect {

  static final String PREFIX = "jdbc:sqlite:";

  private static final String BUSY_TIMEOUT_MILLIS = "10000";
  private static final int PRIMARY_CODE = 0xff;
  private static final int ATTEMPTS = 50;

  @Override
  public String shown() {
    return url;
  }

  @Override
  public Connection connect() throws SQLException {
    makeFolder();
    Properties properties = new Properties();
    properties.setProperty("busy_timeout", BUSY_TIMEOUT_MILLIS);
    // A count must outlive even a loss of power, so each commit reaches the disk.
    properties.setProperty("synchronous", "FULL");
    properties.setProperty("transaction_mode", "IMMEDIATE");
    // Not by DriverManager, which does not see a driver that spark-submit has loaded.
    Connection connection =
        Optional.ofNullable(new JDBC().connect(url, properties))
            .orElseThrow(() -> new SQLException("not an address of SQLite"));
    try {
      writeAhead(connection);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public String timeQuery() {
    return "SELECT CAST(ROUND(unixepoch('subsec') * 1000) AS INTEGER) * 1000";
  }

  @Override
  public void lockSchema(Connection connection) {
    // An immediate transaction is alone already.
  }

  @Override
  public boolean isLost(SQLException failure) {
    return false;
  }

  @Override
  public String remedy(SQLException failure) {
    if (isBusy(failure)) {
      return "another process holds it too long, let it end, or end it, and run the command again";
    }
    if ((failure.getErrorCode() & PRIMARY_CODE) == SQLiteErrorCode.SQLITE_FULL.code) {
      return "make room on its disk and run the command again";
    }
    return "name another file in SOLETAPE_LEDGER or mend this one";
  }

  // SQLite does not wait for others that make the same file use a log, it refuses at once.
  private static void writeAhead(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (int attempt = 1; ; attempt++) {
        try {
          statement.execute("PRAGMA journal_mode = WAL");
          return;
        } catch (SQLException e) {
          if (!isBusy(e) || attempt == ATTEMPTS) {
            throw e;
          }
          // For this it does wait.
          statement.execute("BEGIN IMMEDIATE");
          statement.execute("COMMIT");
        }
      }
    }
  }

  private static boolean isBusy(SQLException failure) {
    return (failure.getErrorCode() & PRIMARY_CODE) == SQLiteErrorCode.SQLITE_BUSY.code;
  }

  private void makeFolder() throws SQLException {
    Path folder = Path.of(url.substring(PREFIX.length())).toAbsolutePath().resolveSibling("");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new SQLException("its folder cannot be made: " + e, e);
    }
  }
}
