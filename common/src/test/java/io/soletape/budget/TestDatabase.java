package io.soletape.budget;

import io.soletape.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** The databases that can hold a ledger, each a real one. */
enum TestDatabase {
  SQLITE {
    @Override
    String freshUrl(Path directory) {
      return "jdbc:sqlite:" + directory.resolve("ledger-" + NEXT.incrementAndGet() + ".db");
    }
  },
  POSTGRESQL {
    @Override
    String freshUrl(Path directory) {
      String schema = "ledger_" + NEXT.incrementAndGet();
      execute(Postgres.URL, "CREATE SCHEMA " + schema);
      return Postgres.URL + "&currentSchema=" + schema;
    }
  };

  private static final AtomicInteger NEXT = new AtomicInteger();

  /** The address of a ledger that nobody has used. */
  abstract String freshUrl(Path directory);

  /** Changes a database behind the ledger's back. */
  static void execute(String url, String sql) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rows of a table. */
  static int count(String url, String table) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One database for all tests, since a schema is made sooner. */
  private static final class Postgres {

    private static final String URL = PostgresServer.newDatabase();
  }
}
