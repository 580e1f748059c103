package io.soletape.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileVaultTest {

  @TempDir Path directory;

  private Path file;
  private Vault vault;

  @BeforeEach
  void create() {
    file = directory.resolve("var").resolve("tokens");
    vault = new FileVault(file, Duration.ofSeconds(1), Clock.systemUTC(), duration -> {});
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokens", "tokens.lock"})
  void onlyTheOwnerCanReadWhatLiesThere(String name) throws IOException {
    keep("hunter2");

    assertThat(permissions(file.resolveSibling(name))).isEqualTo("rw-------");
  }

  @Test
  void aFileThatOthersCouldReadIsReplacedByOneThatTheyCannot() throws IOException {
    keep("first");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    keep("second");

    assertThat(permissions(file)).isEqualTo("rw-------");
  }

  @Test
  void nothingButTheTextAndTheLockIsLeft() {
    keep("first");
    keep("second");

    assertThat(directory.resolve("var").toFile().list())
        .containsExactlyInAnyOrder("tokens", "tokens.lock");
  }

  @Test
  void aPlaceThatCannotBeMadeIsNamed() throws IOException {
    Files.writeString(directory.resolve("var"), "a file where the directory should be");

    assertThatExceptionOfType(VaultException.class)
        .isThrownBy(() -> keep("hunter2"))
        .withMessageContaining(file + ".lock")
        .withMessageNotContaining("hunter2");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamedWithoutTheText() throws IOException {
    Files.createDirectories(file.resolve("a directory where the file should be"));

    assertThatExceptionOfType(VaultException.class)
        .isThrownBy(() -> keep("hunter2"))
        .withMessageContaining("Cannot write " + file)
        .withMessageNotContaining("hunter2");
  }

  @Test
  void messagesCanNameThePlace() {
    assertThat(vault).hasToString(file.toString());
  }

  private void keep(String text) {
    vault.exclusively(
        opened -> {
          opened.replace(text);
          return text;
        });
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
