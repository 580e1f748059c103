package io.soletape.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written with files named by the log is what any Delta reader finds. */
@ExtendWith(LocalSpark.class)
class NextVersionTest {

  private static final Table STYLES = table(List.of());
  private static final Table STYLES_OF_BRANDS = table(List.of("brand"));

  @TempDir Path directory;

  private SparkSession spark;
  private Lake lake;

  @BeforeEach
  void makeALake(SparkSession session) {
    spark = session;
    lake = new Lake(session, directory.toString());
  }

  @Test
  void aFileWithoutARowToGoStays() {
    lake.append(STYLES, styles("A=Nike", "B=Asics").coalesce(1));
    lake.append(STYLES, styles("C=Puma").coalesce(1));
    Map<String, String> before = files();

    lake.replace(STYLES, styles("A=Vans"), "sku = 'A'");

    assertThat(told()).containsExactly("A=Vans", "B=Asics", "C=Puma");
    assertThat(files().get("C")).isEqualTo(before.get("C"));
    assertThat(files().get("B")).isNotEqualTo(before.get("B"));

    Map<String, String> then = files();
    lake.replace(STYLES, styles("A=Fila"), "sku = 'A'");
    assertThat(files().get("B")).as("what is replaced again lies apart").isEqualTo(then.get("B"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Nike", "50 % off/x", "a=b#c", "Ärger", " "})
  void aFolderOfAnyNameIsReplacedAlone(String brand) {
    lake.append(STYLES_OF_BRANDS, styles("A=" + brand, "B=" + brand, "C=Puma"));

    lake.replace(STYLES_OF_BRANDS, styles("D=" + brand), "brand = '" + brand + "'");
    assertThat(told()).isEqualTo(List.of("C=Puma", "D=" + brand));

    lake.replace(STYLES_OF_BRANDS, styles("C=" + brand), "sku = 'C'");
    assertThat(told()).isEqualTo(List.of("C=" + brand, "D=" + brand));
  }

  @Test
  void rowsWithoutABrandAreOfAFolderToo() {
    lake.append(STYLES_OF_BRANDS, styles("A=", "B=Puma"));

    lake.replace(STYLES_OF_BRANDS, styles("C="), "brand IS NULL");

    assertThat(told()).containsExactly("B=Puma", "C=null");
  }

  @Test
  void nothingIsWrittenOverAVersionThatWasNotSeen() {
    lake.append(STYLES, styles("A=Nike"));
    NextVersion second = next();
    lake.append(STYLES, styles("B=Asics"));

    assertThat(second.replace(styles("A=Vans"), "sku = 'A'")).isFalse();
    assertThat(second.append(styles("C=Puma"))).isFalse();

    assertThat(told()).containsExactly("A=Nike", "B=Asics");
    assertThat(lake.version(STYLES)).isEqualTo(1);
  }

  @Test
  void anEarlierVersionCanStillBeReadAndTheHistoryTellsWhatWasReplaced() {
    lake.append(STYLES, styles("A=Nike"));
    lake.replace(STYLES, styles("A=Vans"), "sku = 'A'");

    assertThat(told(spark.read().format("delta").option("versionAsOf", 0).load(path())))
        .containsExactly("A=Nike");
    assertThat(
            spark
                .sql("DESCRIBE HISTORY delta.`" + path() + "`")
                .selectExpr(
                    "operation", "operationParameters.mode", "operationParameters.predicate")
                .first())
        .isEqualTo(RowFactory.create("WRITE", "Overwrite", "sku = 'A'"));
  }

  @Test
  void whatIsReplacedByNothingIsGone() {
    lake.append(STYLES, styles("A=Nike", "B=Asics"));

    lake.replace(STYLES, styles(), "sku = 'A'");
    assertThat(told()).containsExactly("B=Asics");

    lake.replace(STYLES, styles(), Lake.EVERY_ROW);
    assertThat(told()).isEmpty();
  }

  private NextVersion next() {
    TableLogs.Newest newest =
        new TableLogs(spark.sessionState().newHadoopConf()).newest(path()).orElseThrow();
    return new NextVersion(path(), newest.version(), newest.table().orElseThrow(), 1 << 20);
  }

  private String path() {
    return lake.path(STYLES);
  }

  private static Table table(List<String> folders) {
    return new Table(
        "silver",
        "styles",
        "One row is a style.",
        List.of(Column.text("sku", "the style"), Column.text("brand", "null where unknown")),
        List.of("sku"),
        folders);
  }

  /** SKU and brand; no brand is null. */
  private Dataset<Row> styles(String... rows) {
    return spark.createDataFrame(
        Stream.of(rows)
            .map(row -> row.split("=", 2))
            .map(row -> RowFactory.create(row[0], row[1].isEmpty() ? null : row[1]))
            .toList(),
        STYLES.schema());
  }

  private List<String> told() {
    List<String> byDelta = told(spark.read().format("delta").load(path()));
    assertThat(told(lake.read(STYLES))).isEqualTo(byDelta);
    return byDelta;
  }

  private static List<String> told(Dataset<Row> rows) {
    return rows.collectAsList().stream()
        .map(row -> row.getAs("sku") + "=" + row.getAs("brand"))
        .sorted()
        .toList();
  }

  /** The file that each SKU lies in. */
  private Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    lake.read(STYLES)
        .select("sku", "_metadata.file_name")
        .collectAsList()
        .forEach(row -> files.put(row.getString(0), row.getString(1)));
    return files;
  }
}
