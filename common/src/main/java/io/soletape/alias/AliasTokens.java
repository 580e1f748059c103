package io.soletape.alias;

import io.soletape.market.Platform;
import io.soletape.platform.CredentialSource;
import io.soletape.platform.Credentials;
import io.soletape.platform.CredentialsRefusedException;
import java.util.Map;

/**
 * The personal access token of Alias. It is made by hand and cannot be renewed (Alias API,
 * authentication). Never prints it. Thread-safe.
 */
public final class AliasTokens implements CredentialSource {

  private final Credentials credentials;

  /**
   * A token.
   *
   * @param token setting {@code ALIAS_TOKEN}
   * @throws IllegalArgumentException if it is blank
   */
  public AliasTokens(String token) {
    if (token.isBlank()) {
      throw new IllegalArgumentException("ALIAS_TOKEN is empty: set it to a personal access token");
    }
    this.credentials =
        new Credentials(
            Map.of("Authorization", "Bearer " + token.strip(), "Accept", "application/json"));
  }

  @Override
  public Credentials current() {
    return credentials;
  }

  /** Always throws: only a person can make a new token. */
  @Override
  public Credentials renewed(Credentials refused) {
    throw new CredentialsRefusedException(
        Platform.ALIAS,
        "Alias refuses the access token: make a new one in its token manager and set ALIAS_TOKEN");
  }
}
