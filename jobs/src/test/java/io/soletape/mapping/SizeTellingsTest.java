package io.soletape.mapping;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.testing.TestRows;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class SizeTellingsTest {

  private static final String FIRST = "2026-03-01T10:00:00Z";
  private static final String SECOND = "2026-03-02T10:00:00Z";
  private static final String THIRD = "2026-03-03T10:00:00Z";

  @Test
  void aTellingThatLacksMoreThanAFewAtOnceIsNotWhole() {
    TestRows rows = rows();
    tell(rows, "all stay", 22, 22);
    tell(rows, "two go", 22, 20);
    tell(rows, "two of four go", 4, 2);
    tell(rows, "less than a quarter goes", 22, 17);
    tell(rows, "more than a quarter goes", 22, 16);
    tell(rows, "three of four go", 4, 1);

    assertThat(wholeIn(SECOND, rows))
        .containsExactlyInAnyOrder(
            "all stay", "two go", "two of four go", "less than a quarter goes");
  }

  @Test
  void whatWasKeptIsStillLackingInTheNextTelling() {
    TestRows rows = rows();
    tell(rows, "cut short again", 22, 3, 3);
    tell(rows, "told in full again", 22, 3, 21);

    assertThat(wholeIn(THIRD, rows)).containsExactly("told in full again");
  }

  @Test
  void aVariantThatIsOfAnotherSizeNowIsNotLackingAndHasOneSize() {
    TestRows rows = rows();
    IntStream.range(0, 5)
        .forEach(
            index ->
                rows.row("stockx", "sku", "v" + index, index + "W", FIRST, FIRST)
                    .row("stockx", "sku", "v" + index, "1" + index, SECOND, SECOND));
    Dataset<Row> sizes = rows.dataset();

    assertThat(wholeIn(SECOND, rows)).containsExactly("sku");
    assertThat(
            told(
                SizeTellings.carried(
                        sizes,
                        SizeTellings.whole(sizes, answers()).where("slot_at < '" + SECOND + "'"))
                    .where("is_carried"),
                "size_key"))
        .containsExactlyInAnyOrder("10", "11", "12", "13", "14");
  }

  private static TestRows rows() {
    return TestRows.of(
            Tables.VARIANTS,
            "platform",
            "sku",
            "platform_variant_id",
            "size_key",
            "slot_at",
            "request_id")
        .with("platform_product_id", "p1");
  }

  // As many sizes in each slot.
  private static void tell(TestRows rows, String sku, int... sizes) {
    List<String> slots = List.of(FIRST, SECOND, THIRD);
    for (int slot = 0; slot < sizes.length; slot++) {
      for (int size = 0; size < sizes[slot]; size++) {
        String slotAt = slots.get(slot);
        rows.row("alias", sku, null, Integer.toString(size), slotAt, slotAt);
      }
    }
  }

  private static List<String> wholeIn(String slotAt, TestRows rows) {
    return told(
        SizeTellings.whole(rows.dataset(), answers()).where("slot_at = '" + slotAt + "'"), "sku");
  }

  private static Dataset<Row> answers() {
    return TestRows.of(Tables.PLATFORM_RESPONSES, "request_id").dataset();
  }
}
