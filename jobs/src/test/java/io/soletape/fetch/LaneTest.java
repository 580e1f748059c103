package io.soletape.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.market.Platform;
import io.soletape.platform.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LaneTest {

  private static final long MILLI = 1_000_000;
  private static final Credentials CREDENTIALS =
      new Credentials(Map.of("Authorization", "token 1"));

  private final FakeDesk desk = new FakeDesk();
  private final Time time = new Time();

  @Test
  void aCallerLeavesAtItsTurnWithItsWorkAndCredentials() throws InterruptedException {
    desk.answering(desk.work(50 * MILLI));

    Lane lane = lane(desk);
    Lane.Pass.Free pass = (Lane.Pass.Free) lane.next();

    assertThat(pass.assignment()).contains(FakeDesk.WORK);
    assertThat(lane.depart("r1", pass.due())).contains(CREDENTIALS);
    assertThat(time.nanos).isBetween(50 * MILLI, 52 * MILLI);
    assertThat(desk.heard())
        .containsExactly(new DeskMessage.AskWork(Platform.STOCKX, FakeDesk.WORKER));
  }

  @Test
  void aRepetitionWaitsForATurnOfItsOwn() throws InterruptedException {
    desk.answering(desk.go(50 * MILLI));

    Lane.Pass.Free pass = (Lane.Pass.Free) lane(desk).again("r1");

    assertThat(pass.assignment()).isEmpty();
    assertThat(pass.due().credentials()).isEqualTo(CREDENTIALS);
    assertThat(desk.heard())
        .containsExactly(new DeskMessage.AskTurn(Platform.STOCKX, "r1", FakeDesk.WORKER));
  }

  @Test
  void aTurnThatIsNowIsNotSleptFor() throws InterruptedException {
    desk.answering(desk.work(0));

    assertThat(leave(lane(desk))).contains(CREDENTIALS);

    assertThat(time.slept).isEqualTo(Duration.ZERO);
  }

  @Test
  void whoIsToldLaterAsksAgainThen() throws InterruptedException {
    desk.answering(new DeskReply.Later(300 * MILLI), desk.work(0));

    Lane.Pass pass = lane(desk).next();

    assertThat(pass).isInstanceOf(Lane.Pass.Free.class);
    assertThat(time.slept).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void aCallerThatOversleptSaysHowLateItIsAndCalls() throws InterruptedException {
    desk.answering(desk.work(50 * MILLI));
    time.oversleep(Duration.ofMillis(10), 1);

    assertThat(leave(lane(desk))).contains(CREDENTIALS);

    assertThat(desk.heard(DeskMessage.TurnLate.class))
        .singleElement()
        .satisfies(
            late -> {
              assertThat(late.turn()).isEqualTo(1);
              assertThat(late.byNanos()).isBetween(8 * MILLI, 12 * MILLI);
            });
  }

  @Test
  void aCallerThatMayNotBeLateKeepsItsWorkAndTakesAnotherTurn() throws InterruptedException {
    desk.strict().answering(desk.work(50 * MILLI), desk.go(50 * MILLI));
    time.oversleep(Duration.ofMillis(10), 1);

    assertThat(leave(lane(desk))).contains(CREDENTIALS);

    assertThat(desk.heard(DeskMessage.AskTurn.class))
        .containsExactly(new DeskMessage.AskTurn(Platform.STOCKX, "r1", FakeDesk.WORKER));
    assertThat(time.nanos).isBetween(108 * MILLI, 114 * MILLI);
  }

  @Test
  void aReplyThatWasLongOnItsWayNeverMakesTheCallEarly() throws InterruptedException {
    desk.answering(desk.work(50 * MILLI));
    DeskLine slow =
        message -> {
          time.nanos += message instanceof DeskMessage.AskWork ? 20 * MILLI : 0;
          return desk.ask(message);
        };

    leave(lane(slow));

    assertThat(time.nanos).isBetween(50 * MILLI, 95 * MILLI);
    assertThat(desk.heard(DeskMessage.TurnLate.class))
        .as("on which way it was long nobody knows, so the call counts as late")
        .hasSize(1);
  }

  @Test
  void nothingToDoAndAStopEndTheLaneAtOnce() throws InterruptedException {
    desk.answering(
        new DeskReply.Done(),
        new DeskReply.Stop(FetchStop.deferred("budget", "spent", Instant.EPOCH)));

    assertThat(lane(desk).next()).isEqualTo(new Lane.Pass.Closed());
    assertThat(lane(desk).next()).isEqualTo(new Lane.Pass.Closed());
    assertThat(time.slept).isEqualTo(Duration.ZERO);
  }

  @Test
  void aConnectionThatTookLongMakesTheCallLateAndTheTurnsBehindItMove()
      throws InterruptedException {
    desk.answering(desk.work(50 * MILLI));
    Lane lane = lane(desk);
    Lane.Pass.Free pass = (Lane.Pass.Free) lane.next();
    time.nanos += 200 * MILLI;

    assertThat(lane.depart("r1", pass.due())).contains(CREDENTIALS);
    assertThat(desk.heard(DeskMessage.TurnLate.class))
        .singleElement()
        .satisfies(late -> assertThat(late.byNanos()).isBetween(148 * MILLI, 156 * MILLI));
  }

  @Test
  void whoMayNotBeLateDoesNotLeaveOnceThePlatformIsNotCalledAnyMore() throws InterruptedException {
    desk.strict().answering(desk.work(0), new DeskReply.Done());
    Lane lane = lane(desk);
    Lane.Pass.Free pass = (Lane.Pass.Free) lane.next();
    time.nanos += 200 * MILLI;

    assertThat(lane.depart("r1", pass.due())).isEmpty();
  }

  @Test
  void aDeskThatIsSlowToHearOfALateCallIsToldHowLateThatMadeIt() throws InterruptedException {
    desk.answering(desk.work(50 * MILLI));
    time.oversleep(Duration.ofMillis(10), 1);
    DeskLine slow = hearingLate(message -> time.nanos += 200 * MILLI);

    assertThat(leave(lane(slow))).contains(CREDENTIALS);

    long told =
        desk.heard(DeskMessage.TurnLate.class).stream()
            .mapToLong(DeskMessage.TurnLate::byNanos)
            .sum();
    assertThat(time.nanos - 50 * MILLI - told).as("later than told").isLessThan(4 * MILLI);
    assertThat(desk.heard(DeskMessage.TurnLate.class)).hasSize(2);
  }

  @Test
  void whoseTurnWasOvertakenWhileTheDeskHeardOfItTakesAnotherOne() throws InterruptedException {
    desk.answering(desk.work(50 * MILLI), desk.go(50 * MILLI));
    time.oversleep(Duration.ofMillis(10), 1);
    DeskLine slow =
        hearingLate(
            message -> {
              time.nanos += 1_500 * MILLI;
              desk.strict();
            });

    assertThat(leave(lane(slow))).contains(CREDENTIALS);

    assertThat(desk.heard(DeskMessage.TurnLate.class)).hasSize(2);
    assertThat(desk.heard(DeskMessage.AskTurn.class)).hasSize(1);
  }

  @Test
  void aDeskThatGetsSlowerAndSlowerIsNotToldForEver() throws InterruptedException {
    desk.answering(desk.work(50 * MILLI), desk.go(50 * MILLI));
    time.oversleep(Duration.ofMillis(10), 1);
    DeskLine slower = hearingLate(message -> time.nanos *= 3);

    assertThat(leave(lane(slower))).contains(CREDENTIALS);

    assertThat(desk.heard(DeskMessage.TurnLate.class)).hasSize(3);
    assertThat(desk.heard(DeskMessage.AskTurn.class)).hasSize(1);
  }

  private DeskLine hearingLate(Consumer<DeskMessage.TurnLate> meanwhile) {
    return message -> {
      DeskReply reply = desk.ask(message);
      if (message instanceof DeskMessage.TurnLate late) {
        meanwhile.accept(late);
      }
      return reply;
    };
  }

  private static Optional<Credentials> leave(Lane lane) throws InterruptedException {
    Lane.Pass.Free pass = (Lane.Pass.Free) lane.next();
    return lane.depart("r1", pass.due());
  }

  private Lane lane(DeskLine line) {
    return new Lane(Platform.STOCKX, FakeDesk.WORKER, line, time::sleep, time::read);
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
