package io.soletape.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.soletape.config.SettingException;
import io.soletape.lake.Lake;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import io.soletape.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceJobTest {

  private static final Table TABLE = Tables.FX_RATES;
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Clock NEXT_MONTH = Clock.offset(Clock.systemUTC(), Duration.ofDays(30));

  @TempDir private static Path prepared;
  @TempDir private Path folder;
  private Lake lake;

  @BeforeAll
  static void writeThreeVersions() {
    Lake lake = lakeIn(prepared);
    for (int version = 0; version < 3; version++) {
      lake.append(TABLE, rate("answer-" + version));
    }
  }

  @BeforeEach
  void copyThem() throws IOException {
    FileUtils.copyDirectory(prepared.toFile(), folder.toFile());
    lake = lakeIn(folder);
  }

  @Test
  void filesArePutTogetherAndNoRowIsLost() {
    Maintained done = maintain(Duration.ofDays(90), Clock.systemUTC());

    assertThat(done.filesBefore()).isEqualTo(3);
    assertThat(done.filesAfter()).isEqualTo(1);
    assertThat(done.filesVacuumed()).isZero();
    assertThat(lake.read(TABLE).count()).isEqualTo(3);
  }

  @Test
  void whatIsWithinTheRetentionCanStillBeRead() {
    maintain(Duration.ofDays(90), Clock.systemUTC());

    assertThat(rowsOf(1)).isEqualTo(2);
  }

  @Test
  void aSecondTimeThereIsNothingToDo() {
    maintain(WEEK, Clock.systemUTC());
    long version = lake.version(TABLE);

    Maintained again = maintain(WEEK, Clock.systemUTC());

    assertThat(again.filesBefore()).isEqualTo(1);
    assertThat(lake.version(TABLE)).isEqualTo(version);
  }

  @Test
  void aPinnedTableKeepsItsWholeLog() {
    new Pins(lake, Clock.systemUTC()).pin("before-the-sale");

    maintain(WEEK, Clock.systemUTC());

    assertThat(properties()).containsEntry("delta.logRetentionDuration", "interval 36500 days");
  }

  @Test
  void aTableWhosePinWentForgetsAgain() {
    Pins pins = new Pins(lake, Clock.systemUTC());
    pins.pin("before-the-sale");
    maintain(WEEK, Clock.systemUTC());
    pins.remove("before-the-sale");

    maintain(WEEK, Clock.systemUTC());

    assertThat(properties()).containsEntry("delta.logRetentionDuration", "interval 7 days");
  }

  @Test
  void whatAPinNeedsIsNotRemovedHoweverOld() {
    new Pins(lake, Clock.systemUTC()).pin("before-the-sale");

    maintain(WEEK, Clock.systemUTC());
    maintain(WEEK, NEXT_MONTH);

    assertThat(rowsOf(2)).isEqualTo(3);
  }

  @Test
  void theFiguresAreAmongTheRuns() {
    maintain(WEEK, Clock.systemUTC());

    Row run = lake.read(Tables.RUNS).first();
    Map<String, Long> figures = run.getJavaMap(run.fieldIndex("metrics"));
    assertThat(run.<String>getAs("tier")).isEqualTo("maintenance");
    assertThat(figures)
        .containsEntry("silver/fx_rates.files_before", 3L)
        .containsEntry("silver/fx_rates.files", 1L);
  }

  @Test
  void aNameIsTakenOnce() {
    Pins pins = new Pins(lake, Clock.systemUTC());
    pins.pin("audit");

    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> pins.pin("audit"))
        .withMessageContaining("'audit' is there already");
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> pins.remove("nothing"))
        .withMessageContaining("no pin 'nothing'");
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> pins.pin("a b"))
        .withMessageContaining("'a b'");
  }

  private Maintained maintain(Duration retention, Clock clock) {
    return new MaintenanceJob(lake, retention, "test", clock)
        .run().stream().filter(done -> done.table().equals(TABLE.path())).findFirst().orElseThrow();
  }

  private long rowsOf(int version) {
    return lake.spark()
        .read()
        .format("delta")
        .option("versionAsOf", version)
        .load(lake.path(TABLE))
        .count();
  }

  private Map<String, String> properties() {
    Row detail =
        io.delta.tables.DeltaTable.forPath(lake.spark(), lake.path(TABLE)).detail().first();
    return detail.getJavaMap(detail.fieldIndex("properties"));
  }

  private static Lake lakeIn(Path folder) {
    return new Lake(LocalSpark.session(), folder.toString());
  }

  private static Dataset<Row> rate(String requestId) {
    Instant now = Instant.parse("2026-01-05T10:00:00Z");
    Row row =
        RowFactory.create(
            LocalDate.ofInstant(now, ZoneOffset.UTC),
            "USD",
            new java.math.BigDecimal("1.08000000"),
            requestId,
            now,
            now,
            "1");
    return LocalSpark.session().createDataFrame(List.of(row), TABLE.schema()).coalesce(1);
  }
}
