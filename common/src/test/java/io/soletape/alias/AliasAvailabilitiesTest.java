package io.soletape.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.soletape.market.CurrencyCode;
import io.soletape.market.Money;
import io.soletape.market.Programme;
import io.soletape.platform.Parsed;
import io.soletape.platform.PayloadRefusedException;
import io.soletape.platform.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AliasAvailabilitiesTest {

  private static final String PRICES =
      "{\"lowest_listing_price_cents\": \"12100\", \"highest_offer_price_cents\": \"8400\"}";

  @Test
  void aRowIsReadInDollars() {
    String body =
        """
        {"variants": [{"size": 9, "product_condition": "PRODUCT_CONDITION_NEW",
          "packaging_condition": "PACKAGING_CONDITION_GOOD_CONDITION", "consigned": false,
          "availability": {"lowest_listing_price_cents": "12100",
            "highest_offer_price_cents": "8400", "last_sold_listing_price_cents": "10900",
            "global_indicator_price_cents": "11200"}}]}
        """;

    AliasAvailability row = only(AliasParser.availabilities(body, false));

    assertThat(row.size()).isEqualTo("9");
    assertThat(row.consigned()).contains(false);
    assertThat(row.quote().programme()).isEqualTo(Programme.STANDARD);
    assertThat(row.quote().currency()).isEqualTo(CurrencyCode.USD);
    assertThat(row.quote().lowestAsk()).contains(dollars("121"));
    assertThat(row.quote().highestBid()).contains(dollars("84"));
    assertThat(row.lastSale()).contains(dollars("109"));
    assertThat(row.globalIndicator()).contains(dollars("112"));
  }

  @Test
  void zeroIsNoneInEveryPrice() {
    AliasAvailability row =
        only(
            read(
                "16",
                """
                {"lowest_listing_price_cents": "0", "highest_offer_price_cents": 0,
                 "last_sold_listing_price_cents": "0", "global_indicator_price_cents": "0"}
                """));

    assertThat(row.quote().lowestAsk()).isEmpty();
    assertThat(row.quote().highestBid()).isEmpty();
    assertThat(row.lastSale()).isEmpty();
    assertThat(row.globalIndicator()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"12100", "\"12100\""})
  void centsComeAsTextOrNumber(String told) {
    AliasAvailability row = only(read("9", "{\"lowest_listing_price_cents\": " + told + "}"));

    assertThat(row.quote().lowestAsk()).contains(dollars("121"));
    assertThat(row.quote().highestBid()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"121.00\"",
        "121.5",
        "\"-1\"",
        "-1",
        "\"1e4\"",
        "\"12,100\"",
        "\"\"",
        "true",
        "{}",
        "\"99999999999999\""
      })
  void anyOtherAmountRefusesTheRow(String told) {
    Refusal refusal = refusal(read("9.5", "{\"highest_offer_price_cents\": " + told + "}"));

    assertThat(refusal.reason()).isEqualTo("amount_unreadable");
    assertThat(refusal.detail()).contains("size 9.5", "highest_offer_price_cents");
  }

  @Test
  void aMarketMayBeCrossed() {
    AliasAvailability row =
        only(
            read(
                "9",
                """
                {"lowest_listing_price_cents": "12100", "highest_offer_price_cents": "13000"}
                """));

    assertThat(row.quote().isCrossed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "9, 9",
    "9.0, 9",
    "10.0, 10",
    "9.5, 9.5",
    "'\"9.5\"', 9.5",
    "0, 0",
    "0.5, 0.5",
    "40, 40"
  })
  void sizesThatTheItemMayNotAllowAreStillRead(String told, String size) {
    assertThat(only(read(told, PRICES)).size()).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "-1", "\"10W\"", "\"\"", "1e3", "100", "9.123", "true", "[]"})
  void aSizeThatIsNoneRefusesTheRow(String told) {
    assertThat(refusal(read(told, PRICES)).reason()).isEqualTo("size_unreadable");
  }

  @ParameterizedTest
  @CsvSource({"true, CONSIGNED", "false, STANDARD"})
  void theProgrammeIsTheOneAskedForThoughTheAnswerMayNotSayIt(boolean asked, Programme programme) {
    AliasAvailability row = only(AliasParser.availabilities(body(row("9", PRICES)), asked));

    assertThat(row.consigned()).isEmpty();
    assertThat(row.quote().programme()).isEqualTo(programme);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRowOfTheOtherProgrammeIsRefused(boolean asked) {
    String row = row("9", PRICES).replace("\"size\"", "\"consigned\": " + !asked + ", \"size\"");

    assertThat(refusal(AliasParser.availabilities(body(row), asked)).reason())
        .isEqualTo("consigned_mismatch");
  }

  @ParameterizedTest
  @CsvSource({
    "PRODUCT_CONDITION_NEW, PACKAGING_CONDITION_GOOD_CONDITION, true",
    "PRODUCT_CONDITION_NEW, PACKAGING_CONDITION_MISSING_LID, false",
    "PRODUCT_CONDITION_NEW, PACKAGING_CONDITION_BADLY_DAMAGED, false",
    "PRODUCT_CONDITION_NEW, PACKAGING_CONDITION_NO_ORIGINAL_BOX, false",
    "PRODUCT_CONDITION_USED, PACKAGING_CONDITION_GOOD_CONDITION, false",
    "PRODUCT_CONDITION_NEW_WITH_DEFECTS, PACKAGING_CONDITION_GOOD_CONDITION, false"
  })
  void everyKnownConditionIsReadAndOneIsTheTapes(
      String product, String packaging, boolean isNewInGoodBox) {
    AliasAvailability row = only(read(product, packaging, "9", PRICES));

    assertThat(row.productCondition()).isEqualTo(product);
    assertThat(row.packagingCondition()).isEqualTo(packaging);
    assertThat(row.isNewInGoodBox()).isEqualTo(isNewInGoodBox);
  }

  @ParameterizedTest
  @CsvSource({
    "PRODUCT_CONDITION_RESTORED, PACKAGING_CONDITION_GOOD_CONDITION, RESTORED",
    "PRODUCT_CONDITION_INVALID, PACKAGING_CONDITION_GOOD_CONDITION, INVALID",
    "PRODUCT_CONDITION_NEW, PACKAGING_CONDITION_WET, WET",
    "'', PACKAGING_CONDITION_GOOD_CONDITION, none"
  })
  void anUnknownConditionIsNamedInTheRefusal(String product, String packaging, String named) {
    Refusal refusal = refusal(read(product, packaging, "9", PRICES));

    assertThat(refusal.reason()).isEqualTo("unknown_condition");
    assertThat(refusal.detail()).endsWith(named);
  }

  @Test
  void aSizeAndItsConditionsComeOnce() {
    String used = row("9.0", PRICES).replace("CONDITION_NEW", "CONDITION_USED");
    String equal = row("9.0", PRICES);

    Parsed<AliasAvailability> parsed =
        AliasParser.availabilities(body(row("9", PRICES) + "," + used + "," + equal), false);

    assertThat(parsed.rows()).hasSize(2);
    assertThat(parsed.rows().get(0).quote().lowestAsk()).contains(dollars("121"));
    assertThat(parsed.refusals()).extracting(Refusal::reason).containsExactly("duplicate_row");
  }

  @Test
  void ofASizeThatComesTwiceWithOtherPricesNoneIsBelieved() {
    String dearer = row("9.0", PRICES.replace("12100", "99900"));

    Parsed<AliasAvailability> parsed =
        AliasParser.availabilities(body(row("9", PRICES) + "," + dearer), false);

    assertThat(parsed.rows()).isEmpty();
    assertThat(parsed.refusals())
        .containsOnly(
            new Refusal(
                "duplicate_row",
                "size 9, PRODUCT_CONDITION_NEW, PACKAGING_CONDITION_GOOD_CONDITION",
                Optional.of("9")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "5", "\"gone\""})
  void aRowWithoutPricesIsRefused(String prices) {
    assertThat(refusal(read("9", prices)).reason()).isEqualTo("row_structure");
  }

  @Test
  void aRowAtFaultLeavesTheOthers() {
    Parsed<AliasAvailability> parsed =
        AliasParser.availabilities(body("5," + row("-1", PRICES) + "," + row("9", PRICES)), false);

    assertThat(parsed.rows()).hasSize(1);
    assertThat(parsed.refusals())
        .extracting(Refusal::reason)
        .containsExactly("row_structure", "size_unreadable");
  }

  @Test
  void noSizesAtAllIsAnAnswer() {
    assertThat(AliasParser.availabilities("{\"variants\": []}", false))
        .isEqualTo(new Parsed<>(List.of(), List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | payload_structure",
        "{\"variants\": null} | payload_structure",
        "[] | payload_structure",
        "'' | payload_unreadable",
        "{\"variants\": [ | payload_unreadable",
        "<html>502</html> | payload_unreadable"
      })
  void anAnswerOfAnotherStructureIsRefusedWhole(String body, String reason) {
    assertThatExceptionOfType(PayloadRefusedException.class)
        .isThrownBy(() -> AliasParser.availabilities(body, false))
        .satisfies(refused -> assertThat(refused.refusal().reason()).isEqualTo(reason));
  }

  private static Parsed<AliasAvailability> read(String size, String prices) {
    return AliasParser.availabilities(body(row(size, prices)), false);
  }

  private static Parsed<AliasAvailability> read(
      String product, String packaging, String size, String prices) {
    String row =
        row(size, prices)
            .replace("PRODUCT_CONDITION_NEW", product)
            .replace("PACKAGING_CONDITION_GOOD_CONDITION", packaging);
    return AliasParser.availabilities(body(row), false);
  }

  private static String body(String rows) {
    return "{\"variants\": [" + rows + "]}";
  }

  private static String row(String size, String prices) {
    return """
    {"size": %s, "product_condition": "PRODUCT_CONDITION_NEW",
     "packaging_condition": "PACKAGING_CONDITION_GOOD_CONDITION", "availability": %s}
    """
        .formatted(size, prices);
  }

  private static AliasAvailability only(Parsed<AliasAvailability> parsed) {
    assertThat(parsed.refusals()).isEqualTo(List.of());
    assertThat(parsed.rows()).hasSize(1);
    return parsed.rows().get(0);
  }

  private static Refusal refusal(Parsed<AliasAvailability> parsed) {
    assertThat(parsed.rows()).isEqualTo(List.of());
    return parsed.refusals().get(0);
  }

  private static Money dollars(String amount) {
    return new Money(new BigDecimal(amount), CurrencyCode.USD);
  }
}
