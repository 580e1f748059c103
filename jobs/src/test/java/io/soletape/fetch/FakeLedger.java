package io.soletape.fetch;

import io.soletape.budget.Admission;
import io.soletape.budget.BudgetKey;
import io.soletape.budget.Demand;
import io.soletape.budget.Lease;
import io.soletape.budget.Ledger;
import io.soletape.budget.LedgerException;
import io.soletape.budget.Limit;
import io.soletape.budget.Priority;
import io.soletape.budget.Trouble;
import io.soletape.budget.Turnstile;
import io.soletape.budget.Usage;
import io.soletape.market.Platform;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A ledger in memory with a number of calls left. */
final class FakeLedger implements Ledger {

  static final Instant TOMORROW = Instant.parse("2026-03-02T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private int left;
  private int leased;
  private int looks;
  private Optional<Integer> callsPerDay = Optional.empty();
  private Optional<Integer> admitted = Optional.empty();
  private Optional<Trouble> trouble = Optional.empty();
  private Optional<String> lost = Optional.empty();

  FakeLedger(int left) {
    this.left = left;
  }

  /** Admits so many calls and no more. */
  FakeLedger admitting(int calls) {
    admitted = Optional.of(calls);
    return this;
  }

  /** Has a limit of so many calls a day. */
  FakeLedger allowing(int calls) {
    callsPerDay = Optional.of(calls);
    return this;
  }

  /** Cannot be reached any more. */
  synchronized void isLost(String message) {
    lost = Optional.of(message);
  }

  private void reach() {
    lost.ifPresent(
        message -> {
          throw new LedgerException(message);
        });
  }

  /** A turnstile over this ledger whose turns come a thousand a second. */
  Turnstile turnstile(Platform platform) {
    return turnstile(platform, Optional.empty());
  }

  Turnstile turnstile(Platform platform, Optional<Instant> closesAt) {
    return turnstile(platform, closesAt, Clock.systemUTC());
  }

  Turnstile turnstile(Platform platform, Optional<Instant> closesAt, Clock clock) {
    return new Turnstile(
        this,
        BudgetKey.of(platform, "key"),
        new Limit(1000, callsPerDay, 0),
        Priority.HOT,
        closesAt,
        clock,
        System::nanoTime);
  }

  /** Calls that are counted. */
  synchronized int leased() {
    return leased;
  }

  /** How often somebody asked what is used. */
  synchronized int looks() {
    return looks;
  }

  @Override
  public synchronized Lease lease(BudgetKey key, Limit limit, Priority priority, int wanted) {
    reach();
    if (left == 0) {
      return new Lease.Exhausted(TOMORROW);
    }
    int turns = Math.min(left, wanted);
    left -= turns;
    leased += turns;
    return new Lease.Granted(NOW, NOW, turns);
  }

  @Override
  public synchronized void giveBack(BudgetKey key, Instant leasedAt, int turns) {
    leased -= turns;
  }

  @Override
  public boolean shift(BudgetKey key, Instant leasedUntil, Duration by) {
    return true;
  }

  @Override
  public synchronized Usage usage(BudgetKey key) {
    looks++;
    return new Usage(leased, leased);
  }

  @Override
  public Admission admission(BudgetKey key, Limit limit, Priority priority) {
    return new Admission(admitted, Map.of(), TOMORROW);
  }

  @Override
  public void announce(BudgetKey key, Demand demand) {}

  @Override
  public void served(BudgetKey key, String source, Priority priority, Instant slotAt) {}

  @Override
  public void report(BudgetKey key, String kind, String message, Optional<Instant> until) {
    reach();
    trouble = Optional.of(new Trouble(kind, message, NOW, until));
  }

  @Override
  public void recovered(BudgetKey key) {
    reach();
    trouble = Optional.empty();
  }

  @Override
  public Optional<Trouble> trouble(BudgetKey key) {
    return trouble;
  }

  @Override
  public void close() {}
}
