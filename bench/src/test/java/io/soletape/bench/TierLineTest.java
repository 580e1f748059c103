package io.soletape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TierLineTest {

  private static final Instant TEN = Instant.parse("2026-03-09T10:00:00Z");

  @Test
  void aFinishedSlotIsFollowedByTheNext() {
    TierLine line = line(Optional.empty());

    line.ended(RunStatus.DONE, Optional.empty(), at(1));

    assertThat(line.dueAt()).isEqualTo(at(60));
    assertThat(line.slot().at()).isEqualTo(at(60));
  }

  @Test
  void ofSlotsThatHavePassedTheNewestIsMadeUpFor() {
    TierLine line = line(Optional.empty());

    line.ended(RunStatus.DONE, Optional.empty(), at(200));

    assertThat(line.slot().at()).isEqualTo(at(180));
  }

  @Test
  void aDeferredSlotGoesOnWhenItAsksForIt() {
    TierLine line = line(Optional.empty());

    line.ended(RunStatus.DEFERRED, Optional.of(at(42)), at(1));

    assertThat(line.dueAt()).isEqualTo(at(42));
    assertThat(line.slot().at()).isEqualTo(TEN);
  }

  @Test
  void aFailedSlotIsTriedTwiceMoreAndThenLeft() {
    TierLine line = line(Optional.empty());

    line.ended(RunStatus.FAILED, Optional.empty(), at(1));
    assertThat(line.dueAt()).isEqualTo(at(4));
    line.ended(RunStatus.FAILED, Optional.empty(), at(5));
    assertThat(line.dueAt()).isEqualTo(at(8));
    line.ended(RunStatus.FAILED, Optional.empty(), at(9));

    assertThat(line.slot().at()).isEqualTo(at(60));
  }

  @Test
  void whatAnOutageHasStoppedIsStartedAgainWhenItIsOver() {
    TierLine line = line(Optional.of(at(20)));

    line.ended(RunStatus.FAILED, Optional.empty(), at(1));
    line.ended(RunStatus.FAILED, Optional.empty(), at(5));
    line.ended(RunStatus.FAILED, Optional.empty(), at(9));

    assertThat(line.dueAt()).isEqualTo(at(20));
    assertThat(line.slot().at()).isEqualTo(TEN);
  }

  private static TierLine line(Optional<Instant> outageEnd) {
    return new TierLine(new Slot(Tier.HOT, TEN), moment -> outageEnd);
  }

  private static Instant at(int minute) {
    return TEN.plus(Duration.ofMinutes(minute));
  }
}
