package io.soletape.budget;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.Driver;

/**
 * A PostgreSQL database, for processes on any number of machines.
 *
 * @param url the address as the driver takes it, without credentials
 * @param user from the address; empty to let the driver find one
 * @param password from the address; empty to let the driver find one, as in {@code ~/.pgpass}
 */
record PostgresDialect(String url, Optional<String> user, Optional<String> password)
    implements Dialect {

  static final String PREFIX = "jdbc:postgresql:";

  private static final Pattern USER_INFO = Pattern.compile("//[^/?]*@");
  // A client that died within a transaction is put out before others lose patience with its lock.
  private static final String SESSION =
      """
      SET lock_timeout = '15s';
      SET statement_timeout = '20s';
      SET idle_in_transaction_session_timeout = '5s'\
      """;
  private static final String SCHEMA_LOCK = "SELECT pg_advisory_xact_lock(7653279283)";
  private static final String CONNECTION_CLASS = "08";
  // Shut down, crashed, starting, idle for too long, or chosen to end a deadlock.
  private static final Set<String> ENDED_BY_SERVER =
      Set.of("57P01", "57P02", "57P03", "25P03", "40P01", "40001");

  static PostgresDialect of(String url) {
    if (USER_INFO.matcher(url).find()) {
      throw new LedgerException(
          "The ledger's address has a user before its host: write jdbc:postgresql://HOST/DATABASE"
              + "?user=...&password=... in SOLETAPE_LEDGER");
    }
    return new PostgresDialect(
        withoutCredentials(url), parameter(url, "user"), parameter(url, "password"));
  }

  @Override
  public String shown() {
    return url.replaceFirst("\\?.*", "");
  }

  @Override
  public Connection connect() throws SQLException {
    Properties properties = new Properties();
    user.ifPresent(name -> properties.setProperty("user", name));
    password.ifPresent(secret -> properties.setProperty("password", secret));
    properties.setProperty("ApplicationName", "soletape");
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("socketTimeout", "30");
    properties.setProperty("tcpKeepAlive", "true");
    // Not by DriverManager, which does not see a driver that spark-submit has loaded.
    Connection connection =
        Optional.ofNullable(new Driver().connect(url, properties))
            .orElseThrow(() -> new SQLException("not an address of PostgreSQL"));
    try (Statement statement = connection.createStatement()) {
      statement.execute(SESSION);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public String timeQuery() {
    return "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)";
  }

  @Override
  public void lockSchema(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(SCHEMA_LOCK);
    }
  }

  @Override
  public boolean isLost(SQLException failure) {
    String state = state(failure);
    return state.startsWith(CONNECTION_CLASS) || ENDED_BY_SERVER.contains(state);
  }

  @Override
  public String remedy(SQLException failure) {
    String state = state(failure);
    if (isLost(failure)) {
      return "see that the server runs and can be reached from here, or name another in"
          + " SOLETAPE_LEDGER";
    }
    return switch (state) {
      case "28000", "28P01" ->
          "mend user and password, in SOLETAPE_LEDGER or in the password file ~/.pgpass";
      case "3D000" -> "make the database, or name another in SOLETAPE_LEDGER";
      case "42501", "25006" ->
          "let its user make and change tables there, or name another in SOLETAPE_LEDGER";
      case "55P03", "57014" ->
          "another process holds it too long, let it end, or end it, and run the command again";
      default -> "name another database in SOLETAPE_LEDGER or mend this one";
    };
  }

  @Override
  public String toString() {
    return shown();
  }

  private static String state(SQLException failure) {
    return Optional.ofNullable(failure.getSQLState()).orElse("");
  }

  private static Optional<String> parameter(String url, String name) {
    return parameters(url)
        .flatMap(
            all ->
                Arrays.stream(all.split("&"))
                    .filter(pair -> pair.startsWith(name + "="))
                    .map(pair -> decoded(pair.substring(name.length() + 1)))
                    .findFirst());
  }

  private static String withoutCredentials(String url) {
    return parameters(url)
        .map(
            all ->
                Arrays.stream(all.split("&"))
                    .filter(pair -> !pair.startsWith("user=") && !pair.startsWith("password="))
                    .collect(Collectors.joining("&")))
        .map(kept -> url.substring(0, url.indexOf('?')) + (kept.isEmpty() ? "" : "?" + kept))
        .orElse(url);
  }

  private static Optional<String> parameters(String url) {
    return Optional.of(url.indexOf('?')).filter(at -> at >= 0).map(at -> url.substring(at + 1));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Its message quotes the secret, so it is no cause.
      throw new LedgerException(
          "A user or password in SOLETAPE_LEDGER has a lone percent sign: write %25 for it");
    }
  }
}
