package io.soletape.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.soletape.market.Platform;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class LedgerSchemaTest {

  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final BudgetKey KEY = BudgetKey.of(Platform.STOCKX, "key-1");
  private static final Limit ONE_A_SECOND = new Limit(1, Optional.empty(), 0);

  @Parameter TestDatabase database;
  @TempDir Path directory;

  private String url;

  @BeforeEach
  void chooseALedger() {
    url = database.freshUrl(directory);
  }

  @Test
  void theTablesOfVersionOneAreBroughtUpToDateWithTheirCounts() {
    execute(
        "CREATE TABLE next_turns (budget_key TEXT PRIMARY KEY, leased_us BIGINT NOT NULL,"
            + " next_us BIGINT NOT NULL)");
    execute(
        "CREATE TABLE calls (budget_key TEXT NOT NULL, minute_us BIGINT NOT NULL,"
            + " calls INTEGER NOT NULL, PRIMARY KEY (budget_key, minute_us))");
    execute("INSERT INTO calls VALUES ('%s', %d, 7)".formatted(KEY.text(), EpochMicros.of(NOON)));
    execute(
        "INSERT INTO next_turns VALUES ('%s', %d, %d)"
            .formatted(KEY.text(), EpochMicros.of(NOON), EpochMicros.of(NOON.plusSeconds(7))));

    try (SqlLedger ledger = SqlLedger.open(url, () -> NOON)) {
      assertThat(ledger.usage(KEY)).isEqualTo(new Usage(7, 7));
      assertThat(ledger.lease(KEY, ONE_A_SECOND, Priority.HOT, 1))
          .isEqualTo(new Lease.Granted(NOON, NOON.plusSeconds(7), 1));
      assertThat(ledger.trouble(KEY)).isEmpty();
    }
    SqlLedger.open(url).close();
    assertThat(TestDatabase.count(url, "ledger_version")).isEqualTo(1);
  }

  @Test
  void tablesOfANewerVersionAreRefused() {
    SqlLedger.open(url).close();
    execute("UPDATE ledger_version SET version = 3");

    refused("tables are of version 3, and this program knows versions 1 to 2");
  }

  @Test
  void aTableOfAnotherShapeIsRefused() {
    execute("CREATE TABLE calls (phone TEXT, minutes INTEGER)");

    refused(
        "table calls with columns [phone, minutes] where [budget_key, minute_us, calls] are"
            + " needed");
    assertThat(TestDatabase.count(url, "calls")).isZero();
  }

  @Test
  void aRefusedDatabaseIsLeftAsItWas() {
    execute("CREATE TABLE locks (door TEXT)");

    refused("table locks with columns [door]");

    execute("CREATE TABLE calls (still_free TEXT)");
  }

  @RepeatedTest(5)
  void manyMayOpenANewLedgerAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Usage>> work =
          IntStream.range(0, 8).<Callable<Usage>>mapToObj(thread -> this::usage).toList();
      for (Future<Usage> usage : threads.invokeAll(work)) {
        assertThat(usage.get()).isEqualTo(new Usage(0, 0));
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(TestDatabase.count(url, "ledger_version")).isEqualTo(1);
  }

  private Usage usage() {
    try (SqlLedger ledger = SqlLedger.open(url)) {
      return ledger.usage(KEY);
    }
  }

  private void refused(String why) {
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> SqlLedger.open(url))
        .withMessageContaining(why)
        .withMessageContaining("in SOLETAPE_LEDGER");
  }

  private void execute(String sql) {
    TestDatabase.execute(url, sql);
  }
}
