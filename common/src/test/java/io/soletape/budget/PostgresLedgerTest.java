package io.soletape.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.soletape.market.Platform;
import io.soletape.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be wrong with a server. */
class PostgresLedgerTest {

  private static final BudgetKey KEY = BudgetKey.of(Platform.STOCKX, "key-1");
  private static final Limit ONE_A_SECOND = new Limit(1, Optional.empty(), 0);
  private static final String END_ITS_CONNECTIONS =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
          + " WHERE datname = current_database() AND application_name = 'soletape'";

  private String url;

  @BeforeEach
  void makeADatabase() {
    url = PostgresServer.newDatabase();
  }

  @Test
  void aLostConnectionIsMadeAgainWithoutACountLostOrDoubled() {
    try (SqlLedger ledger = SqlLedger.open(url)) {
      Lease.Granted first = lease(ledger);
      PostgresServer.execute(url, END_ITS_CONNECTIONS);
      lease(ledger);
      PostgresServer.execute(url, END_ITS_CONNECTIONS);
      ledger.giveBack(KEY, first.ledgerNow(), 1);
      PostgresServer.execute(url, END_ITS_CONNECTIONS);

      assertThat(ledger.usage(KEY).last24Hours()).isEqualTo(1);
    }
  }

  @Test
  void aServerThatStaysAwayIsNamed() {
    try (SqlLedger ledger = SqlLedger.open(url)) {
      String database = url.replaceFirst(".*/([^/?]+)\\?.*", "$1");
      PostgresServer.execute(
          PostgresServer.newDatabase(), "ALTER DATABASE " + database + " ALLOW_CONNECTIONS false");
      PostgresServer.execute(
          PostgresServer.newDatabase(),
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
              + database
              + "'");

      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(() -> lease(ledger))
          .withMessageContaining("not currently accepting connections");
    }
  }

  @Test
  void aHolderThatDiedWithinATransactionHoldsNobodyUpForLong() throws SQLException {
    try (SqlLedger ledger = SqlLedger.open(url)) {
      lease(ledger);
      Connection dead = Dialect.of(url).connect();
      dead.setAutoCommit(false);
      try (Statement statement = dead.createStatement()) {
        statement.execute("SELECT * FROM next_turns FOR UPDATE");

        lease(ledger);

        assertThat(ledger.usage(KEY).last24Hours()).isEqualTo(2);
        assertThat(dead.isValid(1)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://127.0.0.1:1/tape?user=tape&password=hush",
        "jdbc:postgresql://127.0.0.1:1/tape?password=hush%26hush&user=tape&sslpassword=hush",
        "jdbc:postgresql://no-such-host.invalid/tape?user=tape&password=hush"
      })
  void aServerThatCannotBeReachedIsNamedWithoutThePassword(String unreachable) {
    String shown = unreachable.replaceFirst("\\?.*", "");
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> SqlLedger.open(unreachable))
        .withMessageStartingWith("The ledger " + shown + " cannot be used (")
        .withMessageContaining("see that the server runs and can be reached from here")
        .satisfies(
            e -> {
              for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("hush");
              }
            });
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://tape:hush@host/tape,           a user before its host",
    "jdbc:postgresql://host/tape?password=hush%zz,    write %25 for it",
    "jdbc:mysql://host/tape?password=hush,            address jdbc:mysql:"
  })
  void anAddressThatWouldTellASecretOrLeadNowhereIsRefused(String address, String why) {
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> SqlLedger.open(address))
        .withMessageContaining(why)
        .withMessageContaining("SOLETAPE_LEDGER")
        .satisfies(e -> assertThat(e.toString()).doesNotContain("hush"))
        .withNoCause();
  }

  @Test
  void aMissingDatabaseIsNamed() {
    String missing = url.replaceFirst("/[^/]+\\?", "/missing?");

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> SqlLedger.open(missing))
        .withMessageContaining("database \"missing\" does not exist")
        .withMessageEndingWith("make the database, or name another in SOLETAPE_LEDGER");
  }

  @Test
  void aUserWithoutRightsIsNamed() {
    PostgresServer.execute(url, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    String role = "reader_" + Instant.now().toEpochMilli();
    PostgresServer.execute(url, "CREATE ROLE " + role + " LOGIN");
    String asReader = url.replaceFirst("user=\\w+", "user=" + role);

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> SqlLedger.open(asReader))
        .withMessageContaining("permission denied")
        .withMessageContaining("let its user make and change tables there");
  }

  @Test
  void credentialsOfTheAddressAreUsed() {
    String role = "tape_" + Instant.now().toEpochMilli();
    PostgresServer.execute(url, "CREATE ROLE " + role + " LOGIN PASSWORD 'a&b%'");
    PostgresServer.execute(url, "GRANT ALL ON SCHEMA public TO " + role);
    String asTape = url.replaceFirst("user=\\w+", "user=" + role) + "&password=a%26b%25";

    try (SqlLedger ledger = SqlLedger.open(asTape)) {
      lease(ledger);
    }
    assertThat(
            PostgresServer.value(url, "SELECT tableowner FROM pg_tables WHERE tablename = 'calls'"))
        .isEqualTo(role);
  }

  private static Lease.Granted lease(SqlLedger ledger) {
    return (Lease.Granted) ledger.lease(KEY, ONE_A_SECOND, Priority.HOT, 1);
  }
}
