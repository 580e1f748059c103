package io.soletape.stockx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileRefreshTokenStoreTest {

  @TempDir Path directory;

  private Path file;
  private RefreshTokenStore store;

  @BeforeEach
  void create() {
    file = directory.resolve("var").resolve("stockx-token.json");
    store = new FileRefreshTokenStore(file);
  }

  @Test
  void withoutAStoredTokenTheSettingIsUsed() {
    assertThat(store.currentFor("configured")).isEqualTo("configured");
    assertThat(file).doesNotExist();
  }

  @Test
  void theStoredTokenWinsAcrossProcesses() {
    store.rotated("configured", "second");
    store.rotated("configured", "third");

    assertThat(new FileRefreshTokenStore(file).currentFor("configured")).isEqualTo("third");
  }

  @Test
  void aSettingThatChangedSinceWins() {
    store.rotated("configured", "second");

    assertThat(store.currentFor("configured anew")).isEqualTo("configured anew");
  }

  @Test
  void onlyTheOwnerCanReadTheFile() throws IOException {
    store.rotated("configured", "second");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aFileThatOthersCouldReadIsReplacedByOneThatTheyCannot() throws IOException {
    store.rotated("configured", "second");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    store.rotated("configured", "third");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void nothingElseIsLeftInTheDirectory() {
    store.rotated("configured", "second");

    assertThat(directory.resolve("var")).isDirectoryContaining(file::equals);
    assertThat(directory.resolve("var").toFile().list()).hasSize(1);
  }

  @Test
  void theConfiguredTokenItselfIsNotWritten() {
    store.rotated("configured", "second");

    assertThat(file).content().contains("second").doesNotContain("\"configured\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"refresh_token\": \"hunter2\"}",
        "{\"refresh_token\": \"hunter2"
      })
  void aDamagedFileIsNamedAndNotReplacedByASpentToken(String content) throws IOException {
    store.rotated("configured", "second");
    Files.writeString(file, content);

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> store.currentFor("configured"))
        .withMessageContaining(file.toString())
        .withMessageContaining("STOCKX_REFRESH_TOKEN")
        .withNoCause()
        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("hunter2"));
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamedWithoutTheToken() throws IOException {
    Files.writeString(directory.resolve("var"), "a file where the directory should be");

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> store.rotated("configured", "hunter2"))
        .withMessageContaining(file.toString())
        .satisfies(failure -> assertThat(failure).hasMessageNotContaining("hunter2"));
  }
}
