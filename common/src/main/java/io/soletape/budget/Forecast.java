package io.soletape.budget;

import io.soletape.budget.Demands.StandingDemand;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The calls that will lie in the last 24 hours, at each minute of the two days to come: those
 * counted already until they leave, and those that more important work has announced. This reading
 * of the day is never below the one since 00:00 UTC, which sees a part of the same calls, so work
 * that keeps to it keeps both.
 *
 * <p>An announced call is taken to be made as its slot begins, the moment at which it is hardest to
 * fit in.
 */
final class Forecast {

  private static final int DAY = (int) Duration.ofDays(1).toMinutes();
  // By then all that is counted now has left.
  private static final int LAST = DAY + 1;
  private static final int MINUTES = LAST + DAY + 1;

  private final Instant minute;
  private final long nowMicros;
  private final List<StandingDemand> demands;
  private final long[] load = new long[MINUTES];

  /**
   * A forecast.
   *
   * @param counted the calls of the last 24 hours
   * @param demands of more important work
   */
  Forecast(Instant now, List<MinuteCalls> counted, List<StandingDemand> demands) {
    this.minute = now.truncatedTo(ChronoUnit.MINUTES);
    this.nowMicros = EpochMicros.of(now);
    this.demands = demands;
    long[] arriving = new long[MINUTES];
    long[] leaving = new long[MINUTES];
    counted.forEach(calls -> count(calls, arriving, leaving));
    for (int at = 0; at < MINUTES; at++) {
      long announced = announcedAt(at);
      arriving[at] += announced;
      if (at + DAY + 1 < MINUTES) {
        leaving[at + DAY + 1] += announced;
      }
    }
    long sum = 0;
    for (int at = 0; at < MINUTES; at++) {
      sum += arriving[at] - leaving[at];
      load[at] = sum;
    }
  }

  /** Calls that fit in now without taking room from anyone at any moment of the next 24 hours. */
  int roomNow(int allowed) {
    return roomAt(0, allowed);
  }

  /**
   * When there will be room for that many calls. Where that is not while the calls counted now are
   * in the day: when there will be most; and where there is never more than now, after they left.
   */
  Instant whenThereIsRoom(int allowed, int calls) {
    int best = LAST;
    int most = roomNow(allowed);
    for (int at = 0; at <= LAST; at++) {
      int room = roomAt(at, allowed);
      if (room > most) {
        most = room;
        best = at;
      }
      if (room >= calls) {
        return minute.plus(at, ChronoUnit.MINUTES);
      }
    }
    return minute.plus(best, ChronoUnit.MINUTES);
  }

  /** What is announced for the next 24 hours, the slot that has begun included. */
  Map<Priority, Integer> announced() {
    Map<Priority, Integer> announced = new EnumMap<>(Priority.class);
    long end = nowMicros + DAY * EpochMicros.MINUTE;
    for (StandingDemand demand : demands) {
      long calls =
          demand.callsOfTheCurrentSlot(nowMicros) + demand.callsOfSlotsBetween(nowMicros, end);
      announced.merge(demand.priority(), whole(calls), (one, other) -> whole((long) one + other));
    }
    return announced;
  }

  // A call of this minute is among those of the last 24 hours up to the same minute tomorrow.
  private int roomAt(int at, int allowed) {
    long most = 0;
    for (int later = at; later <= at + DAY; later++) {
      most = Math.max(most, load[later]);
    }
    return whole(allowed - most);
  }

  private void count(MinuteCalls counted, long[] arriving, long[] leaving) {
    int at = (int) Duration.between(minute, counted.minute()).toMinutes();
    arriving[0] += counted.calls();
    int left = at + DAY + 1;
    if (left < MINUTES) {
      leaving[Math.max(0, left)] += counted.calls();
    }
  }

  private long announcedAt(int at) {
    long begin = EpochMicros.of(minute) + at * EpochMicros.MINUTE;
    long before = at == 0 ? nowMicros : begin - 1;
    long end = begin + EpochMicros.MINUTE - 1;
    long calls = 0;
    for (StandingDemand demand : demands) {
      calls += demand.callsOfSlotsBetween(before, end);
      calls += at == 0 ? demand.callsOfTheCurrentSlot(nowMicros) : 0;
    }
    return calls;
  }

  private static int whole(long calls) {
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, calls));
  }
}
