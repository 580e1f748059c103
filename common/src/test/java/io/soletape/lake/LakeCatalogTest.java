package io.soletape.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A lake of two tables, gold/master_market_data with a commit an hour, asked by name. */
@ExtendWith(LocalSpark.class)
class LakeCatalogTest {

  private static final Table TAPE = Tables.MASTER_MARKET_DATA;
  private static final Instant FIRST = Instant.parse("2026-01-05T10:00:00Z");

  @TempDir static Path directory;

  private static SparkSession spark;
  private static Lake lake;

  // Versions of the tape: 0 an ask; 1 an ask of the next day.
  @BeforeAll
  static void writeALake(SparkSession session) throws IOException {
    spark = session.newSession();
    spark.conf().set("spark.sql.catalog.soletape", LakeCatalog.class.getName());
    spark.conf().set("spark.sql.catalog.soletape.lake", directory.toString());
    lake = new Lake(spark, directory.toString());
    lake.append(TAPE, frame(TAPE, ask("A", "1.50", 5)));
    lake.append(TAPE, frame(TAPE, ask("B", "2.50", 6)));
    lake.append(Tables.MAPPINGS, frame(Tables.MAPPINGS, Map.of("sku", "A", "platform", "alias")));
    for (int version = 0; version < 2; version++) {
      Files.setLastModifiedTime(
          directory.resolve("%s/_delta_log/%020d.json".formatted(TAPE.path(), version)),
          FileTime.from(FIRST.plusSeconds(3600L * version)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "soletape.gold.master_market_data",
        "soletape.master_market_data",
        "soletape.Gold.Master_Market_Data"
      })
  void aTableIsReadByItsNameWithItsLayerOrWithout(String table) {
    assertThat(asks("SELECT sku, lowest_ask FROM " + table)).isEqualTo("[[A,1.50], [B,2.50]]");
  }

  @Test
  void rowsAndTypesAreThoseOfTheFiles() {
    Dataset<Row> byName = spark.table("soletape.gold.master_market_data").orderBy("sku");
    Dataset<Row> byPath =
        spark.read().format("delta").load(directory.resolve(TAPE.path()).toString()).orderBy("sku");

    assertThat(byName.schema()).isEqualTo(byPath.schema());
    assertThat(byName.collectAsList()).hasSize(2).isEqualTo(byPath.collectAsList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "VERSION AS OF 0                                | [[A,1.50]]",
        "VERSION AS OF 1                                | [[A,1.50], [B,2.50]]",
        "TIMESTAMP AS OF '2026-01-05 10:00:00'          | [[A,1.50]]",
        "TIMESTAMP AS OF '2026-01-05T12:59:59.999+02:00' | [[A,1.50]]",
        "TIMESTAMP AS OF '2026-01-05 11:00:00'          | [[A,1.50], [B,2.50]]",
        "TIMESTAMP AS OF now()                          | [[A,1.50], [B,2.50]]"
      })
  void aPastIsWhatWasKnownThen(String past, String rows) {
    assertThat(asks("SELECT sku, lowest_ask FROM soletape.gold.master_market_data " + past))
        .isEqualTo(rows);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "VERSION AS OF 2 | as of version 2: ask for a version from 0 to 1",
        "VERSION AS OF 'x' | is no version: use a number",
        "TIMESTAMP AS OF '2026-01-05 09:59:59' | ask for a time from 2026-01-05T10:00:00Z on",
        "TIMESTAMP AS OF now() + INTERVAL 1 DAY | is in the future: use a time up to now"
      })
  void aPastThatIsNotKnownIsRefusedWithTheRange(String past, String said) {
    refused("SELECT 1 FROM soletape.gold.master_market_data " + past, said);
  }

  @Test
  void whatThereIsIsListed() {
    assertThat(texts("SHOW NAMESPACES IN soletape", "namespace"))
        .containsExactlyInAnyOrder("bronze", "silver", "gold", "ops");
    assertThat(texts("SHOW TABLES IN soletape.gold", "tableName"))
        .containsExactly("master_market_data");
    assertThat(texts("SHOW TABLES IN soletape", "tableName"))
        .containsExactly("mappings", "master_market_data");
    assertThat(spark.catalog().tableExists("soletape.gold.master_market_data")).isTrue();
    assertThat(spark.catalog().tableExists("soletape.gold.daily_price_bars")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gold.master", "gold.daily_price_bars", "golden.master_market_data"})
  void aTableThatThereIsNotIsAnsweredWithThoseThatThereAre(String table) {
    assertThatExceptionOfType(AnalysisException.class)
        .isThrownBy(() -> spark.table("soletape." + table))
        .withMessage(
            "There is no table %s in the lake %s: there are silver.mappings, gold.master_market_data"
                .formatted(table, directory));
  }

  @Test
  void anEmptyLakeSaysWhatToRunFirst(@TempDir Path empty) {
    spark.conf().set("spark.sql.catalog.empty", LakeCatalog.class.getName());
    spark.conf().set("spark.sql.catalog.empty.lake", empty.toString());

    assertThatExceptionOfType(AnalysisException.class)
        .isThrownBy(() -> spark.table("empty.gold.master_market_data"))
        .withMessageContaining("run ./soletape demo");
  }

  @Test
  void aCatalogueWithoutALakeNamesTheSetting() {
    spark.conf().set("spark.sql.catalog.nowhere", LakeCatalog.class.getName());

    refused("SHOW NAMESPACES IN nowhere", "spark.sql.catalog.nowhere.lake is not set");
  }

  @Test
  void filesAreStillReadWhereItIsTheCurrentCatalogue(@TempDir Path folder) {
    spark.range(3).write().mode("overwrite").parquet(folder.toString());
    String current = spark.catalog().currentCatalog();
    spark.sql("USE soletape");
    try {
      assertThat(spark.table("mappings").count()).isEqualTo(1);
      assertThat(spark.sql("SELECT 1 FROM parquet.`" + folder + "`").count()).isEqualTo(3);
    } finally {
      spark.catalog().setCurrentCatalog(current);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO soletape.gold.master_market_data SELECT * FROM soletape.master_market_data",
        "INSERT OVERWRITE soletape.silver.mappings SELECT * FROM soletape.mappings",
        "DELETE FROM soletape.gold.master_market_data",
        "UPDATE soletape.gold.master_market_data SET sku = 'C'",
        "MERGE INTO soletape.silver.mappings m USING soletape.silver.mappings n ON m.sku = n.sku"
            + " WHEN MATCHED THEN DELETE",
        "CREATE TABLE soletape.gold.mine (a INT)",
        "CREATE TABLE soletape.gold.mine AS SELECT 1 AS a",
        "CREATE OR REPLACE TABLE soletape.silver.mappings AS SELECT 1 AS a",
        "ALTER TABLE soletape.gold.master_market_data SET TBLPROPERTIES ('a' = 'b')",
        "ALTER TABLE soletape.gold.master_market_data RENAME TO soletape.gold.mine",
        "DROP TABLE soletape.gold.master_market_data",
        "DROP TABLE soletape.gold.master_market_data PURGE",
        "CREATE NAMESPACE soletape.mine",
        "DROP NAMESPACE soletape.gold CASCADE"
      })
  void whatWritesIsRefused(String statement) {
    refused(statement, "The catalogue soletape only reads");

    assertThat(lake.version(TAPE)).isEqualTo(1);
    assertThat(lake.version(Tables.MAPPINGS)).isZero();
  }

  // Spark and Delta have their own words for a table that is no Delta table of theirs.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "TRUNCATE TABLE soletape.gold.master_market_data",
        "OPTIMIZE soletape.gold.master_market_data",
        "VACUUM soletape.gold.master_market_data",
        "RESTORE TABLE soletape.gold.master_market_data TO VERSION AS OF 0"
      })
  void deltasCommandsFindNoTableToChange(String statement) {
    assertThatThrownBy(() -> spark.sql(statement).collectAsList());

    assertThat(lake.version(TAPE)).isEqualTo(1);
  }

  private static void refused(String statement, String said) {
    assertThatExceptionOfType(LakeException.class)
        .isThrownBy(() -> spark.sql(statement).collectAsList())
        .withMessageContaining(said);
  }

  private static String asks(String query) {
    return spark.sql(query).orderBy("sku").collectAsList().toString();
  }

  private static List<String> texts(String query, String column) {
    return spark.sql(query).collectAsList().stream().map(row -> row.<String>getAs(column)).toList();
  }

  private static Map<String, Object> ask(String sku, String ask, int day) {
    return Map.of(
        "sku",
        sku,
        "lowest_ask",
        new BigDecimal(ask),
        "release_date",
        LocalDate.of(2024, 2, 29),
        "bid_depth",
        List.of(RowFactory.create(new BigDecimal("1.25"), 3)),
        "slot_at",
        FIRST,
        "slot_date",
        LocalDate.of(2026, 1, day));
  }

  private static Dataset<Row> frame(Table table, Map<String, Object> told) {
    Object[] values = table.columnNames().stream().map(told::get).toArray();
    return spark.createDataFrame(List.of(RowFactory.create(values)), table.schema());
  }
}
