package io.soletape.budget;

import io.soletape.budget.NextTurns.NextTurn;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A ledger in a database, by JDBC: a SQLite file for one machine, PostgreSQL for several. One
 * transaction a lease, so that any number of processes keep one rate and one count.
 */
public final class SqlLedger implements Ledger {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration TIDY = Duration.ofHours(1);
  // To come again for less is not worth a start: of the day, in per cent.
  private static final int PART_FOR_HOT = 1;
  private static final int PART_FOR_OTHERS = 5;

  private final LedgerStore store;
  private final Map<BudgetKey, Instant> tidiedAt = new HashMap<>();

  private SqlLedger(LedgerStore store) {
    this.store = store;
  }

  /**
   * Opens the ledger, makes its tables where they are missing and brings older ones up to date. The
   * time is the database's own, so that processes agree on it whatever their own clocks say.
   *
   * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://HOST/DATABASE}, there with the
   *     parameters {@code user} and {@code password}, or without to let the driver find them
   * @throws LedgerException if the database cannot be made, reached, opened or written, or if its
   *     tables are newer than this program or not a ledger's
   */
  public static SqlLedger open(String url) {
    return new SqlLedger(LedgerStore.open(url, Optional.empty()));
  }

  /** As {@link #open(String)}, by a clock of the caller's: for simulated time. */
  public static SqlLedger open(String url, InstantSource clock) {
    return new SqlLedger(LedgerStore.open(url, Optional.of(clock)));
  }

  @Override
  public Lease lease(BudgetKey key, Limit limit, Priority priority, int wanted) {
    Wish wish = new Wish(key, limit, priority, wanted);
    Drawn drawn =
        store.inTransaction(
            transaction -> {
              NextTurn turn = NextTurns.lock(transaction, key);
              Transaction.Heard heard = transaction.heard();
              Lease lease = lease(transaction, wish, turn, heard.now());
              tidy(transaction, key);
              return new Drawn(lease, heard);
            });
    return drawn.at(store.nanoTime());
  }

  private record Wish(BudgetKey key, Limit limit, Priority priority, int turns) {}

  private record Drawn(Lease lease, Transaction.Heard heard) {

    private Lease at(long nanos) {
      return lease instanceof Lease.Granted granted
          ? new Lease.Granted(
              granted.ledgerNow(),
              granted.firstAt(),
              granted.turns(),
              new Lease.Reading(Duration.ofNanos(nanos - heard.atNanos()), heard.doubt()))
          : lease;
    }
  }

  @Override
  public void giveBack(BudgetKey key, Instant leasedAt, int turns) {
    if (turns > 0) {
      // Done twice it would hide a call that was made; not done it counts one too many.
      store.inTransactionOnce(
          transaction -> {
            NextTurns.lock(transaction, key);
            CallCounts.takeBack(transaction, key, leasedAt, turns);
            return true;
          });
    }
  }

  @Override
  public boolean shift(BudgetKey key, Instant leasedUntil, Duration by) {
    // Done twice it says no the second time: then the caller gives its turn up, which is safe.
    return store.inTransaction(transaction -> NextTurns.shift(transaction, key, leasedUntil, by));
  }

  @Override
  public Usage usage(BudgetKey key) {
    return store.inTransaction(
        transaction -> CallCounts.usage(transaction, key, transaction.now()));
  }

  @Override
  public Admission admission(BudgetKey key, Limit limit, Priority priority) {
    return store.inTransaction(
        transaction -> {
          Instant now = transaction.now();
          Optional<Integer> allowed = limit.callsPerDayFor(priority);
          if (allowed.isEmpty()) {
            return new Admission(Optional.empty(), Map.of(), now);
          }
          Forecast forecast = forecast(transaction, key, priority, now);
          int room = forecast.roomNow(allowed.get());
          return new Admission(
              Optional.of(room),
              forecast.announced(),
              forecast.whenThereIsRoom(allowed.get(), room + part(allowed.get(), priority)));
        });
  }

  @Override
  public void announce(BudgetKey key, Demand demand) {
    store.inTransaction(
        transaction -> {
          Demands.announce(transaction, key, demand, transaction.now());
          return true;
        });
  }

  @Override
  public void served(BudgetKey key, String source, Priority priority, Instant slotAt) {
    store.inTransaction(
        transaction -> {
          Demands.served(transaction, key, source, priority, slotAt);
          return true;
        });
  }

