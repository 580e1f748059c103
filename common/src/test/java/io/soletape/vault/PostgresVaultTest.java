package io.soletape.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.soletape.testing.PostgresServer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresVaultTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private String url;

  @BeforeEach
  void create() {
    url = PostgresServer.newDatabase();
  }

  @Test
  void theTextsOfTwoKeysAreApart() {
    keep(vault("stockx:1"), "one");
    keep(vault("stockx:2"), "two");

    assertThat(vault("stockx:1").exclusively(Vault.Opened::text)).contains("one");
  }

  @Test
  void anotherUserOfTheDatabaseCannotReadTheTable() {
    PostgresServer.execute(url, "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC");

    keep(vault("stockx:1"), "hunter2");

    assertThat(
            PostgresServer.value(
                url,
                "SELECT count(*) FROM information_schema.table_privileges"
                    + " WHERE table_name = 'stockx_tokens' AND grantee = 'PUBLIC'"))
        .isEqualTo("0");
  }

  @Test
  void aTransactionThatIdlesTooLongForTheServerIsLeftAlone() {
    PostgresServer.execute(
        url,
        "DO $$BEGIN EXECUTE format('ALTER DATABASE %I SET"
            + " idle_in_transaction_session_timeout = 200', current_database()); END$$");

    assertThat(vault("stockx:1").exclusively(this::afterAnotherConnection)).contains("kept");
  }

  @Test
  void aTextIsKeptThoughTheLockIsLostMeanwhile() {
    vault("stockx:1")
        .exclusively(
            opened -> {
              endOtherConnections();
              opened.replace("kept");
              return "done";
            });

    assertThat(vault("stockx:1").exclusively(Vault.Opened::text)).contains("kept");
  }

  @Test
  void theLockOfABrokenConnectionIsLetGo() {
    Optional<String> seen =
        vault("stockx:1")
            .exclusively(
                broken -> {
                  endOtherConnections();
                  return vault("stockx:1").exclusively(Vault.Opened::text);
                });

    assertThat(seen).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://127.0.0.1:1/soletape?user=tape&password=hunter2",
        "jdbc:postgresql://tape:hunter2@127.0.0.1:1/soletape",
        "jdbc:postgresql://127.0.0.1:port/soletape?password=hunter2"
      })
  void aServerThatCannotBeHadIsNamedWithoutThePassword(String unusable) {
    assertThatExceptionOfType(VaultException.class)
        .isThrownBy(() -> keep(new PostgresVault(unusable, "stockx:1", PATIENCE), "hunter2"))
        .withMessageContaining("Cannot use the table stockx_tokens of jdbc:postgresql://127.0.0.1:")
        .withMessageContaining("see whether the server is up")
        .withMessageNotContaining("hunter2")
        .withNoCause();
  }

  @Test
  void anAddressOfAnotherDatabaseIsNamed() {
    Vault wrong = new PostgresVault("jdbc:sqlite:var/ledger.db", "stockx:1", PATIENCE);

    assertThatExceptionOfType(VaultException.class)
        .isThrownBy(() -> keep(wrong, "hunter2"))
        .withMessageContaining("jdbc:sqlite:var/ledger.db (not an address of PostgreSQL");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db/soletape?password=hunter2, jdbc:postgresql://db/soletape",
    "jdbc:postgresql://tape:hunter2@db/soletape, jdbc:postgresql://db/soletape"
  })
  void messagesCanNameThePlace(String url, String place) {
    assertThat(new PostgresVault(url, "stockx:1", PATIENCE))
        .hasToString("the table stockx_tokens of " + place);
  }

  private Vault vault(String name) {
    return new PostgresVault(url, name, PATIENCE);
  }

  private Optional<String> afterAnotherConnection(Vault.Opened opened) {
    opened.replace("kept");
    PostgresServer.value(url, "SELECT pg_sleep(0.5)");
    return opened.text();
  }

  private void endOtherConnections() {
    PostgresServer.value(
        url,
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  }

  private static void keep(Vault vault, String text) {
    vault.exclusively(
        opened -> {
          opened.replace(text);
          return text;
        });
  }
}
