package io.soletape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.market.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HotAgesTest {

  private static final Instant MIDNIGHT = Instant.parse("2026-03-09T00:00:00Z");

  @Test
  void aQuoteIsOldestJustBeforeTheNextOneCanBeRead() {
    HotAges ages = new HotAges(List.of());
    ages.read("a", at(2), at(1));
    ages.read("a", at(62), at(61));

    assertThat(ages.oldest(at(63))).isEqualTo(Duration.ofMinutes(61));
  }

  @Test
  void theOldestProductCounts() {
    HotAges ages = new HotAges(List.of());
    ages.read("a", at(2), at(1));
    ages.read("b", at(30), at(29));

    assertThat(ages.oldest(at(60))).isEqualTo(Duration.ofMinutes(59));
    assertThat(ages.products()).isEqualTo(2);
  }

  @Test
  void theMomentsOfAnOutageDoNotCount() {
    HotAges ages = new HotAges(List.of(new Outage(Platform.STOCKX, at(60), at(120))));
    ages.read("a", at(1), at(1));
    ages.read("a", at(110), at(109));

    assertThat(ages.oldest(at(121))).isEqualTo(Duration.ofMinutes(59));
  }

  @Test
  void whatAnOutageLeavesOldCountsOnceItIsOver() {
    HotAges ages = new HotAges(List.of(new Outage(Platform.STOCKX, at(60), at(120))));
    ages.read("a", at(1), at(1));
    ages.read("a", at(125), at(124));

    assertThat(ages.oldest(at(126))).isEqualTo(Duration.ofMinutes(124));
  }

  private static Instant at(int minute) {
    return MIDNIGHT.plus(Duration.ofMinutes(minute));
  }
}
