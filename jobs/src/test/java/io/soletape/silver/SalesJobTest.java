package io.soletape.silver;

import static io.soletape.testing.TestRows.told;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.fetch.BronzeAnswers;
import io.soletape.lake.Held;
import io.soletape.lake.Lake;
import io.soletape.lake.SlotWriter;
import io.soletape.lake.Tables;
import io.soletape.market.Sku;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.TestRows;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers of several slots add up in a lake, in whatever order they come. */
class SalesJobTest {

  private static final Sku SKU = new Sku("DD1391-100");

  @TempDir Path folder;

  private Lake lake;

  @BeforeEach
  void fillTheLake() {
    lake = new Lake(LocalSpark.session(), folder.toString());
    lake.append(
        Tables.VARIANTS,
        TestRows.of(Tables.VARIANTS, "size_us", "size_key")
            .with("platform", "alias")
            .with("sku", SKU.code())
            .with("is_carried", true)
            .row("9", "9")
            .dataset());
    answer("10", "07:10", "08:20", "09:00", "09:00");
    answer("11", "09:00", "09:00", "09:00", "10:30");
    answer("12", "10:31", "10:40", "11:10", "11:20");
  }

  @Test
  void anOverlapAddsAGapStartsAgainAndARepetitionChangesNothing() {
    silver("10");
    silver("11");

    assertThat(sales())
        .containsExactlyInAnyOrder(
            "07:10 1 r10",
            "08:20 1 r10",
            "09:00 1 r10",
            "09:00 2 r10",
            "09:00 3 r11",
            "10:30 1 r11");
    assertThat(covered()).containsExactly("07:10:00.000001Z to 11:00:05Z: 6");

    silver("12");

    assertThat(sales()).hasSize(10);
    assertThat(covered()).containsExactly("10:31:00.000001Z to 12:00:05Z: 10");

    List<Long> versions = versions();
    silver("11");

    assertThat(versions()).as("a repetition changes nothing").isEqualTo(versions);
  }

  @Test
  void theOrderOfTheSlotsDoesNotMatter() {
    silver("11");
    silver("12");
    silver("10");

    assertThat(sales())
        .contains("09:00 1 r10", "09:00 2 r10", "09:00 3 r11", "10:30 1 r11")
        .hasSize(10);
    assertThat(covered()).containsExactly("10:31:00.000001Z to 12:00:05Z: 10");
  }

  @Test
  void whatAnAnswerIsNotUnderstoodToTellAnyMoreIsTakenBack() {
    misread("10", "03:10", "09:59");
    silver("11");
    assertThat(sales()).contains("03:10 1 r10", "09:59 1 r10").hasSize(6);

    silver("10");

    assertThat(sales())
        .containsExactlyInAnyOrder(
            "07:10 1 r10",
            "08:20 1 r10",
            "09:00 1 r10",
            "09:00 2 r10",
            "09:00 3 r11",
            "10:30 1 r11");
    assertThat(covered()).containsExactly("07:10:00.000001Z to 11:00:05Z: 6");
  }

  @Test
  void aSaleThatAnotherAnswerTellsTooStaysWithThatAnswer() {
    misread("10", "09:00", "10:30");
    silver("11");
    assertThat(sales()).contains("10:30 1 r10");

    silver("10");

    assertThat(sales()).contains("09:00 1 r10", "10:30 1 r11").hasSize(6);
  }

  @Test
  void withItsLastAnswerTheKnownIntervalGoesToo() {
    misread("10", "03:10");
    lake.replace(
        Tables.PLATFORM_RESPONSES,
        lake.read(Tables.PLATFORM_RESPONSES).withColumn("body", lit("{]")),
        "true");

    silver("10");

    assertThat(sales()).isEmpty();
    assertThat(covered()).isEmpty();
  }

  // As a parser reads it that takes other times for those of the sales.
  private void misread(String hour, String... times) {
    Dataset<Row> told = Held.of(lake.read(Tables.PLATFORM_RESPONSES));
    String id = "r" + hour;
    lake.replace(
        Tables.PLATFORM_RESPONSES,
        told.where("request_id <> '" + id + "'").unionByName(answered(hour, times)),
        "true");
    silver(hour);
    lake.replace(Tables.PLATFORM_RESPONSES, told, "true");
  }

  private void silver(String hour) {
    Slot slot = new Slot(Tier.HOT, Instant.parse(at(hour + ":00")));
    Object[] skus = {SKU.code()};
    Dataset<Row> read = ReadDepth.of(BronzeAnswers.ofSlot(lake, slot));
    Dataset<Row> variants = lake.read(Tables.VARIANTS);
    SlotWriter writer = new SlotWriter(lake, slot.at(), skus);
    Dataset<Row> before = Held.of(writer.present(Tables.DEPTH_ANSWERS));
    writer.write(Tables.DEPTH_ANSWERS, DepthRows.answers(read, variants));
    new SalesJob(lake, slot.at(), skus)
        .keep(DepthRows.sales(read, variants), writer.present(Tables.DEPTH_ANSWERS), before);
  }

  private void answer(String hour, String... times) {
    lake.append(Tables.PLATFORM_RESPONSES, answered(hour, times));
  }

  private static Dataset<Row> answered(String hour, String... times) {
    String rows =
        String.join(
            ",",
            Stream.of(times)
                .map(
                    time ->
                        "{\"purchased_at\": \"%s\", \"price_cents\": \"10900\", \"size\": 9, \"consigned\": false, \"catalog_id\": \"dunk\"}"
                            .formatted(at(time)))
                .toList());
    return TestRows.of(Tables.PLATFORM_RESPONSES, "request_id", "body")
        .with("platform", "alias")
        .with("endpoint", "recent_sales")
        .with("sku", SKU.code())
        .with("outcome", "ok")
        .with(
            "params",
            Map.of(
                "catalog_id",
                "dunk",
                "region_id",
                "1",
                "size",
                "9",
                "limit",
                String.valueOf(times.length)))
        .with("requested_at", "2026-03-01T" + hour + ":00:05Z")
        .with("fetched_at", "2026-03-01T" + hour + ":00:07Z")
        .with("slot_at", at(hour + ":00"))
        .with("slot_date", "2026-03-01")
        .row("r" + hour, "{\"recent_sales\": [" + rows + "]}")
        .dataset();
  }

  private static String at(String time) {
    return "2026-03-01T" + time + ":00Z";
  }

  private List<String> sales() {
    return told(
        lake.read(Tables.SALES)
            .selectExpr(
                "date_format(purchased_at, 'HH:mm') || ' ' || occurrence || ' ' || request_id AS"
                    + " sale"),
        "sale");
  }

  private List<String> covered() {
    return lake.read(Tables.SALES_COVERAGE).collectAsList().stream()
        .map(
            row ->
                "%s to %s: %d"
                    .formatted(
                        row.<Instant>getAs("complete_from_at").toString().substring(11),
                        row.<Instant>getAs("complete_to_at").toString().substring(11),
                        row.<Long>getAs("standard_sales")))
        .toList();
  }

  private List<Long> versions() {
    return List.of(
        lake.version(Tables.SALES),
        lake.version(Tables.SALES_COVERAGE),
        lake.version(Tables.DEPTH_ANSWERS));
  }
}
