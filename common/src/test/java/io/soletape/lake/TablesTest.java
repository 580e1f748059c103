package io.soletape.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

@ExtendWith(LocalSpark.class)
class TablesTest {

  static final List<Table> ALL = Tables.ALL;

  // Tried with Spark, deltalake, Polars and DuckDB: all of them read these.
  private static final Set<DataType> READ_BY_ALL =
      Set.of(
          DataTypes.StringType,
          DataTypes.TimestampType,
          DataTypes.DateType,
          DataTypes.BooleanType,
          DataTypes.IntegerType,
          DataTypes.LongType,
          DataTypes.DoubleType);

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @Test
  void everyTableIsListedOnce() {
    assertThat(Tables.ALL.stream().map(Table::path))
        .doesNotHaveDuplicates()
        .allMatch(path -> path.matches("(bronze|silver|gold|ops)/[a-z_]+"))
        .contains(
            "bronze/platform_responses",
            "silver/mappings",
            "silver/variants",
            "silver/quotes",
            "silver/quarantine",
            "gold/master_market_data",
            "ops/coverage",
            "ops/runs",
            "ops/quality_results");
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void columnsAreToldApartAndExplained(Table table) {
    assertThat(table.columnNames())
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z][a-z0-9_]*"));
    assertThat(table.columns()).allMatch(column -> !column.meaning().isBlank());
    assertThat(table.key()).isNotEmpty().doesNotHaveDuplicates().isSubsetOf(table.columnNames());
    assertThat(table.partitionedBy()).isSubsetOf(table.columnNames());
    assertThat(table.grain()).startsWith("One row is ");
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void everyReaderKnowsTheTypes(Table table) {
    assertThat(table.columns())
        .allSatisfy(column -> assertThat(parts(column.type())).allMatch(TablesTest::isReadByAll));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bronze/platform_responses | request_id
          silver/mappings           | platform sku
          silver/variants           | platform sku size_key
          silver/sales              | platform sku size_key region_code is_consigned price \
          currency_code purchased_at occurrence
          silver/sales_coverage     | platform sku size_key region_code
          gold/master_market_data   | platform sku size_key region_code currency_code programme \
          slot_at
          ops/runs                  | run_id
          ops/quality_results       | run_id check
          """)
  void keysAreThoseOfTheContract(String path, String key) {
    assertThat(table(path).key()).containsExactlyInAnyOrder(key.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bronze/platform_responses | request_id slot_at tier run_id platform endpoint sku params \
          http_status outcome attempts body body_sha256 requested_at fetched_at duration_ms
          silver/mappings | platform sku status platform_product_id matched_style evidence \
          checked_at verified_at
          silver/variants | platform sku platform_product_id platform_variant_id size_key \
          size_class size_us size_uk size_eu gtins flex_eligible direct_eligible is_carried
          silver/sales | platform sku size_key region_code is_consigned price currency_code \
          purchased_at occurrence first_seen_at request_id
          silver/sales_coverage | platform sku size_key region_code complete_from_at complete_to_at
          silver/offer_bins | platform sku size_key region_code price offers snapshot_at request_id
          silver/quarantine | request_id platform endpoint sku size_key reason detail \
          parser_version seen_at released_at
          gold/master_market_data | platform platform_product_id platform_variant_id sku brand \
          model_name colorway gender release_date retail_price size_key size_numeric size_system \
          size_class size_uk size_eu region_code currency_code programme is_flex is_direct \
          is_consigned lowest_ask highest_bid last_sale_price spread_absolute spread_percentage \
          market_state is_crossed ask_at_listing_cap global_indicator_price sell_faster_price \
          earn_more_price beat_us_price base_currency_code fx_rate fx_as_of lowest_ask_base \
          highest_bid_base last_sale_price_base sales_last_72h sales_last_7d sales_last_30d \
          total_sales_volume sales_complete_since sales_are_complete average_sale_price_30d \
          price_volatility_30d price_premium bid_count bid_depth flex_eligible direct_eligible \
          snapshot_at changed_at slot_at ingested_at request_id run_id parser_version
          ops/coverage | slot_at tier platform sku region_code currency_code programme size_key \
          outcome reason
          ops/runs | run_id tier slot_at status planned fetched reused failed deferred resume_at \
          calls rows coverage seconds started_at finished_at code_version
          ops/quality_results | run_id check severity passed observed limit offenders
          """)
  void theColumnsOfTheContractAreThere(String path, String columns) {
    assertThat(table(path).columnNames()).contains(columns.split(" "));
  }

  @Test
  void scalesAreThoseOfTheContract() {
    StructType tape = Tables.MASTER_MARKET_DATA.schema();

    assertThat(tape.apply("lowest_ask").dataType()).isEqualTo(new DecimalType(12, 2));
    assertThat(tape.apply("spread_percentage").dataType()).isEqualTo(new DecimalType(9, 4));
    assertThat(tape.apply("fx_rate").dataType()).isEqualTo(new DecimalType(18, 8));
    assertThat(tape.apply("snapshot_at").dataType()).isEqualTo(DataTypes.TimestampType);
  }

  @Test
  void writtenTablesAreReadableByEveryReader(SparkSession spark) throws IOException {
    Lake lake = new Lake(spark, directory.toString());

    // Between them they hold every kind of type; all are written through the same door.
    for (Table table : List.of(Tables.MASTER_MARKET_DATA, Tables.RUNS, Tables.MAPPINGS)) {
      lake.append(table, lake.read(table));

      JsonNode protocol = logged(table, "protocol");
      assertThat(protocol.path("minReaderVersion").asInt()).isEqualTo(1);
      assertThat(protocol.path("minWriterVersion").asInt()).isLessThanOrEqualTo(2);
      assertThat(protocol.has("readerFeatures")).isFalse();
      JsonNode metadata = logged(table, "metaData");
      JsonNode properties = metadata.path("configuration");
      assertThat(properties.path("delta.enableDeletionVectors").asText()).isEqualTo("false");
      assertThat(properties.path("delta.checkpointPolicy").asText()).isEqualTo("classic");
      assertThat(properties.path("delta.columnMapping.mode").asText("none")).isEqualTo("none");
      assertThat(properties.path("delta.dataSkippingStatsColumns").asText())
          .isEqualTo(String.join(",", table.searchedBy()));
      assertThat(metadata.path("partitionColumns"))
          .map(JsonNode::asText)
          .isEqualTo(table.partitionedBy());
      assertThat(lake.read(table).schema()).isEqualTo(table.schema());
    }
  }

  @ParameterizedTest
  @CsvSource({"sku, nowhere, slot_date", "nowhere, sku, sku"})
  void aTableRefusesAKeyOrPartitionThatIsNoColumn(String column, String key, String partition) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Table(
                    "gold",
                    "tape",
                    "One row is a test.",
                    List.of(Column.text(column, "a column")),
                    List.of(key),
                    List.of(partition)))
        .withMessageContaining("Table tape");
  }

  private JsonNode logged(Table table, String action) throws IOException {
    Path commit = directory.resolve(table.path()).resolve("_delta_log/00000000000000000000.json");
    for (String line : Files.readAllLines(commit)) {
      JsonNode found = JSON.readTree(line).path(action);
      if (!found.isMissingNode()) {
        return found;
      }
    }
    throw new AssertionError("No " + action + " in " + commit);
  }

  private static Table table(String path) {
    return Tables.ALL.stream().filter(table -> table.path().equals(path)).findFirst().orElseThrow();
  }

  private static boolean isReadByAll(DataType type) {
    return READ_BY_ALL.contains(type)
        || type instanceof DecimalType decimal && decimal.precision() <= 38;
  }

  /** The type itself, or what a list, map or struct is made of. */
  private static List<DataType> parts(DataType type) {
    List<DataType> parts = new ArrayList<>();
    if (type instanceof ArrayType list) {
      parts.addAll(parts(list.elementType()));
    } else if (type instanceof MapType map) {
      parts.addAll(parts(map.keyType()));
      parts.addAll(parts(map.valueType()));
    } else if (type instanceof StructType struct) {
      Stream.of(struct.fields())
          .map(StructField::dataType)
          .forEach(field -> parts.addAll(parts(field)));
    } else {
      parts.add(type);
    }
    return parts;
  }
}
