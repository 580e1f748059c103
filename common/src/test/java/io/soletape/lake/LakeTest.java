package io.soletape.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalSpark.class)
class LakeTest {

  private static final Table ASKS =
      new Table(
          "silver",
          "asks",
          "One row is the ask of a style on a platform.",
          List.of(
              Column.text("platform", "who tells it"),
              Column.text("sku", "the style"),
              Column.money("ask", "null where nobody asks")),
          List.of("platform", "sku"),
          List.of());

  private static final Table ASKS_IN_FOLDERS =
      new Table("silver", "asks", ASKS.grain(), ASKS.columns(), ASKS.key(), List.of("platform"));

  @TempDir Path directory;

  private SparkSession spark;
  private Lake lake;

  @BeforeEach
  void makeALake(SparkSession session) {
    spark = session;
    lake = new Lake(session, directory.toString());
  }

  @Test
  void anAbsentTableHasItsSchemaAndNoRows() {
    assertThat(lake.has(ASKS)).isFalse();
    assertThat(lake.version(ASKS)).isEqualTo(-1);
    assertThat(lake.read(ASKS).schema()).isEqualTo(ASKS.schema());
    assertThat(rows()).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void appendedRowsStandBesideTheOthersInTheTablesColumnsAndTypes() {
    lake.append(ASKS, frame("stockx A 1.00"));
    lake.append(
        ASKS, frame("alias A 2.00").selectExpr("sku", "1 AS more", "'2.005' AS ask", "platform"));

    assertThat(lake.has(ASKS)).isTrue();
    assertThat(lake.version(ASKS)).isEqualTo(1);
    assertThat(lake.read(ASKS).schema()).isEqualTo(ASKS.schema());
    assertThat(rows()).containsExactly("alias A 2.01", "stockx A 1.00");
  }

  @Test
  void onlyWhatHasGrownLargeIsReadByASessionThatCompiles() {
    assertThat(lake.forReading(ASKS)).as("before it is written").isSameAs(lake);
    lake.append(ASKS, frame("stockx A 1.00"));
    assertThat(lake.forReading(ASKS)).as("small").isSameAs(lake);

    lake.append(
        ASKS,
        spark
            .range(9_000)
            .selectExpr(
                "'stockx' AS platform",
                // What cannot be made smaller: a kilobyte of chance to the eye.
                "concat_ws('', transform(sequence(1, 16), n -> sha2(concat(id, '-', n), 256)))"
                    + " AS sku",
                "1 AS ask"));

    Lake large = lake.forReading(ASKS);
    assertThat(large.spark().conf().get("spark.sql.codegen.wholeStage")).isEqualTo("true");
    assertThat(large.read(ASKS).count()).isEqualTo(9_001);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"tableSize", "[]"})
  void aTableWhoseChecksumIsTornCountsAsSmall(String torn) throws IOException {
    lake.append(ASKS, frame("stockx A 1.00"));
    Path log = directory.resolve(ASKS.path()).resolve("_delta_log");
    Files.writeString(log.resolve("00000000000000000000.crc"), torn);

    assertThat(lake.forReading(ASKS)).isSameAs(lake);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void nothingIsWrittenOnceAnotherProcessMayHaveTakenOver(BiConsumer<Lake, Dataset<Row>> write) {
    lake.append(ASKS, frame("stockx A 1.00"));
    Lake lost = new Lake(spark, directory.toString(), new Overtaken());

    assertThatExceptionOfType(NotAloneException.class)
        .isThrownBy(() -> write.accept(lost, frame("stockx A 2.00")))
        .withMessage("another process may have taken over");

    assertThat(lake.version(ASKS)).isZero();
  }

  private static List<BiConsumer<Lake, Dataset<Row>>> writes() {
    return List.of(
        (lake, rows) -> lake.append(ASKS, rows),
        (lake, rows) -> lake.replace(ASKS, rows, "true"),
        (lake, rows) -> lake.upsert(ASKS, rows),
        (lake, rows) -> new ScopeWriter(lake, "sku = 'A'").write(ASKS, rows));
  }

  private static final class Overtaken implements OneWriter {
    @Override
    public <T> T alone(String what, Supplier<T> work) {
      return work.get();
    }

    @Override
    public void confirm() {
      throw new NotAloneException("another process may have taken over");
    }
  }

  /** A small table is written anew as a whole, one of folders by Delta. */
  private static List<Table> replaced() {
    return List.of(ASKS, ASKS_IN_FOLDERS);
  }

  @ParameterizedTest
  @MethodSource("replaced")
  void rowsThatMatchTheConditionAreReplacedInOneCommit(Table asks) {
    lake.replace(asks, frame("stockx A 1.00", "stockx B 2.00", "alias A 3.00"), "sku = 'A'");
    lake.replace(asks, frame("stockx A 9.00"), "sku = 'A'");

    assertThat(rows()).containsExactly("stockx A 9.00", "stockx B 2.00");
    assertThat(lake.version(asks)).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("replaced")
  void aRowOfWhichNobodyKnowsWhetherItMatchesStays(Table asks) {
    lake.append(asks, frame("stockx A -", "stockx B 2.00", "stockx C 7.00"));

    lake.replace(asks, frame("stockx D 9.00"), "ask > 5");

    assertThat(rows()).containsExactly("stockx A -", "stockx B 2.00", "stockx D 9.00");
  }

  @ParameterizedTest
  @CsvSource({"A,false", "B,true", "C,false", "D,true"})
  void aTableLacksWhatNoRowIs(String sku, boolean lacks) {
    assertThat(lake.lacks(ASKS, "sku = 'A'")).as("no table").isTrue();

    lake.append(ASKS, frame("stockx A 1.00", "stockx C 1.00").coalesce(1));

    assertThat(lake.lacks(ASKS, "sku = '" + sku + "'")).isEqualTo(lacks);
  }

  @ParameterizedTest
  @MethodSource("replaced")
  void rowsOutsideTheConditionAreRefused(Table asks) {
    lake.append(asks, frame("stockx A 1.00"));

    assertThatExceptionOfType(LakeException.class)
        .isThrownBy(() -> lake.replace(asks, frame("stockx B 1.00"), "sku = 'A'"))
        .withMessageStartingWith("Table silver/asks of the lake " + directory);
    assertThat(rows()).containsExactly("stockx A 1.00");
  }

  @Test
  void anUpsertTakesThePlaceOfEqualKeys() {
    assertThat(lake.upsert(ASKS, frame("stockx A 1.00", "alias A 2.00"))).isEqualTo(2);
    assertThat(lake.upsert(ASKS, frame("stockx A -", "stockx B 4.00"))).isEqualTo(2);

    assertThat(rows()).containsExactly("alias A 2.00", "stockx A -", "stockx B 4.00");
    assertThat(lake.upsert(ASKS, frame())).isZero();
    assertThat(lake.version(ASKS)).isEqualTo(1);
  }

  @Test
  void anUpsertOfNewKeysLeavesTheFilesThatAreThere() {
    lake.upsert(ASKS, frame("stockx A 1.00"));
    String first = fileOf("stockx");

    lake.upsert(ASKS, frame("alias A 2.00"));

    assertThat(fileOf("stockx")).isEqualTo(first);
    assertThat(rows()).containsExactly("alias A 2.00", "stockx A 1.00");
  }

  private String fileOf(String platform) {
    return lake.read(ASKS)
        .where(functions.col("platform").equalTo(platform))
        .select("_metadata.file_path")
        .first()
        .getString(0);
  }

  @Test
  void aDamagedTableIsNamed() throws IOException {
    lake.append(ASKS, frame("stockx A 1.00"));
    // A new lake on a copy: the session remembers the log of the first.
    Path copy = directory.resolve("copy");
    Path log = Files.createDirectories(copy.resolve("silver/asks/_delta_log"));
    Files.writeString(log.resolve("00000000000000000000.json"), "{\"add\": half a li");
    Lake damaged = new Lake(spark, copy.toString());

    assertThatExceptionOfType(LakeException.class)
        .isThrownBy(() -> damaged.read(ASKS))
        .withMessageStartingWith("Table silver/asks of the lake " + copy + " cannot be ")
        .withMessageContaining("check the path and its permissions");
    assertThatExceptionOfType(LakeException.class).isThrownBy(() -> damaged.version(ASKS));
    assertThatExceptionOfType(LakeException.class)
        .isThrownBy(() -> damaged.append(ASKS, frame("stockx B 1.00")))
        .withMessageContaining("cannot be written");
  }

  @Test
  void aLakeThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "no folder");
    Lake blocked = new Lake(spark, file.toString());

    assertThatExceptionOfType(LakeException.class)
        .isThrownBy(() -> blocked.append(ASKS, frame("stockx A 1.00")))
        .withMessageStartingWith("Table silver/asks of the lake " + file + " cannot be written");
  }

  /** Platform, SKU and ask; a dash is null. */
  private Dataset<Row> frame(String... rows) {
    return spark.createDataFrame(
        Stream.of(rows)
            .map(row -> row.split(" "))
            .map(
                cells ->
                    RowFactory.create(
                        cells[0], cells[1], cells[2].equals("-") ? null : new BigDecimal(cells[2])))
            .toList(),
        ASKS.schema());
  }

  private List<String> rows() {
    return lake.read(ASKS).collectAsList().stream()
        .map(
            row ->
                "%s %s %s"
                    .formatted(
                        row.getString(0), row.getString(1), row.isNullAt(2) ? "-" : row.get(2)))
        .sorted()
        .toList();
  }
}
