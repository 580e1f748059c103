package io.soletape.budget;

import java.time.Duration;
import java.util.Objects;

/**
 * Calls that a schedule needs again and again, so that less important work leaves them room.
 *
 * @param source who needs them: the same text at each announcement
 * @param priority of these calls
 * @param cadence time between two slots; slots begin at whole multiples of it since 1970, UTC
 * @param callsPerSlot calls that each slot needs, 0 or more
 */
public record Demand(String source, Priority priority, Duration cadence, int callsPerSlot) {

  public Demand {
    Objects.requireNonNull(source, "source is null");
    Objects.requireNonNull(priority, "priority is null");
    if (cadence.isNegative() || cadence.isZero()) {
      throw new IllegalArgumentException("A cadence of " + cadence + " never ends: use more");
    }
    if (callsPerSlot < 0) {
      throw new IllegalArgumentException(callsPerSlot + " calls a slot are below 0");
    }
  }
}
