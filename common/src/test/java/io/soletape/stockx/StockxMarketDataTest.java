package io.soletape.stockx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.soletape.market.CurrencyCode;
import io.soletape.market.Money;
import io.soletape.market.Programme;
import io.soletape.market.Quote;
import io.soletape.platform.Parsed;
import io.soletape.platform.PayloadRefusedException;
import io.soletape.platform.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StockxMarketDataTest {

  private static final CurrencyCode GBP = new CurrencyCode("GBP");

  @Test
  void everyProgrammeHasItsOwnAskBidAndSuggestions() {
    Map<Programme, StockxQuote> quotes =
        quotes(
            """
            "highestBidAmount": "1", "lowestAskAmount": "2", "flexLowestAskAmount": "3",
            "earnMoreAmount": "4", "sellFasterAmount": "5",
            "standardMarketData": {"lowestAsk": "121", "highestBidAmount": "84",
              "sellFaster": "109", "earnMore": "119", "beatUS": "118"},
            "flexMarketData": {"lowestAsk": "128", "highestBidAmount": "85",
              "sellFaster": "110", "earnMore": null, "beatUS": null},
            "directMarketData": {"lowestAsk": null, "highestBidAmount": "84"}
            """);

    assertThat(quotes.get(Programme.STANDARD))
        .isEqualTo(quote(Programme.STANDARD, "121", "84", "109", "119", "118"));
    assertThat(quotes.get(Programme.FLEX))
        .isEqualTo(quote(Programme.FLEX, "128", "85", "110", "", ""));
    assertThat(quotes.get(Programme.DIRECT))
        .isEqualTo(quote(Programme.DIRECT, "", "84", "", "", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"standardMarketData\": null,"})
  void withoutAStandardBlockTheTopLevelIsTheStandardQuote(String block) {
    Map<Programme, StockxQuote> quotes =
        quotes(
            block
                + """
                "lowestAskAmount": "121", "highestBidAmount": "84",
                "sellFasterAmount": "109", "earnMoreAmount": "119"
                """);

    assertThat(quotes)
        .isEqualTo(
            Map.of(Programme.STANDARD, quote(Programme.STANDARD, "121", "84", "109", "119", "")));
  }

  @Test
  void aStandardBlockIsNotFilledUpFromTheTopLevel() {
    Map<Programme, StockxQuote> quotes =
        quotes(
            """
            "lowestAskAmount": "121", "highestBidAmount": "84", "sellFasterAmount": "109",
            "standardMarketData": {"lowestAsk": null, "highestBidAmount": "83"}
            """);

    assertThat(quotes.get(Programme.STANDARD))
        .isEqualTo(quote(Programme.STANDARD, "", "83", "", "", ""));
  }

  @Test
  void aFlexQuoteKnownOnlyByItsAskHasNothingElse() {
    Map<Programme, StockxQuote> quotes =
        quotes(
            """
            "lowestAskAmount": "121", "highestBidAmount": "84", "flexLowestAskAmount": "128"
            """);

    assertThat(quotes.get(Programme.FLEX)).isEqualTo(quote(Programme.FLEX, "128", "", "", "", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"lowestAskAmount\": \"121\"",
        "\"lowestAskAmount\": \"121\", \"flexLowestAskAmount\": null",
        "\"lowestAskAmount\": \"121\", \"flexMarketData\": null, \"directMarketData\": null"
      })
  void whatIsNotToldOfFlexAndDirectIsNoQuote(String fields) {
    assertThat(quotes(fields)).containsOnlyKeys(Programme.STANDARD);
  }

  @Test
  void aBlockOfNullsIsAQuoteButNeverTheStandardAskInItsPlace() {
    Map<Programme, StockxQuote> quotes =
        quotes(
            """
            "lowestAskAmount": "121", "flexLowestAskAmount": "128",
            "flexMarketData": {"lowestAsk": null}, "directMarketData": {}
            """);

    assertThat(quotes.get(Programme.FLEX)).isEqualTo(quote(Programme.FLEX, "", "", "", "", ""));
    assertThat(quotes.get(Programme.DIRECT)).isEqualTo(quote(Programme.DIRECT, "", "", "", "", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"lowestAskAmount\": null, \"highestBidAmount\": null",
        "\"sellFasterAmount\": null"
      })
  void aSizeWithoutAnyMarketIsAnEmptyStandardQuote(String fields) {
    assertThat(quotes(fields))
        .isEqualTo(Map.of(Programme.STANDARD, quote(Programme.STANDARD, "", "", "", "", "")));
  }

  @Test
  void suggestionsMayStandWithoutAnAsk() {
    assertThat(quotes("\"sellFasterAmount\": \"109\", \"earnMoreAmount\": \"119\""))
        .isEqualTo(Map.of(Programme.STANDARD, quote(Programme.STANDARD, "", "", "109", "119", "")));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"121\"', 121",
    "'\"121.5\"', 121.50",
    "'\"11416\"', 11416",
    "121, 121",
    "121.50, 121.50",
    "100.0, 100",
    "0.1, 0.1"
  })
  void amountsAreMajorUnitsAsTextOrNumber(String told, String ask) {
    assertThat(quotes("\"lowestAskAmount\": " + told).get(Programme.STANDARD).quote().lowestAsk())
        .contains(Money.ofMajorUnits(ask, GBP));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\" 121\"",
        "\"1,200\"",
        "\"1.200,00\"",
        "\"-5\"",
        "\"+5\"",
        "-5",
        "\"1e3\"",
        "1e3",
        "\"121.505\"",
        "\"£121\"",
        "\"none\"",
        "true",
        "[]",
        "99999999999"
      })
  void anyOtherAmountRefusesTheRow(String told) {
    assertThat(refusal("\"lowestAskAmount\": " + told).reason()).isEqualTo("amount_unreadable");
    assertThat(refusal("\"directMarketData\": {\"beatUS\": " + told + "}").reason())
        .isEqualTo("amount_unreadable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"0\"", "\"0.00\"", "0", "0.0"})
  void zeroRefusesTheRow(String told) {
    Refusal refusal = refusal("\"highestBidAmount\": " + told);

    assertThat(refusal.reason()).isEqualTo("amount_not_positive");
    assertThat(refusal.detail()).contains("variant v1", "highestBidAmount");
  }

  @ParameterizedTest
  @ValueSource(strings = {"standardMarketData", "flexMarketData", "directMarketData"})
  void aBlockThatIsNoObjectRefusesTheRow(String block) {
    assertThat(refusal("\"" + block + "\": \"121\"").reason()).isEqualTo("row_structure");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"USD\"", "\"pounds\"", "null"})
  void anotherCurrencyThanAskedRefusesTheRow(String told) {
    String body =
        "[{\"productId\": \"p1\", \"variantId\": \"v1\", \"currencyCode\": "
            + told
            + ", \"lowestAskAmount\": \"121\"}]";

    assertThat(StockxParser.marketData(body, GBP).refusals())
        .extracting(Refusal::reason)
        .containsExactly("currency_mismatch");
  }

  @Test
  void aRowAtFaultLeavesTheOthersAndAnIdComesOnce() {
    String body =
        """
        [{"productId": "p1", "variantId": "v1", "currencyCode": "GBP", "lowestAskAmount": "1,2"},
         {"productId": "p1", "variantId": "v2", "currencyCode": "GBP", "lowestAskAmount": "121"},
         {"productId": "p1", "variantId": "v2", "currencyCode": "GBP", "lowestAskAmount": "121"},
         {"productId": "p1", "currencyCode": "GBP"},
         null]
        """;

    Parsed<StockxMarketData> parsed = StockxParser.marketData(body, GBP);

    assertThat(parsed.rows())
        .singleElement()
        .satisfies(row -> assertThat(row.variantId()).isEqualTo("v2"))
        .satisfies(
            row ->
                assertThat(row.quotes().get(0).quote().lowestAsk())
                    .contains(Money.ofMajorUnits("121", GBP)));
    assertThat(parsed.refusals())
        .extracting(Refusal::reason)
        .containsExactly("amount_unreadable", "id_missing", "row_structure", "duplicate_variant");
    assertThat(parsed.refusals())
        .extracting(Refusal::sizeKey)
        .containsExactly(Optional.of("v1"), Optional.empty(), Optional.empty(), Optional.of("v2"));
  }

  @Test
  void ofAnIdThatComesTwiceWithOtherAmountsNoneIsBelieved() {
    String body =
        """
        [{"productId": "p1", "variantId": "v1", "currencyCode": "GBP", "lowestAskAmount": "121"},
         {"productId": "p1", "variantId": "v1", "currencyCode": "GBP", "lowestAskAmount": "99"}]
        """;

    Parsed<StockxMarketData> parsed = StockxParser.marketData(body, GBP);

    assertThat(parsed.rows()).isEmpty();
    assertThat(parsed.refusals())
        .extracting(Refusal::reason)
        .containsExactly("duplicate_variant", "duplicate_variant");
  }

  @Test
  void fieldsThatNobodyKnowsAreIgnored() {
    assertThat(quotes("\"lowestAskAmount\": \"121\", \"lastSaleAmount\": \"-1\""))
        .isEqualTo(quotes("\"lowestAskAmount\": \"121\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"variantId\": \"v1\"} | payload_structure",
        "\"maintenance\" | payload_structure",
        "'' | payload_unreadable",
        "[{\"productId\": \"p1\", | payload_unreadable",
        "[] [] | payload_unreadable",
        "<!DOCTYPE html><html>504</html> | payload_unreadable"
      })
  void anAnswerThatIsNoArrayIsRefusedWhole(String body, String reason) {
    assertThatExceptionOfType(PayloadRefusedException.class)
        .isThrownBy(() -> StockxParser.marketData(body, GBP))
        .satisfies(refused -> assertThat(refused.refusal().reason()).isEqualTo(reason));
  }

  private static Map<Programme, StockxQuote> quotes(String fields) {
    Parsed<StockxMarketData> parsed = StockxParser.marketData(body(fields), GBP);
    assertThat(parsed.refusals()).isEqualTo(List.of());
    return parsed.rows().get(0).quotes().stream()
        .collect(Collectors.toMap(quote -> quote.quote().programme(), Function.identity()));
  }

  private static Refusal refusal(String fields) {
    Parsed<StockxMarketData> parsed = StockxParser.marketData(body(fields), GBP);
    assertThat(parsed.rows()).isEqualTo(List.of());
    return parsed.refusals().get(0);
  }

  private static String body(String fields) {
    return "[{\"productId\": \"p1\", \"variantId\": \"v1\", \"currencyCode\": \"GBP\", "
        + fields
        + "}]";
  }

  /** An empty text stands for what is not told. */
  private static StockxQuote quote(
      Programme programme, String ask, String bid, String faster, String more, String beatUs) {
    return new StockxQuote(
        new Quote(programme, GBP, pounds(ask), pounds(bid)),
        pounds(faster),
        pounds(more),
        pounds(beatUs));
  }

  private static Optional<Money> pounds(String told) {
    return Optional.of(told)
        .filter(text -> !text.isEmpty())
        .map(text -> Money.ofMajorUnits(text, GBP));
  }
}
