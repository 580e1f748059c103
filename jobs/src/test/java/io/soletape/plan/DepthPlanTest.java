package io.soletape.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.soletape.market.CurrencyCode;
import io.soletape.market.Region;
import io.soletape.market.Sku;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moved sizes first, the furthest moved of them; beside them a round through all. */
class DepthPlanTest {

  private static final Slot SLOT = new Slot(Tier.HOT, Instant.parse("2026-03-01T10:00:00Z"));
  private static final Duration WEEK = Duration.ofDays(7);

  @Test
  void whatMovedFurthestIsAskedFirstAndOfEqualsTheDearest() {
    assertThat(
            planned(
                10,
                moved("1", 0.1, "100"),
                moved("2", 0.05, "900"),
                resting("3", "900"),
                moved("4", 0.1, "200"),
                moved("5", 1, "50")))
        .containsExactly("5", "4", "1", "2");
  }

  @Test
  void whatMovedLeastIsLeftWhereTheCallsAreFew() {
    assertThat(planned(1, moved("1", 0.001, "900"), moved("2", 0.002, "100"))).containsExactly("2");
  }

  @Test
  void whatWasNeverAskedComesDearestFirstAndBeforeWhatWasAskedLongAgo() {
    assertThat(
            planned(
                10,
                asked("1", "500", "2026-02-22T10:00:00Z"),
                asked("2", "900", "2026-02-21T10:00:00Z"),
                never("3", "100"),
                never("4", "200")))
        .containsExactly("4", "3", "2", "1");
  }

  @Test
  void aRoundIsOverAfterItsDaysAndNotBefore() {
    assertThat(
            planned(
                10,
                asked("1", "500", "2026-02-22T10:00:00Z"),
                asked("2", "500", "2026-02-22T11:00:00Z")))
        .containsExactly("1");
  }

  @ParameterizedTest
  @CsvSource({
    "0,   6, 6, 0, 0",
    "4,   6, 6, 2, 2",
    "5,   6, 6, 3, 2",
    "4,   1, 6, 1, 3",
    "4,   6, 1, 3, 1",
    "4,   0, 6, 0, 4",
    "4,   6, 0, 4, 0",
    "100, 6, 6, 6, 6"
  })
  void eitherHalfIsKeptAndWhatOneDoesNotNeedIsTheOthers(
      int calls, int moved, int never, int forMoved, int forRound) {
    List<DepthCandidate> candidates = new ArrayList<>();
    for (int size = 1; size <= moved; size++) {
      candidates.add(moved(String.valueOf(size), 0.1, "100"));
    }
    for (int size = 11; size <= 10 + never; size++) {
      candidates.add(never(String.valueOf(size), "900"));
    }

    List<String> planned = planned(calls, candidates.toArray(DepthCandidate[]::new));

    assertThat(planned).filteredOn(size -> size.length() == 1).hasSize(forMoved);
    assertThat(planned).filteredOn(size -> size.length() == 2).hasSize(forRound);
  }

  @Test
  void theSameSlotPlansTheSameWhateverTheOrderOfCandidates() {
    List<DepthCandidate> candidates = new ArrayList<>();
    for (DepthKind kind : DepthKind.values()) {
      for (String region : List.of("US", "EU", "UK")) {
        candidates.add(candidate(kind, "9", region, Optional.empty(), 0, "100"));
        candidates.add(candidate(kind, "10", region, Optional.empty(), 0.1, "100"));
      }
    }
    List<Planned> plan = new DepthPlan(5, WEEK).of(SLOT, candidates);

    Collections.shuffle(candidates, new Random(7));

    assertThat(new DepthPlan(5, WEEK).of(SLOT, candidates)).isEqualTo(plan).hasSize(5);
  }

  @Test
  void salesAndOffersAreAskedPerRegionAndGloballyOnlyWhereThatIsAll() {
    Region us = new Region("US");
    Region eu = new Region("EU");

    assertThat(DepthPlan.regions(scope(us, eu, Region.GLOBAL))).containsExactly(us, eu);
    assertThat(DepthPlan.regions(scope(Region.GLOBAL))).containsExactly(Region.GLOBAL);
  }

  @ParameterizedTest
  @CsvSource({"-1, 7", "1, 0", "1, -7"})
  void aPlanNeedsCallsAndARound(int calls, int days) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DepthPlan(calls, Duration.ofDays(days)))
        .withMessageContaining("0 or more calls");
  }

  private static List<String> planned(int calls, DepthCandidate... candidates) {
    return new DepthPlan(calls, WEEK)
        .of(SLOT, List.of(candidates)).stream()
            .map(planned -> planned.request().param("size"))
            .toList();
  }

  private static DepthCandidate moved(String size, double move, String value) {
    Instant before = SLOT.at().minusSeconds(3600);
    return candidate(DepthKind.SALES, size, "US", Optional.of(before), move, value);
  }

  private static DepthCandidate resting(String size, String value) {
    return asked(size, value, "2026-03-01T09:00:00Z");
  }

  private static DepthCandidate asked(String size, String value, String at) {
    return candidate(DepthKind.OFFERS, size, "US", Optional.of(Instant.parse(at)), 0, value);
  }

  private static DepthCandidate never(String size, String value) {
    return candidate(DepthKind.SALES, size, "US", Optional.empty(), 0, value);
  }

  private static DepthCandidate candidate(
      DepthKind kind,
      String size,
      String region,
      Optional<Instant> askedAt,
      double move,
      String value) {
    return new DepthCandidate(
        kind,
        new Sku("DD1391-100"),
        "dunk",
        new Region(region),
        new BigDecimal(size),
        askedAt,
        move,
        new BigDecimal(value));
  }

  private static QuoteScope scope(Region... regions) {
    return new QuoteScope(new Region("US"), List.of(CurrencyCode.USD), Stream.of(regions).toList());
  }
}
