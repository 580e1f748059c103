package io.soletape.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.soletape.testing.LocalSpark;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A lake that Spark wrote, one commit an hour from 10:00, asked by SQL. */
class SqlSessionTest {

  private static final Instant FIRST = Instant.parse("2026-01-05T10:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-06T00:00:00Z");
  private static final long ALL = Long.MAX_VALUE;
  private static final String ASKS =
      "SELECT sku, CAST(ask AS DECIMAL(12,2)) AS ask, TIMESTAMP '%s 10:00:00' AS slot_at,"
          + " DATE '%s' AS slot_date FROM VALUES %s AS (sku, ask)";

  @TempDir static Path directory;

  private static final List<String> NOT_BY_DAY =
      List.of("silver/depth", "silver/notes", "ops/pins");

  private SqlSession session;

  // Versions of gold.asks: 0 two asks; 1 an ask of the next day; 2 the first day again, with a new
  // column; 3 an ask more. A checkpoint stands at 2.
  @BeforeAll
  static void writeTheLake() throws IOException {
    write(
        "gold/asks",
        ASKS.formatted("2026-01-05", "2026-01-05", "('A', 1.50), ('B', NULL)"),
        "append");
    write("gold/asks", ASKS.formatted("2026-01-06", "2026-01-06", "('A', 2.50)"), "append");
    write(
        "gold/asks",
        ASKS.formatted("2026-01-05", "2026-01-05", "('A', 1.75)")
            .replace("SELECT", "SELECT 7 AS bids,"),
        "overwrite");
    write("gold/asks", ASKS.formatted("2026-01-06", "2026-01-06", "('C', 9.00)"), "append");
    write(
        "silver/depth",
        "SELECT array(named_struct('at', TIMESTAMP '2026-01-05 10:00:00', 'price',"
            + " CAST(3.10 AS DECIMAL(12,2)))) AS offers, map('a', 'b') AS params",
        "append");
    write(
        "ops/pins",
        "SELECT 'audit' AS name, 'gold/asks' AS table, CAST(1 AS BIGINT) AS version",
        "append");
    date("gold/asks", 4);
    date("silver/depth", 1);
  }

