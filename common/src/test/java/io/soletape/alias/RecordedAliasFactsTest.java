package io.soletape.alias;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.platform.Parsed;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What was seen in Alias's real answers (Alias API, availabilities), case by case. */
class RecordedAliasFactsTest {

  private static final int RECORDED = 241;
  private static final int NEW_IN_GOOD_BOX = 37;
  private static final int CROSSED = 6;

  @Test
  void aGlobalMarketCrossesHasNoIndicatorAndIsReadWhole() {
    Parsed<AliasAvailability> parsed = AliasParser.availabilities(global(), false);

    List<AliasAvailability> forTheTape =
        parsed.rows().stream().filter(AliasAvailability::isNewInGoodBox).toList();
    assertThat(parsed.refusals()).isEqualTo(List.of());
    assertThat(parsed.rows()).hasSize(RECORDED);
    assertThat(forTheTape).hasSize(NEW_IN_GOOD_BOX);
    assertThat(forTheTape.stream().filter(row -> row.quote().isCrossed()).count())
        .isEqualTo(CROSSED);
    assertThat(forTheTape).allMatch(row -> row.globalIndicator().isEmpty());
  }

  @Test
  void theSizesZeroAndFortyAreReadThoughNoItemAllowsThem() {
    String body =
        body(
            row("0", "NEW", "GOOD_CONDITION", 100) + "," + row("40", "NEW", "GOOD_CONDITION", 100));

    assertThat(AliasParser.availabilities(body, false).rows())
        .extracting(row -> row.size().toPlainString())
        .containsExactly("0", "40");
  }

  @Test
  void anAskAtTheListingCapIsReadAsTold() {
    String body = body(row("9", "NEW", "GOOD_CONDITION", 100).replace("\"12100\"", "\"200000\""));

    assertThat(AliasParser.availabilities(body, false).rows().get(0).quote().lowestAsk())
        .hasValueSatisfying(ask -> assertThat(ask.amount()).isEqualByComparingTo("2000"));
  }

  // Every size in every condition and box, of which the first few are what the tape takes.
  private static String global() {
    return body(
        IntStream.range(0, RECORDED)
            .mapToObj(RecordedAliasFactsTest::recorded)
            .collect(Collectors.joining(",")));
  }

  private static String recorded(int index) {
    String size = index % 2 == 0 ? String.valueOf(index / 2 % 40) : index / 2 % 40 + ".5";
    int bid = index < CROSSED ? 13_000 : 8_400;
    return index < NEW_IN_GOOD_BOX
        ? row(size, "NEW", "GOOD_CONDITION", bid)
        : row(size, index % 4 < 2 ? "USED" : "NEW_WITH_DEFECTS", box(index), bid);
  }

  private static String box(int index) {
    return List.of("GOOD_CONDITION", "MISSING_LID", "BADLY_DAMAGED", "NO_ORIGINAL_BOX")
        .get(index / 80);
  }

  private static String row(String size, String condition, String box, int bid) {
    return """
    {"size": %s, "product_condition": "PRODUCT_CONDITION_%s",
     "packaging_condition": "PACKAGING_CONDITION_%s", "availability":
     {"lowest_listing_price_cents": "12100", "highest_offer_price_cents": "%d",
      "last_sold_listing_price_cents": "0", "global_indicator_price_cents": "0"}}
    """
        .formatted(size, condition, box, bid);
  }

  private static String body(String rows) {
    return "{\"variants\": [" + rows + "]}";
  }
}
