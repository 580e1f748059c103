package io.soletape.budget;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The needs that schedules have made known, per key. */
final class Demands {

  private static final Duration SHORTEST_LIFE = Duration.ofHours(25);

  private Demands() {}

  /**
   * Makes a need known. One that is smaller than what stands counts when that has not been repeated
   * for a day: it may be a single run of a few products, which is no schedule.
   */
  static void announce(Transaction transaction, BudgetKey key, Demand demand, Instant now)
      throws SQLException {
    transaction.update(
        """
        INSERT INTO demands
          (budget_key, source, priority, cadence_us, calls_per_slot, announced_us, served_us)
        VALUES (?, ?, ?, ?, ?, ?, -1)
        ON CONFLICT (budget_key, source, priority) DO UPDATE SET cadence_us = excluded.cadence_us,
          calls_per_slot = excluded.calls_per_slot, announced_us = excluded.announced_us
        WHERE excluded.calls_per_slot >= demands.calls_per_slot
          OR (demands.announced_us < ? AND demands.announced_us + 2 * demands.cadence_us < ?)\
        """,
        key.text(),
        demand.source(),
        demand.priority().name(),
        Math.max(1, EpochMicros.of(demand.cadence())),
        demand.callsPerSlot(),
        EpochMicros.of(now),
        EpochMicros.of(now.minus(SHORTEST_LIFE)),
        EpochMicros.of(now));
  }

  /** Marks a slot, and all before it, as done. */
  static void served(
      Transaction transaction, BudgetKey key, String source, Priority priority, Instant slotAt)
      throws SQLException {
    transaction.update(
        """
        UPDATE demands SET served_us = ?
        WHERE budget_key = ? AND source = ? AND priority = ? AND served_us < ?\
        """,
        EpochMicros.of(slotAt),
        key.text(),
        source,
        priority.name(),
        EpochMicros.of(slotAt));
  }

  /** The needs of more important work that were made known lately enough. */
  static List<StandingDemand> above(
      Transaction transaction, BudgetKey key, Priority priority, Instant now) throws SQLException {
    return transaction
        .rows(
            """
            SELECT priority, cadence_us, calls_per_slot, served_us FROM demands
            WHERE budget_key = ? AND (announced_us >= ? OR announced_us + 2 * cadence_us >= ?)\
            """,
            row ->
                new StandingDemand(
                    Priority.valueOf(row.getString(1)),
                    row.getLong(2),
                    row.getInt(3),
                    row.getLong(4)),
            key.text(),
            EpochMicros.of(now.minus(SHORTEST_LIFE)),
            EpochMicros.of(now))
        .stream()
        .filter(demand -> demand.priority().compareTo(priority) < 0 && demand.callsPerSlot() > 0)
        .toList();
  }

  static void forgetOld(Transaction transaction, BudgetKey key, Instant now) throws SQLException {
    transaction.update(
        """
        DELETE FROM demands
        WHERE budget_key = ? AND announced_us < ? AND announced_us + 2 * cadence_us < ?\
        """,
        key.text(),
        EpochMicros.of(now.minus(SHORTEST_LIFE)),
        EpochMicros.of(now));
  }

  /**
   * A need as it stands.
   *
   * @param cadenceMicros between two slots, 1 or more
   * @param servedMicros the begin of the last slot that wants no more
   */
  record StandingDemand(
      Priority priority, long cadenceMicros, int callsPerSlot, long servedMicros) {

    /** Calls of the slot that has begun, unless it was served. */
    long callsOfTheCurrentSlot(long nowMicros) {
      long slot = nowMicros - Math.floorMod(nowMicros, cadenceMicros);
      return slot > servedMicros ? callsPerSlot : 0;
    }

    /** Calls of the slots that begin after a moment and not after another. */
    long callsOfSlotsBetween(long afterMicros, long untilMicros) {
      return callsPerSlot
          * (Math.floorDiv(untilMicros, cadenceMicros) - Math.floorDiv(afterMicros, cadenceMicros));
    }
  }
}
