package io.soletape.sandbox.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is known of sales, worked out by hand. */
class KnownHistoryTest {

  private static final Instant SLOT = Instant.parse("2026-03-10T10:00:00Z");
  private static final Instant LATER = SLOT.plus(Duration.ofHours(1));

  private final KnownHistory history = new KnownHistory();

  @Test
  void aShortAnswerIsTheWholeHistory() {
    add(SLOT, List.of(sale(1, "121"), sale(100, "110"), sale(900, "90")));

    assertThat(row(SLOT))
        .containsEntry("sales_complete_since", Instant.EPOCH)
        .containsEntry("sales_are_complete", true)
        .containsEntry("sales_last_72h", 1)
        .containsEntry("sales_last_7d", 2)
        .containsEntry("sales_last_30d", 2)
        .containsEntry("total_sales_volume", 3)
        .containsEntry("average_sale_price_30d", new BigDecimal("115.50"))
        .containsEntry("price_premium", new BigDecimal("0.2100"))
        .containsEntry("price_volatility_30d", null);
  }

  @Test
  void returnsOfEqualStepsDoNotVary() {
    add(SLOT, List.of(sale(1, "400"), sale(2, "200"), sale(3, "100")));

    assertThat(row(SLOT)).containsEntry("price_volatility_30d", new BigDecimal("0.0000"));
  }

  @Test
  void aFullAnswerIsCompleteAfterItsOldestSale() {
    add(SLOT, full(0));

    assertThat(row(SLOT))
        .containsEntry("sales_complete_since", SLOT.minus(Duration.ofHours(199)).plusNanos(1_000))
        .containsEntry("sales_are_complete", false);
  }

  @Test
  void asManySalesAsComeWithoutALimitAreNoHistory() {
    add(SLOT, full(0).subList(0, KnownHistory.USUAL));

    assertThat(row(SLOT))
        .containsEntry("sales_complete_since", SLOT.minus(Duration.ofHours(9)).plusNanos(1_000))
        .containsEntry("sales_are_complete", false);
  }

  @Test
  void fullAnswersThatShareASaleAreOneInterval() {
    add(SLOT, full(1));
    add(LATER, full(0));

    assertThat(row(LATER))
        .containsEntry("sales_complete_since", SLOT.minus(Duration.ofHours(200)).plusNanos(1_000))
        .containsEntry("total_sales_volume", 201);
  }

  @Test
  void ofFullAnswersFarApartTheNewestIsKnown() {
    add(SLOT, full(1_000));
    add(LATER, full(0));

    assertThat(row(LATER))
        .containsEntry("sales_complete_since", SLOT.minus(Duration.ofHours(199)).plusNanos(1_000));
  }

  @Test
  void whatWasAskedEarlierMayLackTheSalesSince() {
    add(SLOT, List.of(sale(900, "90")));

    assertThat(row(LATER))
        .containsEntry("sales_are_complete", false)
        .containsEntry("sales_last_30d", null);
  }

  @Test
  void equalSalesOfOneAnswerAreCountedAndOfTwoAnswersAreNot() {
    add(SLOT, List.of(sale(1, "100"), sale(1, "100")));
    add(LATER, List.of(sale(1, "100")));

    assertThat(history.sales()).extracting(sale -> sale.get("occurrence")).containsExactly(1, 2);
  }

  @Test
  void aDayIsKnownOnceItIsOverAndTheHistoryReachesBackToItsBeginning() {
    add(SLOT, full(0));
    LocalDate oldest = LocalDate.parse("2026-03-02");

    assertThat(history.covers(oldest)).isFalse();
    assertThat(history.covers(oldest.plusDays(1))).isTrue();
    assertThat(history.covers(LocalDate.parse("2026-03-09"))).isTrue();
    assertThat(history.covers(LocalDate.parse("2026-03-10"))).isFalse();
  }

  private void add(Instant slotAt, List<Map<String, Object>> sales) {
    history.add(slotAt, new SalesAnswer(slotAt, sales));
  }

  private Map<String, Object> row(Instant slotAt) {
    Map<String, Object> row = new HashMap<>();
    row.put("is_consigned", false);
    row.put("retail_price", new BigDecimal("100.00"));
    history.addTo(row, slotAt);
    return row;
  }

  private static List<Map<String, Object>> full(int newestHoursBefore) {
    return new ArrayList<>(
        IntStream.range(newestHoursBefore, newestHoursBefore + KnownHistory.MOST)
            .mapToObj(hours -> sale(hours, "100"))
            .toList());
  }

  private static Map<String, Object> sale(int hoursBefore, String price) {
    return Map.of(
        "is_consigned",
        false,
        "price",
        new BigDecimal(price),
        "purchased_at",
        SLOT.minus(Duration.ofHours(hoursBefore)));
  }
}