  @Override
  public void report(BudgetKey key, String kind, String message, Optional<Instant> until) {
    store.inTransaction(
        transaction -> {
          Troubles.report(transaction, key, new Trouble(kind, message, transaction.now(), until));
          return true;
        });
  }

  @Override
  public void recovered(BudgetKey key) {
    store.inTransaction(
        transaction -> {
          Troubles.recovered(transaction, key);
          return true;
        });
  }

  @Override
  public Optional<Trouble> trouble(BudgetKey key) {
    return store.inTransaction(transaction -> Troubles.of(transaction, key));
  }

  @Override
  public void close() {
    store.close();
  }

  private static Lease lease(Transaction transaction, Wish wish, NextTurn turn, Instant now)
      throws SQLException {
    BudgetKey key = wish.key();
    Limit limit = wish.limit();
    Priority priority = wish.priority();
    if (turn.isAheadOf(now)) {
      CallCounts.bringBack(transaction, key, now);
      Bookings.forget(transaction, key);
    }
    Optional<Integer> room = room(transaction, key, limit, priority, now);
    if (room.filter(calls -> calls < 1).isPresent()) {
      return new Lease.Exhausted(resumeAt(transaction, key, limit, priority, now));
    }
    Instant firstAt = turn.firstFrom(now);
    Precedence precedence =
        priority == Priority.HOT
            ? Precedence.FREE
            : Precedence.among(
                Bookings.above(transaction, key, priority), now, firstAt, limit.spacing());
    if (precedence.pause().isPresent()) {
      Bookings.asked(transaction, key, priority, now);
      return new Lease.Yielded(precedence.pause().get());
    }
    int possible = Math.min(wish.turns(), precedence.atMost());
    int turns = room.map(calls -> Math.min(calls, possible)).orElse(possible);
    Instant nextAt = firstAt.plus(limit.spacing().multipliedBy(turns));
    NextTurns.move(transaction, key, new NextTurn(now, nextAt));
    Bookings.booked(transaction, key, priority, now, nextAt.minus(limit.spacing()));
    CallCounts.add(transaction, key, firstAt, limit.spacing(), turns);
    return new Lease.Granted(now, firstAt, turns);
  }

  private static Optional<Integer> room(
      Transaction transaction, BudgetKey key, Limit limit, Priority priority, Instant now)
      throws SQLException {
    Optional<Integer> allowed = limit.callsPerDayFor(priority);
    if (allowed.isEmpty()) {
      return allowed;
    }
    boolean isBelowOthers =
        priority != Priority.HOT && !Demands.above(transaction, key, priority, now).isEmpty();
    return isBelowOthers
        ? Optional.of(forecast(transaction, key, priority, now).roomNow(allowed.get()))
        : CallCounts.usage(transaction, key, now).left(allowed);
  }

  private static Instant resumeAt(
      Transaction transaction, BudgetKey key, Limit limit, Priority priority, Instant now)
      throws SQLException {
    int allowed = limit.callsPerDayFor(priority).orElse(0);
    return allowed < 1
        ? now.truncatedTo(ChronoUnit.DAYS).plus(DAY)
        : forecast(transaction, key, priority, now)
            .whenThereIsRoom(allowed, part(allowed, priority));
  }

  private static Forecast forecast(
      Transaction transaction, BudgetKey key, Priority priority, Instant now) throws SQLException {
    List<Demands.StandingDemand> above = Demands.above(transaction, key, priority, now);
    return new Forecast(now, CallCounts.last24Hours(transaction, key, now), above);
  }

  private static int part(int allowed, Priority priority) {
    int percent = priority == Priority.HOT ? PART_FOR_HOT : PART_FOR_OTHERS;
    return Math.max(1, (int) ((long) allowed * percent / 100));
  }

  // At times, since a process may live for weeks: a lease must not get slower with history.
  private void tidy(Transaction transaction, BudgetKey key) throws SQLException {
    Instant now = transaction.now();
    Instant before = tidiedAt.getOrDefault(key, Instant.EPOCH);
    if (Duration.between(before, now).abs().compareTo(TIDY) > 0) {
      CallCounts.forgetOld(transaction, key, now);
      Demands.forgetOld(transaction, key, now);
      SqlLocks.forgetOld(transaction, now);
      tidiedAt.put(key, now);
    }
  }
}
