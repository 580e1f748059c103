package io.soletape.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.budget.Demands.StandingDemand;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The forecast held against a count, moment by moment, of every call that it speaks of. */
class ForecastTest {

  private static final Instant MIDNIGHT = Instant.parse("2026-03-10T00:00:00Z");
  private static final int ALLOWED = 1_000;

  @Property(tries = 200)
  void theRoomIsWhatFitsAtEveryMomentOfTheNext24Hours(
      @ForAll("moments") Instant now,
      @ForAll("pasts") List<MinuteCalls> past,
      @ForAll("demands") List<StandingDemand> demands) {
    List<MinuteCalls> counted = shifted(past, now);

    int room = new Forecast(now, counted, demands).roomNow(ALLOWED);

    long most = 0;
    for (Instant moment : moments(now, demands)) {
      most = Math.max(most, load(now, counted, demands, moment));
    }
    assertThat(room).isEqualTo((int) Math.max(0, ALLOWED - most));
  }

  @Property(tries = 100)
  void thePromisedMomentHasTheRoomIfThatIsEverToBeHad(
      @ForAll("moments") Instant now,
      @ForAll("pasts") List<MinuteCalls> past,
      @ForAll("demands") List<StandingDemand> demands) {
    List<MinuteCalls> counted = shifted(past, now);
    Forecast forecast = new Forecast(now, counted, demands);
    int wanted = forecast.roomNow(ALLOWED) + 50;

    Instant promised = forecast.whenThereIsRoom(ALLOWED, wanted);

    assertThat(promised).isAfter(now.minusSeconds(60)).isBefore(now.plus(Duration.ofHours(25)));
    boolean isEver = forecast.roomNow(ALLOWED - 50) > 0 && demands.isEmpty() && wanted <= ALLOWED;
    if (isEver) {
      long atThatMoment = load(now, counted, demands, promised);
      assertThat(ALLOWED - atThatMoment).isGreaterThanOrEqualTo(wanted);
    }
  }

  @Provide
  Arbitrary<Instant> moments() {
    return Arbitraries.longs().between(0, Duration.ofDays(1).toMillis()).map(MIDNIGHT::plusMillis);
  }

  @Provide
  Arbitrary<List<MinuteCalls>> pasts() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 1_440), Arbitraries.integers().between(0, 90))
        .as((ago, calls) -> new MinuteCalls(MIDNIGHT.minus(ago, ChronoUnit.MINUTES), calls))
        .list()
        .ofMaxSize(12);
  }

  @Provide
  Arbitrary<List<StandingDemand>> demands() {
    Arbitrary<Long> cadences =
        Arbitraries.of(
                Duration.ofMinutes(7),
                Duration.ofMinutes(90),
                Duration.ofHours(1),
                Duration.ofHours(6),
                Duration.ofDays(1),
                Duration.ofDays(7))
            .map(EpochMicros::of);
    return Combinators.combine(
            Arbitraries.of(Priority.HOT, Priority.WARM),
            cadences,
            Arbitraries.integers().between(1, 12),
            Arbitraries.of(true, false))
        .as(
            (priority, cadence, calls, served) ->
                new StandingDemand(
                    priority, cadence, calls, served ? EpochMicros.of(MIDNIGHT) : -1))
        .list()
        .ofMaxSize(3);
  }

  private static List<MinuteCalls> shifted(List<MinuteCalls> past, Instant now) {
    Duration shift = Duration.between(MIDNIGHT, now.truncatedTo(ChronoUnit.MINUTES));
    return past.stream()
        .map(calls -> new MinuteCalls(calls.minute().plus(shift), calls.calls()))
        .toList();
  }

  private static long load(
      Instant now, List<MinuteCalls> counted, List<StandingDemand> demands, Instant moment) {
    Instant from = moment.minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MINUTES);
    long calls =
        counted.stream()
            .filter(minute -> !minute.minute().isBefore(from))
            .mapToLong(MinuteCalls::calls)
            .sum();
    for (StandingDemand demand : demands) {
      calls += slots(now, demand, moment).count() * demand.callsPerSlot();
    }
    return calls;
  }

  private static List<Instant> moments(Instant now, List<StandingDemand> demands) {
    List<Instant> moments = new ArrayList<>(List.of(now));
    Instant end = now.truncatedTo(ChronoUnit.MINUTES).plus(1_441, ChronoUnit.MINUTES);
    for (StandingDemand demand : demands) {
      slots(now, demand, end.minusMillis(1))
          .mapToObj(EpochMicros::instant)
          .filter(slot -> slot.isAfter(now))
          .forEach(moments::add);
    }
    return moments;
  }

  private static LongStream slots(Instant now, StandingDemand demand, Instant until) {
    long cadence = demand.cadenceMicros();
    long current = EpochMicros.of(now) / cadence * cadence;
    return LongStream.iterate(
            current, slot -> slot <= EpochMicros.of(until), slot -> slot + cadence)
        .filter(slot -> slot > EpochMicros.of(now) || slot > demand.servedMicros());
  }
}
