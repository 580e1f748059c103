package io.soletape.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.coverage.Covered;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.market.Platform;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.silver.ParserVersion;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.TestRows;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunHistoryTest {

  private static final String PLAN = "digest";

  @TempDir private Path folder;

  @Test
  void onlyAFinishedRunOfTheSameWorkCountsAndOvertakesOlderSlots() {
    Lake lake = lake();
    lake.append(
        Tables.RUNS,
        TestRows.of(Tables.RUNS, "run_id", "tier", "slot_at", "status")
            .with("plan_digest", PLAN)
            .with("parser_version", ParserVersion.CURRENT)
            .row("hot-20260301T0800Z", "hot", "2026-03-01T08:00:00Z", "quality_failed")
            .row("hot-20260301T0900Z", "hot", "2026-03-01T09:00:00Z", "done")
            .row("hot-20260301T1000Z", "hot", "2026-03-01T10:00:00Z", "deferred")
            .row("hot-20260301T1100Z", "hot", "2026-03-01T11:00:00Z", "failed")
            .row("all-20260301T1200Z", "all", "2026-03-01T12:00:00Z", "done")
            .with("parser_version", "0")
            .row("hot-20260301T0700Z", "hot", "2026-03-01T07:00:00Z", "done")
            .dataset());
    RunHistory history = new RunHistory(lake);

    assertThat(history.finished(hot("08"), PLAN)).isPresent();
    assertThat(history.finished(hot("09"), PLAN)).isPresent();
    assertThat(history.finished(hot("09"), "another plan")).isEmpty();
    assertThat(history.finished(hot("09"))).as("whatever was planned").isPresent();
    assertThat(history.finished(hot("07"), PLAN)).as("another parser").isEmpty();
    assertThat(history.finished(hot("10"), PLAN)).as("deferred").isEmpty();
    assertThat(history.finished(hot("11"), PLAN)).as("failed").isEmpty();
    assertThat(history.finished(hot("12"), PLAN)).as("another tier").isEmpty();

    assertThat(history.isOvertaken(hot("08"))).isTrue();
    assertThat(history.isOvertaken(hot("09"))).as("by itself").isFalse();
    assertThat(history.isOvertaken(hot("10"))).as("by runs that did not finish").isFalse();
    assertThat(history.isOvertaken(new Slot(Tier.WARM, Instant.parse("2026-03-01T00:00:00Z"))))
        .as("by another tier")
        .isFalse();
  }

  @Test
  void aRunIsKeptOnceWithWhatALaterRunNeedsToRepeatIt() {
    Lake lake = lake();
    RunHistory history = new RunHistory(lake);

    history.keep(report(RunStatus.DEFERRED, 3));
    history.keep(report(RunStatus.DONE, 5));

    assertThat(lake.read(Tables.RUNS).count()).isEqualTo(1);
    Row run = history.finished(hot("10"), PLAN).orElseThrow();
    assertThat(RunHistory.rows(run))
        .isEqualTo(Map.of("bronze", 5L, "silver_quotes", 4L, "gold", 3L));
    assertThat(RunHistory.coverage(run))
        .isEqualTo(Map.of(Platform.STOCKX, new Covered(4, 3), Platform.ALIAS, new Covered(8, 8)));
    assertThat(TestRows.told(lake.read(Tables.RUNS), "cause", "calls.stockx.quota_left"))
        .containsExactly("null | 24990");
    assertThat(TestRows.told(lake.read(Tables.RUNS), "calls.alias.quota_left", "resume_at"))
        .containsExactly("null | null");
    assertThat(TestRows.told(lake.read(Tables.RUNS), "metrics.`stockx.calls.200`"))
        .containsExactly("7");
  }

  @Test
  void stepsRunOneByOneLeaveTheRowOfAWholeRun() {
    Lake lake = lake();
    RunHistory history = new RunHistory(lake);

    history.keepSteps(report(RunStatus.DONE, 5), Set.of(Step.MAP, Step.FETCH));
    assertThat(told(lake)).containsExactly("open | 5 | 3 | 7");
    assertThat(history.finished(hot("10"), PLAN)).as("not judged yet").isEmpty();
    assertThat(history.isOvertaken(hot("09"))).as("by a slot that is open").isFalse();

    history.keepSteps(idle(RunStatus.DONE, 9, 0.5), Set.of(Step.GOLD));
    history.keepSteps(idle(RunStatus.QUALITY_FAILED, 0, 0.25), Set.of(Step.QUALITY));

    assertThat(told(lake)).containsExactly("quality_failed | 5 | 9 | 7");
    assertThat(history.finished(hot("10"), PLAN)).isPresent();
    assertThat(history.isOvertaken(hot("09"))).isTrue();
    assertThat(TestRows.told(lake.read(Tables.RUNS), "seconds.fetch", "seconds.quality"))
        .containsExactly("1.5 | 0.25");
  }

  @Test
  void aSlotWhoseFetchFailedStaysFailedWhateverItsOtherStepsSay() {
    Lake lake = lake();
    RunHistory history = new RunHistory(lake);

    history.keepSteps(report(RunStatus.FAILED, 5), Set.of(Step.FETCH));
    history.keepSteps(idle(RunStatus.DONE, 9, 0.5), Set.of(Step.GOLD));
    history.keepSteps(idle(RunStatus.DONE, 0, 0.25), Set.of(Step.QUALITY));
    assertThat(told(lake)).containsExactly("failed | 5 | 9 | 7");

    history.keepSteps(report(RunStatus.DONE, 6), Set.of(Step.FETCH));
    history.keepSteps(idle(RunStatus.DONE, 0, 0.25), Set.of(Step.QUALITY));
    assertThat(told(lake)).as("fetched again").containsExactly("done | 6 | 9 | 7");
  }

  @Test
  void aStepOfAFinishedSlotLeavesItFinished() {
    Lake lake = lake();
    RunHistory history = new RunHistory(lake);
    history.keep(report(RunStatus.DONE, 5));

    history.keepSteps(report(RunStatus.DEFERRED, 8), Set.of(Step.FETCH));
    history.keepSteps(idle(RunStatus.DONE, 8, 0.5), Set.of(Step.SILVER));

    assertThat(told(lake)).containsExactly("done | 5 | 3 | 7");
  }

  @Test
  void aLakeWithoutRunsRemembersNone() {
    RunHistory history = new RunHistory(lake());

    assertThat(history.finished(hot("10"), PLAN)).isEmpty();
    assertThat(history.isOvertaken(hot("10"))).isFalse();
  }

  private Lake lake() {
    return new Lake(LocalSpark.session(), folder.toString());
  }

  private static Slot hot(String hour) {
    return new Slot(Tier.HOT, Instant.parse("2026-03-01T" + hour + ":00:00Z"));
  }

  private static List<String> told(Lake lake) {
    return TestRows.told(
        lake.read(Tables.RUNS), "status", "planned", "rows.gold", "calls.stockx.made");
  }

  /** A step that makes no call: it has planned nothing, and counts what it wrote. */
  private static RunReport idle(RunStatus status, long gold, double seconds) {
    CallReport none = new CallReport(0, 0, 0, 10, Optional.of(24_990));
    return report(
        status,
        0,
        gold,
        Map.of(Platform.STOCKX, none, Platform.ALIAS, none),
        Map.of("quality", seconds));
  }

  private static RunReport report(RunStatus status, long bronze) {
    return report(
        status,
        bronze,
        3,
        Map.of(
            Platform.STOCKX, new CallReport(7, 1, 0, 10, Optional.of(24_990)),
            Platform.ALIAS, new CallReport(8, 0, 1, 8, Optional.empty())),
        Map.of("fetch", 1.5));
  }

  private static RunReport report(
      RunStatus status,
      long bronze,
      long gold,
      Map<Platform, CallReport> calls,
      Map<String, Double> seconds) {
    Instant at = Instant.parse("2026-03-01T10:05:00Z");
    return new RunReport(
        hot("10"),
        status,
        bronze,
        bronze,
        0,
        0,
        0,
        Optional.empty(),
        List.of(),
        calls,
        Map.of("stockx.calls.200", 7L),
        Map.of("bronze", bronze, "silver_quotes", 4L, "gold", gold),
        3,
        Map.of(Platform.STOCKX, new Covered(4, 3), Platform.ALIAS, new Covered(8, 8)),
        List.of(),
        seconds,
        PLAN,
        at,
        at);
  }
}