  @BeforeEach
  void open() {
    session =
        SqlSession.open(LakeFolder.of(directory.toString()), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void sparkWroteACheckpointForTheseTestsToRead() {
    assertThat(directory.resolve("gold/asks/_delta_log/00000000000000000002.checkpoint.parquet"))
        .exists();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | A 1.50, B null",
        "1 | A 1.50, A 2.50, B null",
        "2 | A 1.75, A 2.50",
        "3 | A 1.75, A 2.50, C 9.00",
      })
  void eachVersionIsWhatSparkWroteUpToIt(long version, String rows) {
    assertThat(asks("asks", new AsOf.Version(version))).isEqualTo(rows);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T10:00:00Z, 0",
    "2026-01-05T10:59:59Z, 0",
    "2026-01-05T11:00:00Z, 1",
    "2026-01-05T23:00:00Z, 3"
  })
  void aTimeAsksTheNewestVersionThatWasCommittedByThen(Instant at, long version) {
    Answer answer = session.ask("SELECT 1 FROM asks", new AsOf.Moment(at), ALL);

    assertThat(answer.asked())
        .containsExactly(
            Map.entry("gold.asks", new TableVersion(version, FIRST.plusSeconds(3600 * version))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-05T09:59:59Z", "4"})
  void whatTheLogDoesNotTellIsRefusedWithTheRangeThatItTells(String asOf) {
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> session.ask("SELECT 1 FROM asks", AsOf.parse(asOf, NOW), ALL))
        .withMessageContaining("from version 0 (2026-01-05T10:00:00Z)")
        .withMessageContaining("to version 3 (2026-01-05T13:00:00Z)");
  }

  @Test
  void aVersionWhoseFilesWereRemovedIsRefusedWithWhatIsLeft() throws IOException {
    String row = "SELECT '%s' AS sku";
    write("silver/notes", row.formatted("A"), "append");
    write("silver/notes", row.formatted("B"), "overwrite");
    write("silver/notes", row.formatted("C"), "append");
    List<Path> filesOfA = files("silver/notes", 0);
    List<Path> filesOfB = files("silver/notes", 1);
    date("silver/notes", 3);

    remove(filesOfA);

    asOfVersionRefused(
        0,
        "Table silver.notes is no longer known as of version 0 (2026-01-05T10:00:00Z): its files"
            + " have been removed after their retention; ask for version 1 (2026-01-05T11:00:00Z)"
            + " or later");
    assertThat(session.ask("FROM notes", new AsOf.Version(1), ALL).rows())
        .containsExactly(List.of("B"));

    close();
    open();
    remove(filesOfB);

    asOfVersionRefused(1, "no version is whole, which ./soletape replay mends");
  }

  @Test
  void twoPastsStandInOneStatement() {
    Answer answer =
        session.ask(
            "SELECT now.ask - earlier.ask FROM asks now JOIN gold.\"asks@0\" earlier"
                + " USING (sku, slot_date)",
            AsOf.NEWEST,
            ALL);

    assertThat(answer.rows()).containsExactly(List.of(new BigDecimal("0.25")));
    assertThat(answer.asked()).containsOnlyKeys("gold.asks", "gold.asks@0");
  }

  @Test
  void aColumnThatCameLaterIsNullBefore() {
    Answer answer = session.ask("SELECT sku, bids FROM asks ORDER BY ask", AsOf.NEWEST, ALL);

    assertThat(answer.rows().toString()).isEqualTo("[[A, 7], [A, null], [C, null]]");
  }

  @Test
  void typesAreThoseOfTheTable() {
    Answer answer =
        session.ask(
            "SELECT ask, slot_at, slot_date FROM asks WHERE slot_date = '2026-01-05'",
            AsOf.NEWEST,
            ALL);
    Answer nested = session.ask("SELECT * FROM depth", AsOf.NEWEST, ALL);

    assertThat(answer.rows())
        .containsExactly(List.of(new BigDecimal("1.75"), FIRST, LocalDate.of(2026, 1, 5)));
    assertThat(nested.rows())
        .containsExactly(
            List.of(
                List.of(Map.of("at", FIRST, "price", new BigDecimal("3.10"))), Map.of("a", "b")));
  }

  @Test
  void onlyTheFilesOfTheAskedDayAreRead() {
    Answer plan =
        session.ask(
            "EXPLAIN SELECT sku FROM asks WHERE slot_date = '2026-01-05'", AsOf.NEWEST, ALL);

    assertThat(plan.rows().toString()).contains("Scanning Files: 1/3");
  }

  @Test
  void foldersOfOtherDaysThanThoseOfTheAskedSlotsAreNotOpened() throws IOException {
    Path damaged = directory.resolve("silver/days/slot_date=2026-01-05");
    String asked =
        "SELECT sku FROM days WHERE slot_at >= TIMESTAMPTZ '2026-01-07' - INTERVAL 1 DAY";
    write("silver/days", ASKS.formatted("2026-01-05", "2026-01-05", "('A', 1)"), "append");
    write("silver/days", ASKS.formatted("2026-01-06", "2026-01-06", "('B', 2)"), "append");
    try (Stream<Path> files = Files.list(damaged)) {
      Files.writeString(
          files.filter(file -> file.toString().endsWith("parquet")).findFirst().orElseThrow(),
          "damaged");
    }

    assertThat(session.ask(asked, AsOf.NEWEST, ALL).rows()).containsExactly(List.of("B"));
    refused("SELECT sku FROM days", "slot_date=2026-01-05");
  }

  @Test
  void anUnknownTableIsAnsweredWithTheNearest() {
    refused("SELECT * FROM asksh", "did you mean gold.asks?");
    refused("SELECT * FROM silver.dept", "did you mean silver.depth?");
  }

  @Test
  void anUnknownColumnIsAnsweredWithTheNearest() {
    refused("SELECT skuu FROM asks", "\"sku\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM asks",
        "INSERT INTO asks VALUES (1) RETURNING *",
        "CREATE TABLE t AS SELECT 1",
        "DROP VIEW asks",
        "COPY asks TO 'x.csv'",
        "EXPLAIN ANALYZE DELETE FROM asks",
        "SET threads = 1",
        "ATTACH 'x.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "PRAGMA version",
        "CALL pragma_version()"
      })
  void whatWritesIsRefused(String statement) {
    refused(statement, "sql only reads");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM read_csv('http://localhost/x.csv')",
        "SELECT * FROM glob('/*')"
      })
  void nothingOutsideTheLakeIsRead(String statement) {
    refused(statement, "Permission Error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WITH asks AS (SELECT * FROM asks) SELECT sku FROM asks",
        "FROM asks",
        "TABLE gold.asks;",
        "VALUES (1)",
        "DESCRIBE asks",
        "SUMMARIZE asks",
        "SHOW ALL TABLES",
        "SELECT table_name FROM information_schema.tables"
      })
  void whatReadsIsAnswered(String statement) {
    assertThat(session.ask(statement, AsOf.NEWEST, ALL).rows()).isNotEmpty();
  }

  @Test
  void moreThanOneStatementIsRefused() {
    refused("SELECT 1; SELECT 2", "2 statements");
  }

  @Test
  void aVersionIsOneOfOneTable() {
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> session.ask("SELECT 1 FROM asks, depth", new AsOf.Version(0), ALL))
        .withMessageContaining("asks, depth");
  }

