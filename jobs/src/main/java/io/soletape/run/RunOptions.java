package io.soletape.run;

import io.soletape.budget.Priority;
import io.soletape.plan.ListedSku;
import io.soletape.plan.Slot;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a run is asked to do.
 *
 * @param slot tier and slot
 * @param skus the SKUs of that tier
 * @param maxDuration after which no further call is made; empty for no bound
 * @param steps which steps, in the order of the flow
 */
public record RunOptions(
    Slot slot, List<ListedSku> skus, Optional<Duration> maxDuration, Set<Step> steps) {

  public RunOptions {
    skus = List.copyOf(skus);
    steps = Set.copyOf(steps);
  }

  /** A whole run. */
  public static RunOptions whole(Slot slot, List<ListedSku> skus, Optional<Duration> maxDuration) {
    return new RunOptions(slot, skus, maxDuration, EnumSet.allOf(Step.class));
  }

  /** How important its calls are: those of its tier; a search on its own comes after all quotes. */
  Priority priority() {
    return steps.contains(Step.FETCH) ? slot.tier().priority() : Priority.MAPPING;
  }

  /** Whether platforms may be called, so that credentials are needed. */
  boolean calls() {
    return steps.contains(Step.MAP) || steps.contains(Step.FETCH);
  }

  /** Whether the slot is worked on; mapping on its own is not about any slot's quotes. */
  boolean isOfASlot() {
    return !steps.equals(Set.of(Step.MAP));
  }

  boolean isWhole() {
    return steps.size() == Step.values().length;
  }
}
