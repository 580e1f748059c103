package io.soletape.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.tables.DeltaTable;
import io.soletape.lake.ScopeWriter.Written;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalSpark.class)
class SlotWriterTest {

  private static final Instant TEN = Instant.parse("2026-03-10T10:00:00Z");
  private static final Instant ELEVEN = Instant.parse("2026-03-10T11:00:00Z");
  private static final Table TAPE =
      new Table(
          "gold",
          "tape",
          "One row is the ask of a size in a slot.",
          List.of(
              Column.text("sku", "the style"),
              Column.text("size_key", "the size; null for the whole product"),
              Column.money("ask", "null where nobody asks"),
              Column.instant("slot_at", "the slot"),
              Column.instant("ingested_at", "when the row was first written"),
              Column.day("slot_date", "the day of the slot")),
          List.of("sku", "size_key", "slot_at"),
          List.of("slot_date"));

  @TempDir Path directory;

  private SparkSession spark;
  private Lake lake;

  @BeforeEach
  void makeALake(SparkSession session) {
    spark = session;
    lake = new Lake(session, directory.toString());
  }

  @Test
  void noRowsIntoAnAbsentTableMakeNoTable() {
    assertThat(write(TEN, List.of("A"))).isEqualTo(new Written(0, 0));
    assertThat(lake.has(TAPE)).isFalse();
  }

  @Test
  void theFirstWriteAppendsAndTheSameRowsAgainMakeNoVersion() {
    assertThat(write(TEN, List.of("A", "B"), row("A 9 120.00 @1"), row("B - 80.50 @1")))
        .isEqualTo(new Written(2, 2));
    assertThat(write(TEN, List.of("A", "B"), row("B - 80.50 @2"), row("A 9 120.00 @2")))
        .isEqualTo(new Written(2, 0));

    assertThat(lake.version(TAPE)).isZero();
    assertThat(rows()).containsExactly("10h A 9 120.00 @1", "10h B - 80.50 @1");
  }

  @Test
  void rowsThatAreMissingAreAppendedAndNothingIsRewritten() {
    write(TEN, List.of("A"), row("A 9 120.00 @1"));

    assertThat(write(TEN, List.of("A"), row("A 9 120.00 @2"), row("A 10 - @2"), row("A - 7.00 @2")))
        .isEqualTo(new Written(3, 2));

    assertThat(rows()).containsExactly("10h A - 7.00 @2", "10h A 10 - @2", "10h A 9 120.00 @1");
    assertThat(lastWriteMode()).isEqualTo("Append");
  }

  @Test
  void aChangeReplacesTheRowsOfItsSlotAndSkusAndKeepsWhenTheyWereFirstWritten() {
    write(TEN, List.of("A", "B"), row("A 9 1.00 @1"), row("A - 3.00 @1"), row("B 9 2.00 @1"));
    write(ELEVEN, List.of("A"), row("A 9 5.00 @1"));

    Written written =
        write(TEN, List.of("A"), row("A 9 1.10 @2"), row("A - - @2"), row("A 10 4.00 @2"));

    assertThat(written).isEqualTo(new Written(3, 3));
    assertThat(rows())
        .containsExactly(
            "10h A - - @1",
            "10h A 10 4.00 @2",
            "10h A 9 1.10 @1",
            "10h B 9 2.00 @1",
            "11h A 9 5.00 @1");
    assertThat(shown(writer(TEN, List.of("B")).present(TAPE))).containsExactly("10h B 9 2.00 @1");
  }

  @Test
  void aRowThatIsNoLongerGivenIsGone() {
    write(TEN, List.of("A", "B"), row("A 9 1.00 @1"), row("A - 3.00 @1"), row("B 9 2.00 @1"));

    assertThat(write(TEN, List.of("A"), row("A 9 1.00 @2"))).isEqualTo(new Written(1, 1));
    assertThat(rows()).containsExactly("10h A 9 1.00 @1", "10h B 9 2.00 @1");
    assertThat(write(TEN, List.of("B"))).isEqualTo(new Written(0, 1));
    assertThat(rows()).containsExactly("10h A 9 1.00 @1");
  }

  @Test
  void aKeyGivenTwiceDoesNotMultiplyWhenItIsWrittenAgain() {
    write(TEN, List.of("A"), row("A 9 1.00 @1"), row("A 9 2.00 @1"));

    write(TEN, List.of("A"), row("A 9 1.00 @2"), row("A 9 2.00 @2"));

    assertThat(rows()).containsExactly("10h A 9 1.00 @1", "10h A 9 2.00 @1");
  }

  /** SKU, size, ask and the second of ingestion; a dash is null. */
  private static String[] row(String text) {
    return text.split(" ");
  }

  private Written write(Instant slotAt, List<String> skus, String[]... rows) {
    return writer(slotAt, skus).write(TAPE, frame(slotAt, rows));
  }

  private SlotWriter writer(Instant slotAt, List<String> skus) {
    return new SlotWriter(lake, slotAt, skus.toArray());
  }

  private Dataset<Row> frame(Instant slotAt, String[]... rows) {
    return spark.createDataFrame(
        Stream.of(rows)
            .map(
                cells ->
                    RowFactory.create(
                        cells[0],
                        cells[1].equals("-") ? null : cells[1],
                        cells[2].equals("-") ? null : new BigDecimal(cells[2]),
                        slotAt,
                        slotAt.plusSeconds(Long.parseLong(cells[3].substring(1))),
                        slotAt.atZone(ZoneOffset.UTC).toLocalDate()))
            .toList(),
        TAPE.schema());
  }

  private List<String> rows() {
    return shown(lake.read(TAPE));
  }

  private static List<String> shown(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(SlotWriterTest::shown).sorted().toList();
  }

  private static String shown(Row row) {
    Instant slotAt = row.getAs("slot_at");
    Instant ingestedAt = row.getAs("ingested_at");
    String size = row.getAs("size_key");
    BigDecimal ask = row.getAs("ask");
    return "%dh %s %s %s @%d"
        .formatted(
            slotAt.atZone(ZoneOffset.UTC).getHour(),
            row.<String>getAs("sku"),
            size == null ? "-" : size,
            ask == null ? "-" : ask.toPlainString(),
            ingestedAt.getEpochSecond() - slotAt.getEpochSecond());
  }

  private String lastWriteMode() {
    return DeltaTable.forPath(spark, lake.path(TAPE))
        .history(1)
        .selectExpr("operationParameters['mode']")
        .first()
        .getString(0);
  }
}
