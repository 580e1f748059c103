package io.soletape.gold;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.TestRows;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossMarketSpreadsTest {

  private static final String FREE = "0 0 0";

  @Test
  void profitIsProceedsLessCostAfterEveryFee() {
    Dataset<Row> spreads =
        CrossMarketSpreads.of(
            tape("platform", "lowest_ask_base", "highest_bid_base", "snapshot_at")
                .row("stockx", "100.00", null, "2026-03-10T10:00:07Z")
                .row("alias", null, "150.00", "2026-03-10T10:02:00Z")
                .dataset(),
            costs(
                cost("stockx", "US", "standard", "buy", "0.05 0 0", "0 14.95 0"),
                cost("alias", "US", "standard", "sell", "0.095 0 0", "0 5 0", "0.029 0 5")));

    assertThat(
            told(
                spreads,
                "buy_platform",
                "buy_price",
                "buy_fees_base",
                "cost_base",
                "sell_platform",
                "sell_price",
                "sell_fees_base",
                "proceeds_base",
                "net_profit_base",
                "return_on_cost"))
        .containsExactly(
            "stockx | 100.00 | 19.95 | 119.95 | alias | 150.00 | 24.25 | 125.75 | 5.80 | 4.8353");
    assertThat(told(spreads, "buy_age_seconds", "sell_age_seconds", "buy_fees_as_of"))
        .containsExactly("113 | 0 | 2026-01-01");
  }

  @Test
  void eachFeeIsRoundedHalfEvenByItself() {
    Dataset<Row> spreads =
        CrossMarketSpreads.of(
            askAndBid("0.50", "0.30"),
            costs(
                cost("stockx", "US", "standard", "buy", "0.01 0 0", "0.03 0 0"),
                cost("alias", "US", "standard", "sell", "0.05 0 0")));

    assertThat(told(spreads, "buy_fees_base", "sell_fees_base")) // 0.005, 0.015 and 0.015
        .containsExactly("0.02 | 0.02");
  }

  @ParameterizedTest
  @CsvSource({"9999999999.99, 150.00", "9999999990.00, 9999999990.00"})
  void anAmountThatIsTooLargeStopsNothing(String ask, String bid) {
    Dataset<Row> spreads =
        CrossMarketSpreads.of(
            askAndBid(ask, bid),
            costs(
                cost("stockx", "US", "standard", "buy", "0.05 0 0"),
                cost("alias", "US", "standard", "sell", "0.05 0 0")));

    assertThat(told(spreads, "buy_price")).isEmpty();
  }

  @Test
  void aLossIsToldToo() {
    assertThat(told(free(askAndBid("200.00", "150.00")), "net_profit_base", "return_on_cost"))
        .containsExactly("-50.00 | -25.0000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "region_code=global",
        "is_crossed=true",
        "ask_at_listing_cap=true",
        "base_currency_code=null",
        "lowest_ask_base=null",
        "size_key=9W",
        "programme=flex"
      })
  void anAskThatCannotBeMetMakesNoSpread(String what) {
    String[] change = what.split("=", -1);
    Object value =
        switch (change[1]) {
          case "true" -> true;
          case "null" -> null;
          default -> change[1];
        };
    Dataset<Row> asks =
        tape("platform", "highest_bid_base")
            .with("lowest_ask_base", "100.00")
            .with(change[0], value)
            .row("stockx", null)
            .dataset();
    Dataset<Row> bids = tape("platform", "highest_bid_base").row("alias", "150.00").dataset();

    assertThat(told(free(asks.unionByName(bids)), "net_profit_base")).isEmpty();
  }

  @Test
  void goodsAreBoughtInOneMarketAndSoldInAnother() {
    Dataset<Row> spreads =
        CrossMarketSpreads.of(
            tape("region_code", "programme", "lowest_ask_base", "highest_bid_base")
                .with("platform", "alias")
                .row("US", "standard", "100.00", "99.00")
                .row("US", "consigned", "90.00", "99.00")
                .row("UK", "standard", "120.00", "95.00")
                .dataset(),
            costs(
                cost("alias", "US", "standard", "buy", FREE),
                cost("alias", "US", "consigned", "buy", FREE),
                cost("alias", "UK", "standard", "buy", FREE),
                cost("alias", "US", "standard", "sell", FREE),
                cost("alias", "UK", "standard", "sell", FREE)));

    assertThat(
            told(
                spreads,
                "buy_region_code",
                "buy_programme",
                "sell_region_code",
                "sell_programme",
                "net_profit_base"))
        .containsExactly("US | consigned | UK | standard | 5.00");
  }

  @Test
  void quotesOfOneMarketInSeveralCurrenciesCountOnceInTheBaseCurrencyIfThereIsOne() {
    Dataset<Row> spreads =
        free(
            tape("platform", "currency_code", "lowest_ask_base", "highest_bid_base")
                .row("stockx", "EUR", "90.00", null)
                .row("stockx", "USD", "100.00", null)
                .row("alias", "GBP", null, "149.00")
                .row("alias", "EUR", null, "150.00")
                .dataset());

    assertThat(told(spreads, "buy_currency_code", "sell_currency_code", "net_profit_base"))
        .containsExactly("USD | EUR | 50.00");
  }

  /** Many small markets against the same sums in Java, where numbers are exact. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everySpreadEqualsThatOfTheBruteForce(long seed) {
    Random random = new Random(seed);
    List<Quote> quotes = quotes(random);
    List<Cost> costs = costsOf(random);
    TestRows tape =
        tape(
            "platform",
            "size_key",
            "region_code",
            "programme",
            "lowest_ask_base",
            "highest_bid_base");
    quotes.forEach(
        quote ->
            tape.row(
                quote.platform, quote.size, quote.region, quote.programme, quote.ask, quote.bid));

    assertThat(
            told(
                CrossMarketSpreads.of(
                    tape.dataset(), costs(costs.stream().map(Cost::row).toArray(Row[]::new))),
                "size_key",
                "buy_platform",
                "sell_platform",
                "net_profit_base"))
        .containsExactlyInAnyOrderElementsOf(bruteForce(quotes, costs));
  }

  private record Quote(
      String platform, String size, String region, String programme, String ask, String bid) {}

  private record Cost(
      String platform, String region, String programme, String side, String[] charges) {
    Row row() {
      return cost(platform, region, programme, side, charges);
    }

    boolean isOf(Quote quote, String asked) {
      return side.equals(asked)
          && platform.equals(quote.platform)
          && region.equals(quote.region)
          && programme.equals(quote.programme);
    }

    BigDecimal of(BigDecimal price) {
      return Arrays.stream(charges)
          .map(charge -> charge.split(" ", -1))
          .map(
              parts ->
                  new BigDecimal(parts[0])
                      .multiply(price)
                      .add(new BigDecimal(parts[1]))
                      .max(new BigDecimal(parts[2]))
                      .setScale(2, RoundingMode.HALF_EVEN))
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  }

  private static List<String> bruteForce(List<Quote> quotes, List<Cost> costs) {
    TreeMap<String, BigDecimal> best = new TreeMap<>();
    for (Quote buy : quotes) {
      for (Quote sell : quotes) {
        boolean isSameMarket = buy.platform.equals(sell.platform) && buy.region.equals(sell.region);
        if (buy.ask == null || sell.bid == null || isSameMarket || !buy.size.equals(sell.size)) {
          continue;
        }
        String key = String.join(" | ", buy.size, buy.platform, sell.platform);
        for (Cost bought : costs) {
          for (Cost sold : costs) {
            if (bought.isOf(buy, "buy") && sold.isOf(sell, "sell")) {
              BigDecimal ask = new BigDecimal(buy.ask);
              BigDecimal bid = new BigDecimal(sell.bid);
              BigDecimal profit = bid.subtract(sold.of(bid)).subtract(ask).subtract(bought.of(ask));
              best.merge(key, profit, BigDecimal::max);
            }
          }
        }
      }
    }
    return best.entrySet().stream()
        .map(entry -> entry.getKey() + " | " + entry.getValue())
        .toList();
  }

  private static List<Quote> quotes(Random random) {
    List<Quote> quotes = new ArrayList<>();
    for (String size : List.of("9", "9.5", "10W", "10")) {
      for (String venue :
          List.of(
              "stockx US standard",
              "stockx US flex",
              "alias US standard",
              "alias UK standard",
              "alias UK consigned")) {
        String[] at = venue.split(" ", -1);
        quotes.add(new Quote(at[0], size, at[1], at[2], amount(random, 0.2), amount(random, 0.2)));
      }
    }
    return quotes;
  }

  private static String amount(Random random, double none) {
    return random.nextDouble() < none
        ? null
        : BigDecimal.valueOf(1 + random.nextInt(50_000), 2).toPlainString();
  }

  private static List<Cost> costsOf(Random random) {
    return Stream.of(
            "stockx US standard buy",
            "stockx US flex buy",
            "stockx US standard sell",
            "alias US standard buy",
            "alias UK standard buy",
            "alias UK consigned buy",
            "alias US standard sell",
            "alias UK standard sell")
        .map(text -> text.split(" ", -1))
        .map(at -> new Cost(at[0], at[1], at[2], at[3], charges(random)))
        .sorted(Comparator.comparing(Cost::side))
        .toList();
  }

  private static String[] charges(Random random) {
    return random
        .ints(1 + random.nextInt(3), 0, 1_000)
        .mapToObj(
            number ->
                "%s %s %s"
                    .formatted(
                        BigDecimal.valueOf(number, 4),
                        BigDecimal.valueOf(random.nextInt(2_000), 2),
                        BigDecimal.valueOf(random.nextInt(1_500), 2)))
        .toArray(String[]::new);
  }

  private static Dataset<Row> free(Dataset<Row> tape) {
    return CrossMarketSpreads.of(
        tape,
        costs(
            cost("stockx", "US", "standard", "buy", FREE),
            cost("alias", "US", "standard", "sell", FREE)));
  }

  private static Dataset<Row> askAndBid(String ask, String bid) {
    return tape("platform", "lowest_ask_base", "highest_bid_base")
        .row("stockx", ask, null)
        .row("alias", null, bid)
        .dataset();
  }

  private static TestRows tape(String... names) {
    return TestRows.of(Tables.MASTER_MARKET_DATA, names)
        .with("sku", "DD1391-100")
        .with("size_key", "9")
        .with("region_code", "US")
        .with("programme", "standard")
        .with("currency_code", "USD")
        .with("base_currency_code", "USD")
        .with("is_crossed", false)
        .with("ask_at_listing_cap", false)
        .with("lowest_ask", "100.00")
        .with("highest_bid", "150.00")
        .with("snapshot_at", "2026-03-10T10:00:07Z")
        .with("slot_at", "2026-03-10T10:00:00Z");
  }

  private static Dataset<Row> costs(Row... rows) {
    return LocalSpark.session().createDataFrame(List.of(rows), VenueCosts.SCHEMA);
  }

  private static Row cost(
      String platform, String region, String programme, String side, String... charges) {
    Row[] each =
        Arrays.stream(charges)
            .map(charge -> charge.split(" ", -1))
            .map(
                parts ->
                    RowFactory.create(
                        new BigDecimal(parts[0]),
                        new BigDecimal(parts[1]),
                        new BigDecimal(parts[2])))
            .toArray(Row[]::new);
    return RowFactory.create(
        platform, region, programme, side, each, LocalDate.parse("2026-01-01"));
  }
}
