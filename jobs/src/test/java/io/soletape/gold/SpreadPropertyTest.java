package io.soletape.gold;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import io.soletape.testing.TestRows;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Spreads of many quotes against the same sums in Java. One try looks at many quotes. */
class SpreadPropertyTest {

  private static final int QUOTES = 300;
  private static final Instant NOW = Instant.parse("2026-03-01T10:09:00Z");
  private static final BigDecimal WIDEST = new BigDecimal("99999.9999");

  @Property(tries = 2, shrinking = ShrinkingMode.OFF)
  void theSpreadIsThatOfAskAndBid(@ForAll Random random) {
    TestRows quotes =
        TestRows.of(Tables.QUOTES, "size_key", "lowest_ask", "highest_bid")
            .with("platform", "stockx")
            .with("sku", "DD1391-100")
            .with("region_code", "US")
            .with("currency_code", "USD")
            .with("programme", "standard")
            .with("is_new_in_good_box", true)
            .with("snapshot_at", "2026-03-01T10:00:07Z")
            .with("slot_at", "2026-03-01T10:00:00Z");
    Map<String, String> expected = new HashMap<>();
    for (int index = 0; index < QUOTES; index++) {
      Optional<BigDecimal> ask = amount(random);
      Optional<BigDecimal> bid = amount(random);
      quotes.row(String.valueOf(index), ask.orElse(null), bid.orElse(null));
      expected.put(String.valueOf(index), model(ask, bid));
    }

    Map<String, String> found = new HashMap<>();
    tape(quotes)
        .collectAsList()
        .forEach(
            row ->
                found.put(
                    row.getAs("size_key"),
                    text(
                        Optional.ofNullable(row.getAs("spread_absolute")),
                        Optional.ofNullable(row.getAs("spread_percentage")),
                        row.getAs("market_state"),
                        row.getAs("is_crossed"))));

    assertThat(found).isEqualTo(expected);
  }

  private static String model(Optional<BigDecimal> ask, Optional<BigDecimal> bid) {
    Optional<BigDecimal> spread = ask.flatMap(high -> bid.map(high::subtract));
    Optional<BigDecimal> percentage =
        spread
            .map(gap -> gap.movePointRight(2).divide(ask.orElseThrow(), 4, RoundingMode.HALF_EVEN))
            .filter(told -> told.abs().compareTo(WIDEST) <= 0);
    String state =
        ask.isPresent()
            ? bid.isPresent() ? "two_sided" : "ask_only"
            : bid.isPresent() ? "bid_only" : "empty";
    return text(spread, percentage, state, spread.filter(gap -> gap.signum() <= 0).isPresent());
  }

  private static String text(
      Optional<BigDecimal> spread,
      Optional<BigDecimal> percentage,
      String state,
      boolean isCrossed) {
    return "%s %s %s %s"
        .formatted(
            spread.map(BigDecimal::toPlainString).orElse("-"),
            percentage.map(BigDecimal::toPlainString).orElse("-"),
            state,
            isCrossed);
  }

  // Small amounts meet the halves of the last digit, and each other, oftenest.
  private static Optional<BigDecimal> amount(Random random) {
    int most = random.nextBoolean() ? 30 : 5_000_000;
    return random.nextInt(8) == 0
        ? Optional.empty()
        : Optional.of(BigDecimal.valueOf(1 + random.nextInt(most), 2));
  }

  private static Dataset<Row> tape(TestRows quotes) {
    return MasterMarketData.of(
        quotes.dataset(),
        none(Tables.PRODUCTS),
        none(Tables.VARIANTS),
        none(Tables.MASTER_MARKET_DATA),
        NOW);
  }

  private static Dataset<Row> none(Table table) {
    return TestRows.of(table).dataset();
  }
}
