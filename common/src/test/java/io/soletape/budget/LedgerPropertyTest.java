package io.soletape.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.market.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever happens in whatever order, the calls that were made never exceed the day. */
class LedgerPropertyTest {

  private static final Instant START = Instant.parse("2026-03-10T21:00:00Z");
  private static final BudgetKey KEY = BudgetKey.of(Platform.STOCKX, "key-1");
  private static final int PER_DAY = 60;
  private static final Limit LIMIT = new Limit(1_000, Optional.of(PER_DAY), 10);

  @Property(tries = 40)
  void noReadingOfTheDayIsEverExceeded(@ForAll("steps") List<Step> steps) throws IOException {
    try (Model model = new Model()) {
      for (Step step : steps) {
        model.take(step);
        assertThat(model.callsOfTheLast24Hours()).isLessThanOrEqualTo(PER_DAY);
        assertThat(model.callsSinceMidnight()).isLessThanOrEqualTo(PER_DAY);
        assertThat(model.usage().last24Hours())
            .isGreaterThanOrEqualTo(model.callsOfTheLast24Hours());
        assertThat(model.usage().sinceMidnight())
            .isGreaterThanOrEqualTo(model.callsSinceMidnight());
      }
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> lease =
        Combinators.combine(Arbitraries.of(Priority.class), Arbitraries.integers().between(1, 25))
            .as((priority, calls) -> new Step(Kind.LEASE, priority, calls, Duration.ZERO));
    Arbitrary<Step> giveBack =
        Arbitraries.integers()
            .between(0, 12)
            .map(calls -> new Step(Kind.GIVE_BACK, Priority.HOT, calls, Duration.ZERO));
    Arbitrary<Step> reopen =
        Arbitraries.just(new Step(Kind.REOPEN, Priority.HOT, 0, Duration.ZERO));
    return Arbitraries.frequencyOf(
            Tuple.of(6, lease),
            Tuple.of(3, giveBack),
            Tuple.of(3, moves(Kind.PASS, Duration.ZERO, Duration.ofHours(9))),
            // The readings of the day go wrong near its ends.
            Tuple.of(2, moves(Kind.PASS, Duration.ofMinutes(1_425), Duration.ofMinutes(1_455))),
            Tuple.of(1, moves(Kind.SET_BACK, Duration.ZERO, Duration.ofHours(30))),
            Tuple.of(1, reopen))
        .list()
        .ofMinSize(10)
        .ofMaxSize(60);
  }

  private static Arbitrary<Step> moves(Kind kind, Duration least, Duration most) {
    return Arbitraries.longs()
        .between(least.toMillis(), most.toMillis())
        .map(millis -> new Step(kind, Priority.HOT, 0, Duration.ofMillis(millis)));
  }

  private enum Kind {
    LEASE,
    GIVE_BACK,
    PASS,
    SET_BACK,
    REOPEN
  }

  private record Step(Kind kind, Priority priority, int calls, Duration time) {}

  /** One lease: its turns, and when it was, by a clock that is never set. */
  private record Made(Instant trueTime, Instant ledgerTime, int calls) {}

  /** A ledger, and what was really done with its turns. */
  private static final class Model implements AutoCloseable {

    private final Path file = Files.createTempFile("ledger", ".db");
    private final List<Made> made = new ArrayList<>();
    private Duration setBack = Duration.ZERO;
    private Instant trueTime = START;
    private SqlLedger ledger = open();

    Model() throws IOException {}

    void take(Step step) {
      switch (step.kind()) {
        case LEASE -> lease(step.priority(), step.calls());
        case GIVE_BACK -> giveBack(step.calls());
        case PASS -> trueTime = trueTime.plus(step.time());
        case SET_BACK -> setBack = setBack.plus(step.time());
        case REOPEN -> {
          ledger.close();
          ledger = open();
        }
      }
    }

    Usage usage() {
      return ledger.usage(KEY);
    }

    int callsOfTheLast24Hours() {
      return callsSince(trueTime.minus(Duration.ofDays(1)));
    }

    int callsSinceMidnight() {
      return callsSince(now().truncatedTo(ChronoUnit.DAYS).plus(setBack));
    }

    @Override
    public void close() throws IOException {
      ledger.close();
      Files.deleteIfExists(file);
    }

    private void lease(Priority priority, int wanted) {
      if (ledger.lease(KEY, LIMIT, priority, wanted) instanceof Lease.Granted granted) {
        assertThat(granted.turns()).isBetween(1, wanted);
        made.add(new Made(trueTime, now(), granted.turns()));
      }
    }

    // A block is small and is given back soon, or not at all.
    private void giveBack(int calls) {
      if (!made.isEmpty() && made.get(made.size() - 1).trueTime().equals(trueTime)) {
        Made last = made.remove(made.size() - 1);
        int unused = Math.min(calls, last.calls());
        ledger.giveBack(KEY, last.ledgerTime(), unused);
        made.add(new Made(last.trueTime(), last.ledgerTime(), last.calls() - unused));
      }
    }

    private int callsSince(Instant from) {
      return made.stream()
          .filter(call -> !call.trueTime().isBefore(from))
          .mapToInt(Made::calls)
          .sum();
    }

    private Instant now() {
      return trueTime.minus(setBack);
    }

    private SqlLedger open() {
      return SqlLedger.open("jdbc:sqlite:" + file, this::now);
    }
  }
}
