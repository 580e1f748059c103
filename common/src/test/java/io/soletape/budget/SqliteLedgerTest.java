package io.soletape.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.soletape.market.Platform;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with a file. */
class SqliteLedgerTest {

  @TempDir Path directory;

  @Test
  void missingFoldersAreMade() {
    Path file = directory.resolve("var").resolve("deep").resolve("ledger.db");

    SqlLedger.open("jdbc:sqlite:" + file).close();

    assertThat(file).isRegularFile();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "not a folder");

    refused(file.resolve("ledger.db"), "its folder cannot be made");
  }

  @Test
  void aFolderInThePlaceOfTheFileIsRefused() throws IOException {
    refused(Files.createDirectory(directory.resolve("folder")), "unable to open database file");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedAndLeftAsItIs() throws IOException {
    String text = "sku\ttier\n".repeat(500);
    Path file = Files.writeString(directory.resolve("skus.tsv"), text);

    refused(file, "file is not a database");
    assertThat(file).hasContent(text);
  }

  @Test
  void aFileThatCannotBeWrittenIsRefused() throws IOException {
    Path file = directory.resolve("read-only.db");
    SqlLedger.open("jdbc:sqlite:" + file).close();
    forbidWriting(file);

    refused(file, "readonly database");
  }

  @Test
  void aFileThatAnotherProcessHoldsTooLongIsNamed() throws SQLException {
    Path file = directory.resolve("held.db");
    String url = "jdbc:sqlite:" + file + "?busy_timeout=100";
    try (SqlLedger ledger = SqlLedger.open(url);
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");

      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(() -> ledger.usage(BudgetKey.of(Platform.STOCKX, "key-1")))
          .withMessageContaining("SQLITE_BUSY")
          .withMessageEndingWith("let it end, or end it, and run the command again");

      statement.execute("COMMIT");
      assertThat(ledger.usage(BudgetKey.of(Platform.STOCKX, "key-1"))).isEqualTo(new Usage(0, 0));
    }
  }

  private void refused(Path file, String why) {
    String url = "jdbc:sqlite:" + file;
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> SqlLedger.open(url))
        .withMessageStartingWith("The ledger " + url + " cannot be used (")
        .withMessageContaining(why)
        .withMessageEndingWith("name another file in SOLETAPE_LEDGER or mend this one");
  }

  // SQLite's own mark of a file that a program may read and not write; binds even root.
  private static void forbidWriting(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {3, 1}), 18);
    }
  }
}
