package io.soletape.platform;

import io.soletape.market.Platform;
import java.io.Serializable;
import java.net.URI;

/** Where a platform's requests go. Stateless; knows neither credentials nor answers. */
public interface PlatformApi extends Serializable {

  /** The platform this is. */
  Platform platform();

  /** The address that all requests go below. */
  URI address();

  /**
   * The address of a request, query included.
   *
   * @throws IllegalArgumentException if the platform has no such endpoint
   */
  URI uri(PlatformRequest request);
}
