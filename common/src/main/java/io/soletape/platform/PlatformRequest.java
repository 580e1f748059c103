package io.soletape.platform;

import io.soletape.market.Platform;
import io.soletape.market.Sku;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One read-only question to a platform.
 *
 * @param platform who is asked
 * @param endpoint the name of the endpoint in bronze, such as {@code market_data}
 * @param sku the style on whose behalf it is asked
 * @param params everything that tells this request from others of the endpoint, ids included
 */
public record PlatformRequest(
    Platform platform, String endpoint, Sku sku, SortedMap<String, String> params) {

  public PlatformRequest {
    Objects.requireNonNull(platform, "platform is null");
    Objects.requireNonNull(endpoint, "endpoint is null");
    Objects.requireNonNull(sku, "sku is null");
    params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
  }

  /** A request whose parameters are given in any order. */
  public static PlatformRequest of(
      Platform platform, String endpoint, Sku sku, Map<String, String> params) {
    return new PlatformRequest(platform, endpoint, sku, new TreeMap<>(params));
  }

  /**
   * The parameter of that name.
   *
   * @throws IllegalArgumentException if the request has none of that name
   */
  public String param(String name) {
    String value = params.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "Request " + endpoint + " of " + platform.code() + " has no parameter '" + name + "'");
    }
    return value;
  }
}
