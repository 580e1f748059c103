package io.soletape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.sandbox.PlatformStats;
import io.soletape.sandbox.ServedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

  @Test
  void aWindowIsAsLongAsItSaysLessTheJitter() {
    assertThat(mostInASecond(0, 500, 980)).isEqualTo(2);
    assertThat(mostInASecond(0, 500, 970)).isEqualTo(3);
    assertThat(mostInASecond()).isZero();
  }

  @Test
  void theRateIsUsedFromCallToCall() {
    List<Instant> oneASecond = LongStream.range(0, 11).mapToObj(call -> at(call * 1_000)).toList();

    assertThat(Judge.used(oneASecond, 1, at(500), at(9_500))).isEqualTo(1);
    assertThat(Judge.used(oneASecond, 2, at(500), at(9_500))).isEqualTo(0.5);
  }

  @Test
  void silenceAtTheEndIsRateThatWasNotUsed() {
    List<Instant> twoCalls = List.of(at(0), at(1_000));

    assertThat(Judge.used(twoCalls, 1, at(0), at(8_000))).isEqualTo(0.25);
    assertThat(Judge.used(List.of(), 1, at(0), at(8_000))).isZero();
  }

  @Test
  void aRequestAnsweredTwiceWasCalledAgain() {
    assertThat(Judge.repeated(stats(served(0, 100), served(200, 300)))).isEqualTo(1);
    assertThat(Judge.repeated(stats(served(0, 100)))).isZero();
  }

  @Test
  void anAnswerThatIsNoUseMayBeAskedForAgain() {
    ServedCall broken = new ServedCall("/a", at(0), at(100), 500, false);

    assertThat(Judge.repeated(stats(broken, served(200, 300)))).isZero();
  }

  @Test
  void aCallThatAKillMetInFlightMayBeMadeAgain() {
    PlatformStats stats = stats(served(0, 100), served(5_000, 5_100));

    assertThat(Judge.repeatedOutsideFlight(stats, kill(50, 60))).isZero();
    assertThat(Judge.repeatedOutsideFlight(stats, kill(199, 199))).isZero();
    assertThat(Judge.repeatedOutsideFlight(stats, kill(201, 700))).isEqualTo(1);
    assertThat(Judge.repeatedOutsideFlight(stats, kill(-20, -10))).isEqualTo(1);
  }

  @Test
  void oneKillExcusesOneRepetitionAlone() {
    PlatformStats stats = stats(served(0, 100), served(2_000, 2_100), served(4_000, 4_100));

    assertThat(Judge.repeatedOutsideFlight(stats, kill(50, 60))).isEqualTo(1);
  }

  @Test
  void anAnswerIsLostByTheKillThatCameNext() {
    PlatformStats stats = stats(served(0, 100), served(5_000, 5_100));
    List<Kill> kills = Stream.of(kill(8_000, 8_100), kill(140, 150)).flatMap(List::stream).toList();

    assertThat(Judge.longestLost(stats, kills)).hasMillis(40);
    assertThat(Judge.longestLost(stats, kill(50, 60))).hasMillis(0);
    assertThat(Judge.longestLost(stats(served(0, 100)), kills)).hasMillis(0);
  }

  private static long mostInASecond(long... millis) {
    List<Instant> arrivals = LongStream.of(millis).mapToObj(JudgeTest::at).toList();
    return Judge.mostWithin(Duration.ofSeconds(1), arrivals);
  }

  private static List<Kill> kill(long from, long until) {
    return List.of(new Kill(at(from), at(until)));
  }

  private static ServedCall served(long arrived, long answered) {
    return new ServedCall("/a", at(arrived), at(answered), 200, true);
  }

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }

  private static PlatformStats stats(ServedCall... served) {
    return new PlatformStats(
        served.length,
        Map.of(),
        Map.of(),
        0,
        0,
        0,
        Map.of(),
        Map.of(),
        0,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        0,
        List.of(),
        List.of(served));
  }
}
