package io.soletape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.testing.TestRows;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TruthCheckTest {

  private static final List<String> KEY = List.of("sku", "size_key");

  @Test
  void equalRowsAreRight() {
    TruthCheck check = check(told().row("9", "100.00"), truth("9", "100"));

    assertThat(check.isRight()).isTrue();
    assertThat(check.values()).isEqualTo(3);
  }

  @Test
  void anotherValueIsDifferent() {
    TruthCheck check = check(told().row("9", "100.01"), truth("9", "100"));

    assertThat(check.different()).isEqualTo(1);
    assertThat(check.examples()).containsExactly("A 9: lowest_ask is 100.01, true is 100");
  }

  @Test
  void aValueThatNobodyToldIsDifferentFromOne() {
    assertThat(check(told().row("9", null), truth("9", "100")).different()).isEqualTo(1);
  }

  @Test
  void aRowThatIsNotThereIsMissing() {
    assertThat(check(told().row("9", "100"), truth("9", "100"), truth("10", "100")).missing())
        .isEqualTo(1);
  }

  @Test
  void aRowThatShouldNotBeThereIsExtraAndSoIsOneThatIsThereTwice() {
    TestRows rows = told().row("9", "100").row("9", "100").row("10", "100");

    assertThat(check(rows, truth("9", "100")).extra()).isEqualTo(2);
  }

  @Test
  void nothingToCompareIsNotRight() {
    assertThat(check(told()).isRight()).isFalse();
  }

  private static TestRows told() {
    return TestRows.of(Tables.MASTER_MARKET_DATA, "size_key", "lowest_ask").with("sku", "A");
  }

  private static Map<String, Object> truth(String size, String ask) {
    Map<String, Object> row = new HashMap<>();
    row.put("sku", "A");
    row.put("size_key", size);
    row.put("lowest_ask", new BigDecimal(ask));
    return row;
  }

  @SafeVarargs
  private static TruthCheck check(TestRows rows, Map<String, Object>... expected) {
    return TruthCheck.of(rows.dataset(), KEY, Arrays.asList(expected));
  }
}
