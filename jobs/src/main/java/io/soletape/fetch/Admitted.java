package io.soletape.fetch;

import io.soletape.budget.Admission;
import io.soletape.market.Platform;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How much of a plan fits into budget and time, found before a call is made.
 *
 * @param requests how many, the most valuable ones
 * @param rest why the others are put off; empty if all fit
 */
record Admitted(int requests, Optional<FetchStop> rest) {

  /**
   * What fits.
   *
   * @param wanted how many requests there are
   * @param budget what the ledger admits
   * @param turnsInTime turns that can come before the run's time is over; empty without such a
   *     bound
   * @param now from when on the rest can be asked where only the time is short
   */
  static Admitted of(
      Platform platform, int wanted, Admission budget, Optional<Integer> turnsInTime, Instant now) {
    int inBudget = Math.min(wanted, budget.calls().orElse(wanted));
    int inTime = Math.min(wanted, turnsInTime.orElse(wanted));
    if (Math.min(inBudget, inTime) == wanted) {
      return new Admitted(wanted, Optional.empty());
    }
    return inTime < inBudget
        ? new Admitted(inTime, Optional.of(late(platform, wanted - inTime, now)))
        : new Admitted(inBudget, Optional.of(poor(platform, wanted - inBudget, budget)));
  }

  private static FetchStop late(Platform platform, int rest, Instant now) {
    return FetchStop.deferred(
        "time", "%s: %s the time allowed; put off".formatted(platform.code(), doNotFit(rest)), now);
  }

  private static FetchStop poor(Platform platform, int rest, Admission budget) {
    String kept =
        budget.heldBack().entrySet().stream()
            .filter(held -> held.getValue() > 0)
            .sorted(Map.Entry.comparingByKey())
            .map(held -> "%,d for %s".formatted(held.getValue(), held.getKey().code()))
            .collect(Collectors.joining(", "));
    return FetchStop.deferred(
        "budget",
        "%s: %s what is left of the day%s; put off"
            .formatted(
                platform.code(), doNotFit(rest), kept.isEmpty() ? "" : " (kept: " + kept + ")"),
        budget.moreAt());
  }

  private static String doNotFit(int requests) {
    return requests == 1 ? "1 request does not fit" : "%,d requests do not fit".formatted(requests);
  }
}
