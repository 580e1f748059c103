package io.soletape.bench;

import io.soletape.budget.BudgetKey;
import io.soletape.budget.Demand;
import io.soletape.budget.Lease;
import io.soletape.budget.Ledger;
import io.soletape.budget.Limit;
import io.soletape.budget.Priority;
import io.soletape.budget.SqlLedger;
import io.soletape.market.Platform;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A week in which all tiers together want more calls than the day allows, minute by minute by a
 * clock of its own. Less important tiers ask first in each minute. The days are judged by the calls
 * themselves, not by the ledger.
 */
final class SimulatedWeek {

  private static final Instant MONDAY = Instant.parse("2026-03-09T00:00:00Z");
  private static final BudgetKey KEY = BudgetKey.of(Platform.STOCKX, "key-1");
  static final String LAKE = "lake";
  private static final int TURNS_AT_ONCE = 6;

  private final Limit limit;
  private final Map<Priority, Tier> tiers = new EnumMap<>(Priority.class);
  private final Deque<Instant> last24Hours = new ArrayDeque<>();
  private Instant now = MONDAY;
  private int sinceMidnight;
  private int mostInLast24Hours;
  private int mostSinceMidnight;

  SimulatedWeek(Limit limit, List<Demand> demands) {
    this.limit = limit;
    demands.forEach(demand -> tiers.put(demand.priority(), new Tier(demand)));
  }

  /** Lives through the week on a ledger that nobody has used. */
  Figures run(String url) {
    try (SqlLedger ledger = SqlLedger.open(url, () -> now)) {
      Instant end = MONDAY.plus(Duration.ofDays(7));
      for (; now.isBefore(end); now = now.plusSeconds(30)) {
        sinceMidnight = now.equals(now.truncatedTo(ChronoUnit.DAYS)) ? 0 : sinceMidnight;
        tiers.values().forEach(tier -> tier.begin(ledger));
        for (Priority priority : List.of(Priority.COLD, Priority.WARM, Priority.HOT)) {
          Optional.ofNullable(tiers.get(priority)).ifPresent(tier -> tier.ask(ledger));
        }
      }
    }
    return new Figures(Map.copyOf(tiers), mostInLast24Hours, mostSinceMidnight);
  }

  private void called(int calls) {
    for (int call = 0; call < calls; call++) {
      last24Hours.addLast(now);
    }
    while (!last24Hours.isEmpty() && last24Hours.getFirst().isBefore(now.minusSeconds(86_400))) {
      last24Hours.removeFirst();
    }
    sinceMidnight += calls;
    mostInLast24Hours = Math.max(mostInLast24Hours, last24Hours.size());
    mostSinceMidnight = Math.max(mostSinceMidnight, sinceMidnight);
  }

  /** What the week brought. */
  record Figures(Map<Priority, Tier> tiers, int mostInLast24Hours, int mostSinceMidnight) {}

  /** One tier: what its slots need, and what they got. */
  final class Tier {

    private final Demand demand;
    private int slots;
    private int complete;
    private int made;
    private int needed;
    private Instant idleFrom = MONDAY;

    private Tier(Demand demand) {
      this.demand = demand;
    }

    int slots() {
      return slots;
    }

    int completeSlots() {
      return complete;
    }

    int calls() {
      return made;
    }

    private void begin(Ledger ledger) {
      if (slotAt().equals(now)) {
        slots++;
        needed = demand.callsPerSlot();
        idleFrom = now;
        ledger.announce(KEY, demand);
      }
    }

    private void ask(Ledger ledger) {
      if (needed == 0 || now.isBefore(idleFrom)) {
        return;
      }
      int wanted = Math.min(needed, TURNS_AT_ONCE);
      Lease lease = ledger.lease(KEY, limit, demand.priority(), wanted);
      if (lease instanceof Lease.Exhausted exhausted) {
        idleFrom = exhausted.resumeAt();
      } else if (lease instanceof Lease.Yielded yielded) {
        idleFrom = now.plus(yielded.pause());
      } else if (lease instanceof Lease.Granted granted) {
        got(ledger, granted);
      }
    }

    private void got(Ledger ledger, Lease.Granted granted) {
      called(granted.turns());
      made += granted.turns();
      needed -= granted.turns();
      idleFrom = granted.firstAt().plus(limit.spacing().multipliedBy(granted.turns() - 1L));
      if (needed == 0) {
        complete++;
        ledger.served(KEY, LAKE, demand.priority(), slotAt());
      }
    }

    private Instant slotAt() {
      long cadence = demand.cadence().toSeconds();
      return Instant.ofEpochSecond(now.getEpochSecond() / cadence * cadence);
    }
  }
}
