package io.soletape.silver;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.EarlierQuotes;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.TestRows;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two slots before the one at noon, in the second of which sizes may have been refused. */
class EarlierQuotesTest {

  private static final String FIRST = "2026-03-10T10:00:00Z";
  private static final String SECOND = "2026-03-10T11:00:00Z";
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final List<String> MARKET =
      List.of("platform", "sku", "region_code", "currency_code");

  @TempDir private Path folder;

  @Test
  void aSizeThatWasRefusedIsHeldAgainstWhatItWasBefore() {
    assertThat(before("unit_suspect", "9")).containsExactly(SECOND + " | 8", FIRST + " | 9");
  }

  @ParameterizedTest
  @CsvSource({"size_not_carried, 9", "unit_suspect, 10", "unit_suspect,"})
  void aSizeThatWasNotRefusedIsHeldAgainstTheSlotBeforeAlone(String reason, String size) {
    assertThat(before(reason, size)).containsExactly(SECOND + " | 8");
  }

  private List<String> before(String reason, String size) {
    Lake lake = new Lake(LocalSpark.session(), folder.toString());
    lake.append(Tables.QUOTES, quotes().row(FIRST, "8").row(FIRST, "9").row(SECOND, "8").dataset());
    lake.append(
        Tables.QUARANTINE,
        TestRows.of(Tables.QUARANTINE, "reason", "size_key")
            .with("platform", "stockx")
            .with("sku", "DD1391-100")
            .with("slot_at", SECOND)
            .with("slot_date", "2026-03-10")
            .row(reason, size)
            .dataset());
    TestRows now = quotes().row(NOON.toString(), "8").row(NOON.toString(), "9");

    return told(
            new EarlierQuotes(lake, NOON, new Object[] {"DD1391-100"})
                .newestOf(
                    lake.read(Tables.QUOTES), MARKET, "programme", now.dataset(), now.dataset()),
            "slot_at",
            "size_key")
        .stream()
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  private static TestRows quotes() {
    return TestRows.of(Tables.QUOTES, "slot_at", "size_key")
        .with("platform", "stockx")
        .with("sku", "DD1391-100")
        .with("region_code", "US")
        .with("currency_code", "USD")
        .with("programme", "standard")
        .with("slot_date", "2026-03-10");
  }
}
