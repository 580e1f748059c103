package io.soletape.sandbox;

import static java.util.Objects.requireNonNull;

/**
 * What a client needs to be let in. The values open nothing but this sandbox.
 *
 * @param refreshToken the first one; a sandbox that rotates accepts it once
 * @param aliasToken personal access token of Alias
 */
public record SandboxCredentials(
    String clientId, String clientSecret, String apiKey, String refreshToken, String aliasToken) {

  public SandboxCredentials {
    requireNonNull(clientId, "clientId is null");
    requireNonNull(clientSecret, "clientSecret is null");
    requireNonNull(apiKey, "apiKey is null");
    requireNonNull(refreshToken, "refreshToken is null");
    requireNonNull(aliasToken, "aliasToken is null");
  }
}
