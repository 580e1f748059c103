package io.soletape.fetch;

import io.soletape.http.RetryPolicy;
import io.soletape.market.Platform;
import io.soletape.plan.Slot;
import io.soletape.platform.PlatformApi;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What every worker needs to call: no secret among it.
 *
 * @param slotAt the slot that is fetched
 * @param tier the tier that asks
 * @param runId the run that asks
 * @param apis where requests go, by platform
 * @param landing where answers are put
 * @param inFlight calls of one worker to one platform that may be under way at once
 * @param callTimeout after which an answer is given up
 * @param retries when a call is repeated
 */
public record FetchContext(
    Instant slotAt,
    String tier,
    String runId,
    Map<Platform, PlatformApi> apis,
    String landing,
    int inFlight,
    Duration callTimeout,
    RetryPolicy retries)
    implements Serializable {

  // Answers of 3 s with stalls of 20 s between them need some thirty calls under way for 1 a
  // second.
  private static final int IN_FLIGHT = 32;
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

  /** What production uses. */
  public static FetchContext standard(Slot slot, Map<Platform, PlatformApi> apis, String landing) {
    return new FetchContext(
        slot.at(),
        slot.tier().code(),
        slot.runId(),
        apis,
        landing,
        IN_FLIGHT,
        CALL_TIMEOUT,
        RetryPolicy.standard());
  }

  /** The same with calls repeated by another policy. */
  public FetchContext with(RetryPolicy others) {
    return new FetchContext(slotAt, tier, runId, apis, landing, inFlight, callTimeout, others);
  }
}
