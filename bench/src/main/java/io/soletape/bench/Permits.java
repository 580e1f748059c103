package io.soletape.bench;

import io.soletape.budget.BudgetKey;
import io.soletape.budget.Ledger;
import io.soletape.budget.Limit;
import io.soletape.budget.Priority;
import io.soletape.budget.SqlLedger;
import io.soletape.budget.Turn;
import io.soletape.budget.Turnstile;
import io.soletape.http.Sleeper;
import io.soletape.market.Platform;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** What it costs to be granted a permit, by turnstiles that share one ledger. */
final class Permits implements Scenario {

  private static final int PER_DAY = 100_000_000;
  private static final Limit LIMIT = new Limit(1_000, Optional.of(PER_DAY), 0);
  private static final double MOST_MILLIS = 2;
  private static final long LEAST_A_SECOND = 200;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  @Override
  public String name() {
    return "permits";
  }

  @Override
  public String shows() {
    return "a permit costs below 2 ms at the median, and one ledger grants 200 a second or more";
  }

  @Override
  public List<Figure> run(Trial trial)
      throws IOException, InterruptedException, ExecutionException {
    int leases = trial.isLong() ? 2_000 : 200;
    List<Figure> figures = new ArrayList<>();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      List<Place> places =
          List.of(
              new Place("SQLite", "jdbc:sqlite:" + trial.folder().resolve("ledger.db")),
              new Place("PostgreSQL", postgres.getJdbcUrl("postgres", "postgres")));
      for (Place place : places) {
        measured(place, "warm-up", 1, leases, Permits::leases);
        for (int askers : new int[] {1, 4}) {
          String who = "%s, %d at once: ".formatted(place.name(), askers);
          Measured permits = measured(place, who, askers, 5 * leases, Permits::permits);
          figures.add(permits.median(who + "a permit, in ms"));
          figures.add(permits.rate(who + "permits a second"));
          Measured single = measured(place, who, askers, leases, Permits::leases);
          figures.add(lease(trial, askers, single, who + "a lease of one turn"));
          figures.add(single.rate(who + "leases of one turn a second"));
          figures.add(single.late(who + "99 of 100 leases of one turn"));
        }
      }
    }
    return figures;
  }

  // Bound to the disk, and so to what else the machine does; and of several at once each waits for
  // the others, which the rate of all of them tells.
  private static Figure lease(Trial trial, int askers, Measured single, String name) {
    return trial.isLong() && askers == 1 ? single.median(name + ", in ms") : single.told(name);
  }

  private static Measured measured(Place place, String budget, int askers, int times, Asking asking)
      throws InterruptedException, ExecutionException {
    BudgetKey key = BudgetKey.of(Platform.STOCKX, budget);
    ExecutorService threads = Executors.newFixedThreadPool(askers);
    try {
      Callable<long[]> asker = () -> ask(place.url(), key, times / askers, asking);
      long begin = System.nanoTime();
      long[] nanos = new long[0];
      for (Future<long[]> one :
          threads.invokeAll(IntStream.range(0, askers).mapToObj(number -> asker).toList())) {
        nanos = joined(nanos, one.get());
      }
      long took = System.nanoTime() - begin;
      Arrays.sort(nanos);
      return new Measured(nanos, took);
    } finally {
      threads.shutdownNow();
    }
  }

  // Each over a connection of its own, as a process would.
  private static long[] ask(String url, BudgetKey key, int times, Asking asking)
      throws InterruptedException {
    try (Ledger ledger = SqlLedger.open(url)) {
      return asking.ask(ledger, key, times);
    }
  }

  private static long[] leases(Ledger ledger, BudgetKey key, int times) {
    long[] nanos = new long[times];
    for (int time = 0; time < times; time++) {
      long begin = System.nanoTime();
      ledger.lease(key, LIMIT, Priority.HOT, 1);
      nanos[time] = System.nanoTime() - begin;
    }
    return nanos;
  }

  private static long[] permits(Ledger ledger, BudgetKey key, int times)
      throws InterruptedException {
    long[] nanos = new long[times];
    try (Turnstile turnstile =
        new Turnstile(
            ledger,
            key,
            LIMIT,
            Priority.HOT,
            Optional.empty(),
            Clock.systemUTC(),
            System::nanoTime)) {
      int granted = 0;
      while (granted < times) {
        long begin = System.nanoTime();
        Turn turn = turnstile.next();
        long took = System.nanoTime() - begin;
        if (turn instanceof Turn.Later later) {
          Sleeper.real().sleep(later.pause());
        } else {
          nanos[granted] = took;
          granted++;
        }
      }
    }
    return nanos;
  }

  private static long[] joined(long[] some, long[] more) {
    long[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  /** Asks a ledger again and again, and tells how long each time took, in nanoseconds. */
  private interface Asking {
    long[] ask(Ledger ledger, BudgetKey key, int times) throws InterruptedException;
  }

  private record Place(String name, String url) {}

  /** How long each permit took, in order, and all of them together. */
  private record Measured(long[] nanos, long took) {

    Figure median(String name) {
      return Figure.ratioAtMost(name, millis(50), MOST_MILLIS);
    }

    Figure told(String name) {
      return Figure.told(name, "%.3f ms".formatted(millis(50)));
    }

    Figure late(String name) {
      return Figure.told(name, "%.3f ms".formatted(millis(99)));
    }

    Figure rate(String name) {
      long rate = Math.round(nanos.length * NANOS_PER_SECOND / took);
      return new Figure(
          name, Long.toString(rate), "at least " + LEAST_A_SECOND, rate >= LEAST_A_SECOND);
    }

    private double millis(int percent) {
      return nanos[Math.min(nanos.length - 1, nanos.length * percent / 100)] / NANOS_PER_MILLI;
    }
  }
}
