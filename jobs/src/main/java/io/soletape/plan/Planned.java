package io.soletape.plan;

import io.soletape.platform.PlatformRequest;

/**
 * A request of a slot with its id.
 *
 * @param requestId the same for the same request of the same slot, on any machine
 * @param request what is asked
 */
public record Planned(String requestId, PlatformRequest request) {

  /** The request as one of a slot. */
  public static Planned in(Slot slot, PlatformRequest request) {
    return new Planned(RequestId.of(slot.at(), request), request);
  }
}