  @Test
  void rowsThatAreNotWantedAreLeftOut() {
    Answer answer = session.ask("SELECT sku FROM asks", AsOf.NEWEST, 2);

    assertThat(answer.rows()).hasSize(2);
    assertThat(answer.isCut()).isTrue();
    assertThat(session.ask("SELECT sku FROM asks", AsOf.NEWEST, 3).isCut()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CSV  | sku,ask;A,1.75;A,2.50;C,9.00",
        "JSON | [;\t{\"sku\":\"A\",\"ask\":1.75},;\t{\"sku\":\"A\",\"ask\":2.5},;"
            + "\t{\"sku\":\"C\",\"ask\":9.0};]"
      })
  void rowsAreWrittenToAFile(FileFormat format, String lines, @TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("rows");

    session.write("SELECT sku, ask FROM asks ORDER BY ask;", AsOf.NEWEST, format, file);

    assertThat(Files.readAllLines(file)).containsExactly(lines.split(";"));
  }

  @Test
  void rowsAreWrittenToAParquetFileWithTheirTypes(@TempDir Path folder) {
    Path file = folder.resolve("rows");

    session.write("SELECT sku, ask FROM asks ORDER BY ask;", AsOf.NEWEST, FileFormat.PARQUET, file);

    Dataset<Row> written = LocalSpark.session().read().parquet(file.toString());
    assertThat(written.schema().toDDL()).isEqualTo("sku STRING,ask DECIMAL(12,2)");
    assertThat(written.collectAsList().toString()).isEqualTo("[[A,1.75], [A,2.50], [C,9.00]]");
  }

  private void refused(String statement, String reason) {
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> session.ask(statement, AsOf.NEWEST, ALL))
        .withMessageContaining(reason);
  }

  @Test
  void aPinIsThePastThatItKeeps() {
    assertThat(asks("asks", new AsOf.Pin("audit")))
        .isEqualTo(asks("asks", new AsOf.Version(1)))
        .isEqualTo(asks("\"asks@pin:audit\"", AsOf.NEWEST))
        .isNotEqualTo(asks("asks", AsOf.NEWEST));
  }

  @ParameterizedTest
  @CsvSource({
    "asks,  autumn, There is no pin 'autumn', use one of audit",
    "depth, audit,  keeps no version of silver.depth, it keeps gold/asks"
  })
  void whatNoPinKeepsIsToldWithWhatIsKept(String table, String pin, String why, String kept) {
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> session.ask("SELECT 1 FROM " + table, new AsOf.Pin(pin), ALL))
        .withMessageContainingAll(why, kept);
  }

  private void asOfVersionRefused(long version, String reason) {
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> session.ask("FROM notes", new AsOf.Version(version), ALL))
        .withMessageEndingWith(reason);
  }

  private static List<Path> files(String table, long version) {
    String[] files =
        LocalSpark.session()
            .read()
            .format("delta")
            .option("versionAsOf", version)
            .load(directory.resolve(table).toString())
            .inputFiles();
    return Stream.of(files).map(file -> Path.of(URI.create(file))).toList();
  }

  // As a vacuum does it.
  private static void remove(List<Path> files) throws IOException {
    for (Path file : files) {
      Files.delete(file);
    }
  }

  private String asks(String table, AsOf asOf) {
    String query =
        "SELECT string_agg(sku || ' ' || coalesce(ask::VARCHAR, 'null'), ', ' ORDER BY sku, ask)"
            + " FROM %s";
    return session.ask(query.formatted(table), asOf, ALL).rows().get(0).get(0).toString();
  }

  private static void write(String table, String query, String mode) {
    LocalSpark.session()
        .sql(query)
        .write()
        .format("delta")
        .mode(SaveMode.valueOf(mode.equals("append") ? "Append" : "Overwrite"))
        .option("mergeSchema", "true")
        .option("delta.checkpointInterval", "2")
        .option("delta.enableDeletionVectors", "false")
        .option("partitionOverwriteMode", "dynamic")
        .partitionBy(NOT_BY_DAY.contains(table) ? new String[0] : new String[] {"slot_date"})
        .save(directory.resolve(table).toString());
  }

  private static void date(String table, int versions) throws IOException {
    for (int version = 0; version < versions; version++) {
      Files.setLastModifiedTime(
          directory.resolve("%s/_delta_log/%020d.json".formatted(table, version)),
          FileTime.from(FIRST.plusSeconds(3600L * version)));
    }
  }
}
