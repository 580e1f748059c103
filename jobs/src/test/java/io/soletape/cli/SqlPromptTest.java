package io.soletape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.sql.Answer;
import io.soletape.sql.AsOf;
import io.soletape.sql.LakeFolder;
import io.soletape.sql.SqlSession;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A terminal without a person: what is typed is given, keys included. The lake is empty tables. */
class SqlPromptTest {

  private static final String UP = "\u001b[A";

  @TempDir Path directory;

  private final List<Answer> answers = new ArrayList<>();
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  @BeforeEach
  void makeALake() throws IOException {
    table("gold/asks", "lowest_ask");
    table("silver/sales", "price");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT lowest_ask FROM gold.as>;            | lowest_ask",
        "SELECT lowest_ask FROM ask>;                | lowest_ask",
        "SELECT low> FROM gold.asks;                 | lowest_ask",
        "SELECT max(lowest_ask) AS m,pri> FROM asks, sales GROUP BY ALL; | m,price",
        "SEL> 1 AS one;                              | one"
      })
  void tabCompletesWordsTablesAndTheirColumns(String typed, String columns) throws IOException {
    type(typed.replace('>', '\t') + "\n");

    assertThat(answers)
        .extracting(answer -> String.join(",", answer.columns()))
        .containsExactly(columns);
  }

  @Test
  void columnsOfOtherTablesThanThoseThatAreNamedAreNotOffered() throws IOException {
    type("SELECT 1 AS one FROM sales WHERE low\t IS NULL;\n");

    assertThat(answers).isEmpty();
    assertThat(shown()).contains("\"low\" not found");
  }

  @Test
  void aStatementGoesOnUntilItsEnd() throws IOException {
    type("SELECT price\nFROM sales\n;\n");

    assertThat(answers).hasSize(1);
  }

  @Test
  void theArrowBringsBackWhatWasTypedInAnEarlierSession() throws IOException {
    type("SELECT price FROM sales;\n");
    assertThat(history()).content().contains("SELECT price FROM sales;");

    type(UP + "\n");

    assertThat(answers)
        .extracting(Answer::columns)
        .containsExactly(List.of("price"), List.of("price"));
  }

  @Test
  void aMistakeIsToldAndThePromptGoesOn() throws IOException {
    type(
        "SELECT 1 FROM salez;\n"
            + "DELETE FROM sales;\n"
            + ".as-of yesterday\n"
            + ".as-of 0\n"
            + ".tables\n"
            + "FROM sales;\n");

    assertThat(shown())
        .contains("did you mean silver.sales?")
        .contains("sql only reads")
        .contains("'yesterday' is no version, time or pin")
        .contains("as of 0")
        .contains("gold.asks");
    assertThat(answers).hasSize(1);
  }

  private void type(String keys) throws IOException {
    Clock clock = Clock.systemUTC();
    try (SqlSession session = SqlSession.open(LakeFolder.of(directory.toString()), clock);
        Terminal terminal =
            new ExternalTerminal(
                "test",
                "ansi",
                new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)),
                screen,
                StandardCharsets.UTF_8)) {
      new SqlPrompt(session, AsOf.NEWEST, clock, 10, answers::add).run(terminal, history());
    }
  }

  private Path history() {
    return directory.resolve("history");
  }

  private String shown() {
    return screen.toString(StandardCharsets.UTF_8);
  }

  private void table(String name, String column) throws IOException {
    Path log = Files.createDirectories(directory.resolve(name).resolve("_delta_log"));
    Files.writeString(
        log.resolve("00000000000000000000.json"),
        """
        {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
        {"metaData":{"id":"1","format":{"provider":"parquet"},"partitionColumns":[],"schemaString":\
        "{\\"type\\":\\"struct\\",\\"fields\\":[{\\"name\\":\\"%s\\",\\"type\\":\\"decimal(12,2)\\"}]}"}}
        """
            .formatted(column));
  }
}
