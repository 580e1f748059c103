package io.soletape.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.upper;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables are read by their log: the same rows as Delta's own reader finds, from as few files. */
@ExtendWith(LocalSpark.class)
class LoggedFilesTest {

  private static final Table SEEN =
      new Table(
          "silver",
          "seen",
          "One row is a style that was seen in a slot.",
          List.of(
              Column.text("sku", "the style"),
              Column.day("slot_date", "its day"),
              Column.instant("slot_at", "its slot")),
          List.of("sku", "slot_at"),
          List.of("slot_date"));

  private static final Table STYLES =
      new Table(
          "silver",
          "styles",
          "One row is a style.",
          List.of(Column.text("sku", "the style"), Column.text("brand", "null where unknown")),
          List.of("sku"),
          List.of());

  @TempDir Path directory;

  private SparkSession spark;
  private Path folder;
  private Lake lake;

  @BeforeEach
  void makeALake(SparkSession session) {
    spark = session;
    // As a user may call a folder.
    folder = directory.resolve("my lake 100%");
    lake = new Lake(session, folder.toString());
  }

  @Test
  void rowsAreThoseThatDeltaReads() {
    lake.append(SEEN, seen("A", "2026-03-09T23:00:00Z", "B", "2026-03-10T00:00:00Z"));
    lake.append(SEEN, seen("A", "2026-03-10T01:00:00.123456Z"));
    lake.replace(SEEN, seen("B", "2026-03-10T02:00:00Z"), "slot_date = DATE '2026-03-10'");

    Dataset<Row> read = lake.read(SEEN);

    Dataset<Row> byDelta = spark.read().format("delta").load(lake.path(SEEN));
    assertThat(read.schema()).isEqualTo(byDelta.schema()).isEqualTo(SEEN.schema());
    assertThat(read.collectAsList())
        .containsExactlyInAnyOrderElementsOf(byDelta.collectAsList())
        .hasSize(2);
  }

  @Test
  void whatIsPlannedBeforeACommitIsReadAfterIt() {
    lake.append(STYLES, styles("A Nike"));
    Dataset<Row> planned = lake.read(STYLES).where("brand IS NOT NULL");

    lake.replace(STYLES, styles("B Asics", "C Puma"), "true");

    assertThat(told(planned)).containsExactly("B Asics", "C Puma");
  }

  @Test
  void whatAnotherWroteWhileTheLockWasWaitedForIsKept() {
    lake.append(STYLES, styles("A Nike"));
    Lake waiting = new Lake(spark, folder.toString(), new Slower(() -> write("B Asics")));
    Dataset<Row> planned = waiting.read(STYLES).withColumn("brand", upper(col("brand")));

    waiting.upsert(STYLES, planned);

    assertThat(told(lake.read(STYLES))).containsExactly("A NIKE", "B ASICS");
  }

  private void write(String styleAndBrand) {
    lake.append(STYLES, styles(styleAndBrand));
  }

  /** Somebody else has the lock first. */
  private record Slower(Runnable another) implements OneWriter {

    @Override
    public <T> T alone(String what, Supplier<T> work) {
      if (what.equals(STYLES.path())) {
        another.run();
      }
      return work.get();
    }

    @Override
    public void confirm() {}
  }

  @Test
  void aLogThatHasBeenSummedUpTellsTheSame() throws IOException {
    for (int hour = 0; hour < 12; hour++) {
      lake.append(SEEN, seen("A" + hour, "2026-03-10T%02d:00:00Z".formatted(hour)));
    }
    assertThat(Path.of(lake.path(SEEN), "_delta_log", "_last_checkpoint")).exists();
    for (Path file : dataFiles()) {
      if (!ofHour(file, 3)) {
        Files.delete(file);
      }
    }

    assertThat(told(lake.read(SEEN).where(at(3)).select("sku"))).containsExactly("A3");
  }

  private static String at(int hour) {
    return "slot_at = TIMESTAMP '2026-03-10T%02d:00:00Z'".formatted(hour);
  }

  private boolean ofHour(Path file, int hour) {
    return !spark.read().parquet(file.toString()).where(at(hour)).isEmpty();
  }

