package io.soletape.stockx;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.market.CurrencyCode;
import io.soletape.market.Programme;
import io.soletape.market.Quote;
import io.soletape.platform.Parsed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was seen in StockX's real answers (StockX API, market data and variants), case by case. */
class RecordedStockxFactsTest {

  private static final CurrencyCode GBP = new CurrencyCode("GBP");
  private static final int RECORDED = 1_113;
  private static final int WITHOUT_ASK = 97;
  private static final int WITHOUT_BID = 68;
  private static final int WITHOUT_FLEX_ASK = 374;

  @Test
  void asManyAmountsAreMissingAsWereRecordedAndNoRowIsRefused() {
    String body =
        IntStream.range(0, RECORDED)
            .mapToObj(RecordedStockxFactsTest::recorded)
            .collect(Collectors.joining(",", "[", "]"));

    Parsed<StockxMarketData> parsed = StockxParser.marketData(body, GBP);

    assertThat(parsed.refusals()).isEqualTo(List.of());
    assertThat(parsed.rows()).hasSize(RECORDED);
    assertThat(without(parsed, Programme.STANDARD, true)).isEqualTo(WITHOUT_ASK);
    assertThat(without(parsed, Programme.STANDARD, false)).isEqualTo(WITHOUT_BID);
    assertThat(without(parsed, Programme.FLEX, true)).isEqualTo(WITHOUT_FLEX_ASK);
  }

  @ParameterizedTest
  @CsvSource({"121, 128", "121, 119", "121, 121"})
  void flexIsAsDearAsItIsToldAboveStandardOrBelow(String standard, String flex) {
    StockxMarketData size =
        only(
            """
            "standardMarketData": {"lowestAsk": "%s", "highestBidAmount": "84"},
            "flexMarketData": {"lowestAsk": "%s", "highestBidAmount": "84"}
            """
                .formatted(standard, flex));

    assertThat(ask(size, Programme.STANDARD)).contains(standard + ".00");
    assertThat(ask(size, Programme.FLEX)).contains(flex + ".00");
  }

  @Test
  void anEmptySizeMayHaveBidsAndSuggestions() {
    StockxMarketData size =
        only(
            """
            "lowestAskAmount": null, "highestBidAmount": "84", "sellFasterAmount": "109",
            "earnMoreAmount": "119", "flexLowestAskAmount": null,
            "standardMarketData": {"lowestAsk": null, "highestBidAmount": "84",
              "sellFaster": "109", "earnMore": "119", "beatUS": null},
            "flexMarketData": {"lowestAsk": null, "highestBidAmount": "84", "sellFaster": null,
              "earnMore": null, "beatUS": null},
            "directMarketData": {"lowestAsk": null, "highestBidAmount": "84", "sellFaster": null,
              "earnMore": null, "beatUS": null}
            """);

    for (Programme programme : List.of(Programme.STANDARD, Programme.FLEX, Programme.DIRECT)) {
      assertThat(ask(size, programme)).isEmpty();
      assertThat(quote(size, programme).highestBid()).isPresent();
    }
    assertThat(size.quotes().get(0).sellFaster()).isPresent();
  }

  @Test
  void aFiveFigurePriceIsAPrice() {
    assertThat(ask(only("\"lowestAskAmount\": \"11416\""), Programme.STANDARD))
        .contains("11416.00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5", "13", "14", "15", "17", "18"})
  void menRunFromThreeAndAHalfToEighteen(String size) {
    String body =
        """
        [{"productId": "p1", "variantId": "v1", "variantName": "a:0", "variantValue": "%s",
          "sizeChart": {"defaultConversion": {"size": "%s", "type": "us m"}}, "gtins": []}]
        """
            .formatted(size, size);

    Parsed<StockxVariant> parsed = StockxParser.variants(body);

    assertThat(parsed.refusals()).isEqualTo(List.of());
    assertThat(parsed.rows().get(0).size().key()).isEqualTo(size);
  }

  // Nulls are spread so that ask and bid are never missing together, as in what was recorded.
  private static String recorded(int index) {
    String ask = index < WITHOUT_ASK ? "null" : "\"121\"";
    String bid = index >= RECORDED - WITHOUT_BID ? "null" : "\"84\"";
    String flex = index % 2 == 0 && index / 2 < WITHOUT_FLEX_ASK ? "null" : "\"128\"";
    return """
    {"productId": "p1", "variantId": "v%d", "currencyCode": "GBP", "lowestAskAmount": %s,
     "highestBidAmount": %s, "flexLowestAskAmount": %s,
     "standardMarketData": {"lowestAsk": %s, "highestBidAmount": %s},
     "flexMarketData": {"lowestAsk": %s, "highestBidAmount": %s}}
    """
        .formatted(index, ask, bid, flex, ask, bid, flex, bid);
  }

  private static long without(Parsed<StockxMarketData> parsed, Programme programme, boolean isAsk) {
    return parsed.rows().stream()
        .map(size -> quote(size, programme))
        .filter(quote -> (isAsk ? quote.lowestAsk() : quote.highestBid()).isEmpty())
        .count();
  }

  private static StockxMarketData only(String fields) {
    String body =
        "[{\"productId\": \"p1\", \"variantId\": \"v1\", \"currencyCode\": \"GBP\", "
            + fields
            + "}]";
    Parsed<StockxMarketData> parsed = StockxParser.marketData(body, GBP);
    assertThat(parsed.refusals()).isEqualTo(List.of());
    return parsed.rows().get(0);
  }

  private static Optional<String> ask(StockxMarketData size, Programme programme) {
    return quote(size, programme).lowestAsk().map(money -> money.amount().toPlainString());
  }

  private static Quote quote(StockxMarketData size, Programme programme) {
    return size.quotes().stream()
        .map(StockxQuote::quote)
        .filter(quote -> quote.programme() == programme)
        .findFirst()
        .orElseThrow();
  }
}
