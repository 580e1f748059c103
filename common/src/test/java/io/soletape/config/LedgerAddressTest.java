package io.soletape.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:sqlite:var/ledger.db",
        "jdbc:postgresql://db.example/soletape",
        "jdbc:postgresql://db.example:5433/soletape?user=tape&password=hush"
      })
  void aFileOfSqliteAndADatabaseOfPostgresqlAreTaken(String address) {
    assertThat(SettingNames.LEDGER.read(address)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://tape:hush@db.example/soletape",
        "postgresql://tape:hush@db.example/soletape",
        "jdbc:postgresql://tape:hu/hush@db.example/soletape",
        "jdbc:postgresql://tape:hush@hush@db.example/soletape",
        "jdbc:mysql://db.example/soletape?user=tape&password=hush",
        "jdbc:mysql://db.example/soletape?PASSWORD=hush&user=tape"
      })
  void aRefusalDoesNotTellThePassword(String address) {
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> SettingNames.LEDGER.read(address))
        .withMessageContaining("db.example")
        .withMessageEndingWith("use jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE")
        .satisfies(refusal -> assertThat(refusal.toString()).doesNotContain("hush"));
  }
}
