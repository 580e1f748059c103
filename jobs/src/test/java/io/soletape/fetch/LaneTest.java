package io.soletape.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.market.Platform;
import io.soletape.platform.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaneTest {

  private static final long MILLI = 1_000_000;

  private final FakeDesk desk = new FakeDesk();
  private final Time time = new Time();

  @Test
  void aCallerLeavesAtItsTurnWithItsCredentials() throws InterruptedException {
    desk.answering(desk.go(50 * MILLI));

    Lane.Pass pass = lane(desk).await();

    assertThat(pass)
        .isEqualTo(new Lane.Pass.Free(new Credentials(Map.of("Authorization", "token 1"))));
    assertThat(time.nanos).isBetween(50 * MILLI, 52 * MILLI);
    assertThat(desk.toldBesides()).isEmpty();
  }

  @Test
  void aTurnThatIsNowIsNotSleptFor() throws InterruptedException {
    desk.answering(desk.go(0));

    lane(desk).await();

    assertThat(time.slept).isEqualTo(Duration.ZERO);
    assertThat(desk.toldBesides()).isEmpty();
  }

  @Test
  void aTurnThatWasSleptThroughIsGivenBackAndAnotherTaken() throws InterruptedException {
    desk.answering(desk.go(50 * MILLI), desk.go(50 * MILLI));
    time.oversleep(Duration.ofMillis(10), 1);

    Lane.Pass pass = lane(desk).await();

    assertThat(pass).isInstanceOf(Lane.Pass.Free.class);
    assertThat(desk.toldBesides()).containsExactly(FakeDesk.unused(Platform.STOCKX));
    assertThat(time.nanos).isBetween(108 * MILLI, 114 * MILLI);
  }

  @Test
  void atMostThreeTurnsAreGivenBackThenTheCallIsLate() throws InterruptedException {
    desk.answering(
        desk.go(MILLI * 50), desk.go(MILLI * 50), desk.go(MILLI * 50), desk.go(MILLI * 50));
    time.oversleep(Duration.ofMillis(10), Integer.MAX_VALUE);

    Lane.Pass pass = lane(desk).await();

    assertThat(pass).isInstanceOf(Lane.Pass.Free.class);
    assertThat(desk.turnsAsked()).isEqualTo(4);
    assertThat(desk.toldBesides()).hasSize(3).containsOnly(FakeDesk.unused(Platform.STOCKX));
  }

  @Test
  void aReplyThatWasLongOnItsWayNeverMakesTheCallEarly() throws InterruptedException {
    desk.answering(desk.go(50 * MILLI));
    DeskLine slow =
        message -> {
          time.nanos += 20 * MILLI;
          return desk.ask(message);
        };

    lane(slow).await();

    assertThat(time.nanos).isBetween(50 * MILLI, 72 * MILLI);
    assertThat(desk.toldBesides()).isEmpty();
  }

  @Test
  void aStopPassesThroughAtOnce() throws InterruptedException {
    FetchStop spent = FetchStop.deferred("budget", "spent", Instant.EPOCH);
    desk.answering(new DeskReply.Stop(spent));

    assertThat(lane(desk).await()).isEqualTo(new Lane.Pass.Stopped(spent));
    assertThat(time.slept).isEqualTo(Duration.ZERO);
  }

  private Lane lane(DeskLine line) {
    return new Lane(Platform.STOCKX, line, time::sleep, time::read);
  }

  /** A clock that moves a little with every look at it, and by sleeping. */
  private static final class Time {
    private static final long LOOK = 10_000;

    private long nanos;
    private Duration slept = Duration.ZERO;
    private Duration tooLong = Duration.ZERO;
    private int lateSleeps;

    void oversleep(Duration by, int times) {
      tooLong = by;
      lateSleeps = times;
    }

    long read() {
      nanos += LOOK;
      return nanos;
    }

    void sleep(Duration duration) {
      slept = slept.plus(duration);
      nanos += duration.toNanos();
      if (lateSleeps > 0) {
        lateSleeps--;
        nanos += tooLong.toNanos();
      }
    }
  }
}
