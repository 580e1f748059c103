package io.soletape.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.market.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** When a platform is left alone. */
class BreakerTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String OTHER = "STYLE-OTHER";
  private static final Duration UNSAID = Duration.ZERO;

  private final Breaker breaker = breaker(false);

  @Test
  void aDeadServiceIsToldByTenTroubledCallsOverThreeStyles() {
    for (int call = 0; call < 9; call++) {
      assertThat(breaker.troubled("STYLE-" + call % 3)).isEmpty();
    }

    FetchStop stop = breaker.troubled("STYLE-0").orElseThrow();

    assertThat(stop.isDeferral()).isFalse();
    assertThat(stop.reason()).isEqualTo("unreachable");
    assertThat(stop.message()).contains("stockx", "10 calls in a row");
  }

  @Test
  void whoIsDeniedWhateverHeAsksLacksARight() {
    assertThat(breaker.forbidden()).isEmpty();
    assertThat(breaker.forbidden()).isEmpty();

    FetchStop stop = breaker.forbidden().orElseThrow();

    assertThat(stop.isDeferral()).isFalse();
    assertThat(stop.reason()).isEqualTo("credentials");
    assertThat(stop.message()).contains("stockx", "403", "credentials");
  }

  @Test
  void whereOneCallIsAnsweredOthersMayBeDenied() {
    breaker.alive(OTHER);
    for (int call = 0; call < 100; call++) {
      assertThat(breaker.forbidden()).isEmpty();
    }

    assertThat(breaker.onlyForbidden()).isEmpty();
  }

  @Test
  void oneOrTwoBadIdsAreNoDeadService() {
    for (int call = 0; call < 100; call++) {
      assertThat(breaker.troubled("STYLE-" + call % 2)).isEmpty();
    }
  }

  @Test
  void anAnswerShowsThatTheServiceLives() {
    for (int call = 0; call < 100; call++) {
      assertThat(breaker.troubled("STYLE-" + call)).isEmpty();
      if (call % 9 == 8) {
        breaker.alive(OTHER);
      }
    }
  }

  @Test
  void badIdsThatOthersWereAnsweredBesideAreNoDeadServiceWhenOnlyTheyAreLeft() {
    for (int style = 0; style < 3; style++) {
      breaker.troubled("STYLE-" + style);
    }
    breaker.alive(OTHER);

    for (int call = 0; call < 30; call++) {
      assertThat(breaker.troubled("STYLE-" + call % 3)).isEmpty();
    }
  }

  @Test
  void aServiceThatDiesLaterIsToldByTheStylesThatWereWellUntilThen() {
    breaker.troubled("STYLE-0");
    breaker.troubled("STYLE-1");
    breaker.alive(OTHER);
    breaker.alive("STYLE-1");

    for (int call = 0; call < 9; call++) {
      assertThat(breaker.troubled("STYLE-" + (1 + call % 3))).isEmpty();
      assertThat(breaker.troubled("STYLE-0")).isEmpty();
    }

    assertThat(breaker.troubled("STYLE-1").map(FetchStop::reason)).contains("unreachable");
  }

  @Test
  void aSingleRefusalHoldsNobodyElseUp() {
    assertThat(breaker.refused(UNSAID)).isEmpty();
    assertThat(breaker.pause()).isZero();
  }

  @Test
  void aSecondRefusalInARowMakesAllWait() {
    breaker.refused(UNSAID);
    breaker.refused(UNSAID);
    assertThat(breaker.pause()).isEqualTo(Duration.ofSeconds(4));

    breaker.refused(Duration.ofSeconds(30));
    assertThat(breaker.pause()).isEqualTo(Duration.ofSeconds(30));

    breaker.alive(OTHER);
    assertThat(breaker.pause()).isZero();
  }

  @Test
  void aClockThatIsSetBackMakesAPauseBeginAnewButNotLonger() {
    AtomicReference<Instant> now = new AtomicReference<>(NOW);
    Breaker ticking = new Breaker(Platform.STOCKX, now::get, false);
    ticking.refused(UNSAID);
    ticking.refused(Duration.ofSeconds(30));

    now.set(NOW.minus(Duration.ofHours(1)));
    assertThat(ticking.pause()).isEqualTo(Duration.ofSeconds(30));

    now.set(NOW.minus(Duration.ofHours(1)).plusSeconds(20));
    assertThat(ticking.pause()).isEqualTo(Duration.ofSeconds(10));
    now.set(NOW);
    assertThat(ticking.pause()).isZero();
  }

  @Test
  void afterTooManyRefusalsTheQuotaIsTakenToBeGoneUntilMidnight() {
    assertThat(refusals(breaker, 3)).isEmpty();

    assertThat(breaker.refused(UNSAID))
        .contains(
            FetchStop.deferred(
                "quota",
                "stockx asks not to be called before 2026-03-02T00:00:00Z",
                Instant.parse("2026-03-02T00:00:00Z")));
  }

  @Test
  void thePlatformsOwnWordCountsForMoreThanMidnight() {
    refusals(breaker, 3);

    assertThat(breaker.refused(Duration.ofHours(1)).map(FetchStop::resumeAt))
        .contains(NOW.plusSeconds(3600));
  }

  @Test
  void aPlatformThatAskedToBeLeftAloneIsLeftAloneAtItsFirstRefusal() {
    assertThat(breaker(true).refused(UNSAID).map(FetchStop::reason)).contains("quota");
  }

  private static Optional<FetchStop> refusals(Breaker breaker, int times) {
    Optional<FetchStop> last = Optional.empty();
    for (int refusal = 0; refusal < times; refusal++) {
      last = breaker.refused(UNSAID);
    }
    return last;
  }

  private static Breaker breaker(boolean isOnProbation) {
    return new Breaker(Platform.STOCKX, () -> NOW, isOnProbation);
  }
}
