package io.soletape.bench;

import io.soletape.plan.ListedSku;
import io.soletape.plan.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to happen in a soak, and when.
 *
 * @param skus by tier, in the order in which tiers that are due at once begin
 * @param faultShare share of calls that go wrong
 */
record SoakPlan(
    Instant from,
    Duration length,
    Map<Tier, List<ListedSku>> skus,
    List<Outage> outages,
    Optional<QuotaCut> cut,
    double faultShare) {

  private static final Duration MAINTENANCE = Duration.ofMinutes(4 * 60 + 30);

  Instant until() {
    return from.plus(length);
  }

  /** When the outage is over that a moment lies in. */
  Optional<Instant> outageEnd(Instant moment) {
    return outages.stream()
        .filter(each -> each.contains(moment))
        .map(Outage::until)
        .max(Instant::compareTo);
  }

  /** The next half past four of a night. */
  static Instant maintenanceAfter(Instant moment) {
    Instant today = moment.truncatedTo(ChronoUnit.DAYS).plus(MAINTENANCE);
    return today.isAfter(moment) ? today : today.plus(Duration.ofDays(1));
  }

  /** Slots of a tier that lie in the time. */
  long slots(Tier tier) {
    return skus.containsKey(tier) ? length.dividedBy(tier.cadence()) : 0;
  }
}
