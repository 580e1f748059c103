package io.soletape.fetch;

import io.soletape.market.Platform;
import io.soletape.market.Sku;
import io.soletape.plan.Planned;
import io.soletape.platform.PlatformRequest;
import java.io.Serializable;
import java.util.TreeMap;

/**
 * A planned request as it travels to an executor.
 *
 * @param requestId the same for the same request of the same slot, on any machine
 * @param platform who is asked
 * @param endpoint the name of the endpoint in bronze
 * @param sku the style on whose behalf it is asked
 * @param params everything that tells this request from others of the endpoint
 */
public record Assignment(
    String requestId,
    Platform platform,
    String endpoint,
    String sku,
    TreeMap<String, String> params)
    implements Serializable {

  /** A planned request. */
  static Assignment of(Planned planned) {
    PlatformRequest request = planned.request();
    return new Assignment(
        planned.requestId(),
        request.platform(),
        request.endpoint(),
        request.sku().code(),
        new TreeMap<>(request.params()));
  }

  /** What the platform is asked. */
  PlatformRequest request() {
    return PlatformRequest.of(platform, endpoint, new Sku(sku), params);
  }
}
