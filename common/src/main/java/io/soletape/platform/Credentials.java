package io.soletape.platform;

import java.util.Map;

/**
 * The headers that open a platform's door. Never prints its values.
 *
 * @param headers header names and secret values
 */
public record Credentials(Map<String, String> headers) {

  public Credentials {
    headers = Map.copyOf(headers);
  }

  @Override
  public String toString() {
    return "Credentials" + headers.keySet();
  }
}
