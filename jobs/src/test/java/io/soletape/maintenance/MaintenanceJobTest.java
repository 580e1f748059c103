package io.soletape.maintenance;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.soletape.budget.SqlLocks;
import io.soletape.config.SettingException;
import io.soletape.http.Sleeper;
import io.soletape.lake.AtOnce;
import io.soletape.lake.Lake;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import io.soletape.run.LedgerLocks;
import io.soletape.run.ProcessName;
import io.soletape.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceJobTest {

  private static final Table TABLE = Tables.FX_RATES;
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration MONTH = Duration.ofDays(30);
  private static final String TOO_OLD = "Cannot time travel beyond";
  private static final String STATISTICS = "delta.dataSkippingStatsColumns";
  private static final Pattern MOMENT =
      Pattern.compile("\"(timestamp|createdTime|modificationTime|deletionTimestamp)\":(\\d+)");

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
    Path copy = folder.resolve("lake");
    FileUtils.copyDirectory(prepared.toFile(), copy.toFile());
    lake = lakeIn(copy);
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
  void aVersionWithinTheRetentionStays() throws IOException {
    lake.replace(TABLE, rate("mended"), "true");
    letPass(WEEK.minusDays(1));

    Maintained done = maintain(WEEK, Clock.systemUTC());

    assertThat(done.filesVacuumed()).isZero();
    assertThat(answersOf(2)).containsExactly("answer-0", "answer-1", "answer-2");
  }

  @Test
  void aVersionOlderThanTheRetentionGoes() throws IOException {
    lake.replace(TABLE, rate("mended"), "true");
    letPass(WEEK.plusDays(1));

    Maintained done = maintain(WEEK, Clock.systemUTC());

    assertThat(done.filesVacuumed()).isEqualTo(3);
    assertThatException().isThrownBy(() -> answersOf(2)).withMessageContaining(TOO_OLD);
    assertThat(answersOf(lake.version(TABLE))).containsExactly("mended");
  }

  @Test
  void aPinnedVersionStaysHoweverOldUntilItsPinGoes() throws IOException {
    long audited = pinned("before-the-sale");
    lake.replace(TABLE, rate("newest"), "true");
    letPass(MONTH);

    assertThat(maintain(WEEK, Clock.systemUTC()).filesVacuumed()).isZero();
    assertThat(answersOf(audited)).containsExactly("answer-0", "answer-1", "answer-2");

    new Pins(lake, Clock.systemUTC()).remove("before-the-sale");
    assertThat(maintain(WEEK, Clock.systemUTC()).filesVacuumed()).isEqualTo(3);
    assertThatException().isThrownBy(() -> answersOf(audited)).withMessageContaining(TOO_OLD);
    assertThat(answersOf(lake.version(TABLE))).containsExactly("newest");
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
  void aPinnedTableRemembersForGoodFromThenOn() {
    pinned("before-the-sale");

    assertThat(properties())
        .containsEntry("delta.logRetentionDuration", "interval 36500 days")
        .containsEntry("delta.deletedFileRetentionDuration", "interval 36500 days");
  }

  @Test
  void aTableOfAnOlderVersionLearnsWhichColumnsItIsSearchedBy() {
    lake.spark()
        .sql(
            "ALTER TABLE delta.`%s` SET TBLPROPERTIES ('%s' = 'rate_date,request_id')"
                .formatted(lake.path(TABLE), STATISTICS));

    maintain(WEEK, Clock.systemUTC());

    assertThat(properties()).containsEntry(STATISTICS, String.join(",", TABLE.searchedBy()));
  }

  @Test
  void columnsThatCameLaterAreNoStatisticsYet() {
    assertThat(TableProperties.statisticsOf(Tables.MASTER_MARKET_DATA, List.of("sku")))
        .isEqualTo(Map.of(STATISTICS, "sku"));
    assertThat(TableProperties.statisticsOf(Tables.PINS, Tables.PINS.columnNames())).isEmpty();
  }

  @Test
  void aWriterAndMaintenanceOfOneTableWaitForEachOther() {
    String ledger = "jdbc:sqlite:" + folder.resolve("ledger.db");
    AtomicBoolean isMaintained = new AtomicBoolean();
    AtomicInteger written = new AtomicInteger();
    try (LedgerLocks ofTheWriter = locks(ledger, ProcessName.own());
        LedgerLocks ofMaintenance = locks(ledger, new ProcessName("another-machine", 4, 5))) {
      Lake writing = new Lake(lake.spark(), lake.root(), ofTheWriter);
      Lake maintained = new Lake(lake.spark(), lake.root(), ofMaintenance);
      AtOnce.run(
          () -> {
            try {
              maintain(maintained, WEEK, Clock.systemUTC());
            } finally {
              isMaintained.set(true);
            }
          },
          () -> {
            while (!isMaintained.get()) {
              writing.upsert(TABLE, rate("written-" + written.incrementAndGet()));
            }
          });
    }

    assertThat(written).hasPositiveValue();
    assertThat(lake.read(TABLE).select("request_id").distinct().count())
        .isEqualTo(3 + written.get());
    assertThat(lake.read(TABLE).count()).isEqualTo(3 + written.get());
    assertThat(properties()).containsEntry("delta.logRetentionDuration", "interval 7 days");
  }

  private static LedgerLocks locks(String ledger, ProcessName self) {
    return new LedgerLocks(
        SqlLocks.open(ledger),
        "/lake",
        self,
        pause -> Sleeper.real().sleep(Duration.ofMillis(1)),
        note -> {},
        System::nanoTime);
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
    return maintain(lake, retention, clock);
  }

  private static Maintained maintain(Lake lake, Duration retention, Clock clock) {
    return new MaintenanceJob(lake, retention, "test", clock)
        .run().stream().filter(done -> done.table().equals(TABLE.path())).findFirst().orElseThrow();
  }

  private long pinned(String name) {
    return new Pins(lake, Clock.systemUTC())
        .pin(name).stream()
            .filter(pin -> pin.table().equals(TABLE.path()))
            .findFirst()
            .orElseThrow()
            .version();
  }

  private List<String> answersOf(long version) {
    return lake.spark()
        .read()
        .format("delta")
        .option("versionAsOf", version)
        .load(lake.path(TABLE))
        .select("request_id")
        .orderBy("request_id")
        .as(Encoders.STRING())
        .collectAsList();
  }

  /**
   * Goes on in a copy of the lake in which all that was done so far was done so much earlier: by
   * the times of its files and those in its logs. Delta goes by the clock of this machine.
   */
  private void letPass(Duration time) throws IOException {
    Path now = Path.of(lake.root());
    Path later = now.resolveSibling(now.getFileName() + "-" + time.toDays());
    List<Path> files;
    try (Stream<Path> all = Files.walk(now)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      // Checksums would not hold any more.
      if (!file.getFileName().toString().endsWith(".crc")) {
        copyAged(file, later.resolve(now.relativize(file)), time);
      }
    }
    lake = lakeIn(later);
    if (lake.has(Tables.PINS)) {
      String committedAt = "committed_at - INTERVAL %d DAYS".formatted(time.toDays());
      lake.replace(
          Tables.PINS,
          lake.read(Tables.PINS).withColumn("committed_at", expr(committedAt)),
          "true");
    }
  }

  private static void copyAged(Path file, Path copy, Duration time) throws IOException {
    Files.createDirectories(copy.getParent());
    if (file.toString().endsWith(".json")) {
      Files.writeString(
          copy,
          MOMENT
              .matcher(Files.readString(file))
              .replaceAll(
                  moment ->
                      "\"%s\":%d"
                          .formatted(
                              moment.group(1), Long.parseLong(moment.group(2)) - time.toMillis())));
    } else {
      Files.copy(file, copy);
    }
    Files.setLastModifiedTime(
        copy, FileTime.from(Files.getLastModifiedTime(file).toInstant().minus(time)));
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
