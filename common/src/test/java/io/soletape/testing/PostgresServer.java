package io.soletape.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.UUID;

/** A real PostgreSQL server, started once for all tests of this JVM and ended with it. */
public final class PostgresServer {

  private static final EmbeddedPostgres SERVER = started();

  private PostgresServer() {}

  /** Makes an empty database and returns its JDBC URL, which names its superuser. */
  public static String newDatabase() {
    String name = "test_" + UUID.randomUUID().toString().replace("-", "").toLowerCase(Locale.ROOT);
    execute(SERVER.getJdbcUrl("postgres", "postgres"), "CREATE DATABASE " + name);
    return SERVER.getJdbcUrl("postgres", name);
  }

  /** Runs a statement that answers with nothing. */
  public static void execute(String url, String sql) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first value of the first row of a query. */
  public static String value(String url, String sql) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  // It ends its processes itself when this JVM ends.
  private static EmbeddedPostgres started() {
    try {
      return EmbeddedPostgres.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
