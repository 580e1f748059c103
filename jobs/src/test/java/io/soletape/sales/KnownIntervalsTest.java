package io.soletape.sales;

import static io.soletape.testing.TestRows.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Tables;
import io.soletape.testing.TestRows;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows of the newest sales, joined where they overlap. */
class KnownIntervalsTest {

  private static final String BEGINNING = "1970-01-01T00:00:00Z";

  @Test
  void aHistoryShorterThanTheLimitIsKnownFromTheBeginning() {
    assertThat(intervals(whole("r1", "10:00", 2, "08:00", "09:00")))
        .containsExactly(BEGINNING + " | 2026-03-01T10:00:00Z");
  }

  @Test
  void aSizeThatNeverSoldIsKnownToHaveNoSale() {
    assertThat(intervals(whole("r1", "10:00", 0, null, null)))
        .containsExactly(BEGINNING + " | 2026-03-01T10:00:00Z");
  }

  @Test
  void aFullAnswerIsKnownAfterItsOldestSaleSinceEqualOnesMayBeCutOff() {
    assertThat(intervals(cut("r1", "10:00", 3, "08:00", "09:00")))
        .containsExactly("2026-03-01T08:00:00.000001Z | 2026-03-01T10:00:00Z");
  }

  @Test
  void answersThatShareASaleAreJoined() {
    assertThat(
            intervals(
                cut("r1", "10:00", 3, "08:00", "09:00"), cut("r2", "12:00", 3, "09:00", "11:00")))
        .containsExactly("2026-03-01T08:00:00.000001Z | 2026-03-01T12:00:00Z");
  }

  @Test
  void anAnswerThatLeavesAGapStartsAgain() {
    assertThat(
            intervals(
                cut("r1", "10:00", 3, "08:00", "09:00"), cut("r2", "12:00", 3, "09:01", "11:00")))
        .containsExactly("2026-03-01T09:01:00.000001Z | 2026-03-01T12:00:00Z");
  }

  @Test
  void theClockThatWeAskedByJoinsNothing() {
    assertThat(
            intervals(
                cut("r1", "10:00", 3, "08:00", "09:00"), cut("r2", "12:00", 3, "09:30", "11:00")))
        .containsExactly("2026-03-01T09:30:00.000001Z | 2026-03-01T12:00:00Z");
  }

  @Test
  void anAnswerBetweenTwoJoinsThem() {
    assertThat(
            intervals(
                cut("r3", "14:00", 3, "12:30", "13:30"),
                cut("r1", "10:00", 3, "08:00", "09:00"),
                cut("r2", "12:45", 3, "09:00", "12:40")))
        .containsExactly("2026-03-01T08:00:00.000001Z | 2026-03-01T14:00:00Z");
  }

  @Test
  void anAnswerOfWhichASaleWasRefusedProvesNothing() {
    TestRows rows = answers();
    rows.with("rows_refused", 1);
    rows.row("r1", "2026-03-01T10:00:00Z", 2, true, null, null);

    assertThat(KnownIntervals.of(rows.dataset()).collectAsList()).isEmpty();
  }

  @Test
  void anAnswerShorterThanAnEarlierOneWasCutAtALimitThatNobodyTold() {
    assertThat(
            intervals(
                whole("r1", "10:00", 150, "08:00", "09:00"),
                whole("r2", "12:00", 100, "09:30", "11:00")))
        .containsExactly("2026-03-01T09:30:00.000001Z | 2026-03-01T12:00:00Z");
  }

  @Test
  void anAnswerThatLacksASaleOfAnEarlierOneIsStaleAndProvesNothing() {
    assertThat(
            intervals(
                whole("r1", "10:00", 2, "08:00", "09:00"),
                whole("r2", "12:00", 3, "08:00", "11:00"),
                whole("r3", "13:00", 3, "07:00", "09:00"),
                cut("r4", "14:00", 3, "08:00", "09:00")))
        .containsExactly(BEGINNING + " | 2026-03-01T12:00:00Z");
  }

  private static Object[] whole(String id, String asked, int told, String oldest, String newest) {
    return new Object[] {id, at(asked), told, true, at(oldest), at(newest)};
  }

  private static Object[] cut(String id, String asked, int told, String oldest, String newest) {
    return new Object[] {id, at(asked), told, false, at(oldest), at(newest)};
  }

  private static String at(String time) {
    return time == null ? null : "2026-03-01T" + time + ":00Z";
  }

  private static List<String> intervals(Object[]... rows) {
    TestRows answers = answers().with("rows_refused", 0);
    for (Object[] row : rows) {
      answers.row(row);
    }
    return told(KnownIntervals.of(answers.dataset()), "complete_from_at", "complete_to_at");
  }

  private static TestRows answers() {
    return TestRows.of(
            Tables.DEPTH_ANSWERS,
            "request_id",
            "requested_at",
            "rows_told",
            "is_whole",
            "oldest_sale_at",
            "newest_sale_at")
        .with("platform", "alias")
        .with("sku", "DD1391-100")
        .with("size_key", "9")
        .with("region_code", "US")
        .with("endpoint", "recent_sales");
  }
}