  @Test
  void aTableThatWasMadeAnewIsNotTakenForTheOldOneOfTheSameVersion() throws IOException {
    lake.append(STYLES, styles("A Nike"));
    assertThat(told(lake.read(STYLES))).containsExactly("A Nike");

    FileSystem files = FileSystem.get(folder.toUri(), spark.sessionState().newHadoopConf());
    files.rename(
        new org.apache.hadoop.fs.Path(lake.path(STYLES)),
        new org.apache.hadoop.fs.Path(lake.path(STYLES) + "-aside"));
    assertThat(lake.read(STYLES).isEmpty()).isTrue();
    lake.append(STYLES, styles("B Asics"));

    assertThat(lake.version(STYLES)).isZero();
    assertThat(told(lake.read(STYLES))).containsExactly("B Asics");
  }

  @Test
  void aTableThatIsPutBackFromACopyAndWrittenOnIsNotTakenForWhatItWas() throws IOException {
    lake.append(STYLES, styles("A Nike"));
    lake.append(STYLES, styles("B Asics"));
    assertThat(told(lake.read(STYLES))).containsExactly("A Nike", "B Asics");

    try (Stream<Path> log = Files.list(Path.of(lake.path(STYLES), "_delta_log"))) {
      for (Path file : log.filter(each -> each.toString().contains("0000001.")).toList()) {
        Files.delete(file);
      }
    }
    DeltaLog.clearCache();
    lake.append(STYLES, styles("C Puma"));

    assertThat(lake.version(STYLES)).isOne();
    assertThat(told(lake.read(STYLES))).containsExactly("A Nike", "C Puma");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          slot_at = TIMESTAMP '2026-03-10T01:00:00Z'                                       | B
          slot_at IN (TIMESTAMP '2026-03-10T01:00:00Z', TIMESTAMP '2026-03-10T02:00:00Z')  | B
          slot_at IN (NULL, TIMESTAMP '2026-03-09T23:00:00Z', TIMESTAMP '2026-03-10T00:00:00Z') | A
          slot_at > TIMESTAMP '2026-03-10T00:00:01Z'                                       | B
          slot_at >= TIMESTAMP '2026-03-10T01:00:00Z' AND sku <> 'A'                       | B
          slot_at < TIMESTAMP '2026-03-10T01:00:00Z'                                       | A
          slot_at <= TIMESTAMP '2026-03-10T00:00:00Z' AND sku = 'A'                        | A
          slot_at <=> TIMESTAMP '2026-03-10T00:00:00Z'                                     | A
          slot_date = DATE '2026-03-10' AND slot_at = TIMESTAMP '2026-03-10T00:00:00.000Z' | A
          """)
  void aFileThatCanHoldNoSuchMomentIsNotOpened(String condition, String sku) throws IOException {
    lake.append(SEEN, seen("A", "2026-03-10T00:00:00Z"));
    List<Path> ofA = dataFiles();
    lake.append(SEEN, seen("B", "2026-03-10T01:00:00Z"));
    for (Path file : dataFiles()) {
      if (ofA.contains(file) != sku.equals("A")) {
        Files.delete(file);
      }
    }

    assertThat(told(lake.read(SEEN).where(condition).select("sku"))).containsExactly(sku);
  }

  @Test
  void aMomentFinerThanTheLogTellsIsFound() {
    Instant fine = Instant.parse("2026-03-10T01:00:00.000999Z");
    lake.append(SEEN, seen("A", fine.toString()));

    assertThat(lake.read(SEEN).where("slot_at = TIMESTAMP '" + fine + "'").count()).isOne();
    assertThat(lake.lacks(SEEN, "slot_at >= TIMESTAMP '" + fine + "'")).isFalse();
    assertThat(lake.lacks(SEEN, "slot_at > TIMESTAMP '" + fine + "'")).isTrue();
  }

  @Test
  void aRowWithoutMomentIsFoundAmongOthers() {
    lake.append(SEEN, seen("A", "2026-03-10T01:00:00Z"));
    lake.append(
        SEEN,
        spark.sql("SELECT 'B' sku, DATE '2026-03-10' slot_date, CAST(NULL AS TIMESTAMP) slot_at"));
    lake.append(
        SEEN,
        spark.sql("SELECT 'C' sku, CAST(NULL AS DATE) slot_date, CAST(NULL AS TIMESTAMP) slot_at"));

    assertThat(told(lake.read(SEEN).where("slot_at IS NULL").select("sku")))
        .containsExactly("B", "C");
    assertThat(told(lake.read(SEEN).where("slot_date IS NULL").select("sku"))).containsExactly("C");
  }

  @Test
  void rowsThatAreDeletedBesideTheirFileAreNotRead() {
    lake.append(STYLES, styles("A Nike", "B Asics", "C Puma"));

    alter("ALTER TABLE %s SET TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')");
    alter("DELETE FROM %s WHERE sku = 'B'");

    assertThat(told(lake.read(STYLES))).containsExactly("A Nike", "C Puma");
  }

  @Test
  void aColumnThatHasAnotherNameInItsFilesIsRead() {
    lake.append(STYLES, styles("A Nike"));

    alter("ALTER TABLE %s SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name')");
    alter("ALTER TABLE %s DROP COLUMN brand");
    alter("ALTER TABLE %s ADD COLUMN brand STRING");
    alter("UPDATE %s SET brand = 'Asics'");

    assertThat(told(lake.read(STYLES))).containsExactly("A Asics");
  }

  private void alter(String sql) {
    spark.sql(sql.formatted("delta.`" + lake.path(STYLES) + "`"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"strange.parquet", "_strange.parquet", ".strange.parquet"})
  void aFileOfAnyNameAndFolderIsOfThePartitionThatTheLogTells(String name) throws IOException {
    lake.append(SEEN, seen("A", "2026-03-10T00:00:00Z"));
    Path strange = dataFiles().get(0).resolveSibling(name);
    Files.copy(dataFiles().get(0), strange);
    String added =
        """
        {"add": {"path": "slot_date=2026-03-10/%s", "size": %d, "modificationTime": 0,
         "partitionValues": {"slot_date": "2026-03-11"}, "dataChange": true}}\
        """
            .formatted(name, Files.size(strange))
            .replace("\n", "");
    Files.writeString(Path.of(lake.path(SEEN), "_delta_log", "00000000000000000001.json"), added);

    assertThat(told(lake.read(SEEN).select("sku", "slot_date")))
        .containsExactly("A 2026-03-10", "A 2026-03-11");
    assertThat(told(lake.read(SEEN).where("slot_date > DATE '2026-03-10'").select("slot_date")))
        .containsExactly("2026-03-11");
  }

  @Test
  void filesThatLieElsewhereAreRead() {
    lake.append(STYLES, styles("A Nike"));
    Lake copy = new Lake(spark, directory.resolve("copy").toString());
    spark.sql(
        "CREATE TABLE delta.`%s` SHALLOW CLONE delta.`%s`"
            .formatted(copy.path(STYLES), lake.path(STYLES)));
    copy.append(STYLES, styles("B Asics"));

    assertThat(told(copy.read(STYLES))).containsExactly("A Nike", "B Asics");
  }

  private List<Path> dataFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(each -> each.toString().endsWith(".parquet"))
          .filter(each -> !each.getParent().endsWith("_delta_log"))
          .toList();
    }
  }

  private Dataset<Row> seen(String... skusAndSlots) {
    List<Row> rows =
        Stream.iterate(0, at -> at < skusAndSlots.length, at -> at + 2)
            .map(
                at ->
                    RowFactory.create(
                        skusAndSlots[at],
                        LocalDate.parse(skusAndSlots[at + 1].substring(0, 10)),
                        Instant.parse(skusAndSlots[at + 1])))
            .toList();
    return spark.createDataFrame(rows, SEEN.schema());
  }

  private Dataset<Row> styles(String... skusAndBrands) {
    List<Row> rows =
        Stream.of(skusAndBrands)
            .map(each -> RowFactory.create((Object[]) each.split(" ")))
            .toList();
    return spark.createDataFrame(rows, STYLES.schema());
  }

  private static List<String> told(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(row -> row.mkString(" ")).sorted().toList();
  }
}
