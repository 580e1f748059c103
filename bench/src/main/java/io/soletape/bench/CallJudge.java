package io.soletape.bench;

import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.sandbox.PlatformStats;
import io.soletape.sandbox.SandboxStats;
import io.soletape.sandbox.ServedCall;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what the sandbox saw of each run: answers that were asked for again, and calls a day. */
final class CallJudge {

  private final Map<Tier, Answered> answered = new EnumMap<>(Tier.class);
  private final Map<LocalDate, Long> stockxByDay = new TreeMap<>();
  private long repeated;
  private long calls;
  private long refused;

  /** Takes in what was counted while a slot's run was under way. */
  void count(Slot slot, Instant startedAt, SandboxStats stats) {
    Set<String> had = answeredOf(slot);
    count(had, stats.stockx());
    count(had, stats.alias());
    stockxByDay.merge(
        startedAt.atZone(ZoneOffset.UTC).toLocalDate(), stats.stockx().calls(), Long::sum);
  }

  /** Requests that had a usable answer and were called again for the same slot. */
  long repeated() {
    return repeated;
  }

  long calls() {
    return calls;
  }

  /** Calls that were refused for being too fast or too many. */
  long refused() {
    return refused;
  }

  /** Calls that StockX counted on a day, tokens included. */
  long stockxOn(LocalDate day) {
    return stockxByDay.getOrDefault(day, 0L);
  }

  private void count(Set<String> had, PlatformStats stats) {
    calls += stats.calls();
    refused += stats.refusedByRate() + stats.refusedByQuota();
    repeated +=
        stats.served().stream()
            .filter(ServedCall::isUsable)
            .filter(call -> !had.add(call.url()))
            .count();
  }

  private Set<String> answeredOf(Slot slot) {
    return answered
        .merge(
            slot.tier(),
            new Answered(slot, new HashSet<>()),
            (before, fresh) -> before.slot().equals(slot) ? before : fresh)
        .urls();
  }

  private record Answered(Slot slot, Set<String> urls) {}
}
