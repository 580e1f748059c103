package io.soletape.stockx;

/**
 * Remembers the refresh token that StockX gave in exchange for an earlier one. Implementations are
 * thread-safe.
 */
public interface RefreshTokenStore {

  /**
   * The token to use: the one remembered, if it came from the configured one, else the configured
   * one itself.
   */
  String currentFor(String configuredToken);

  /**
   * Remembers a new token. It is stored durably when this returns.
   *
   * @param configuredToken the setting that the new token came from, perhaps over several steps
   * @param newToken the token to use from now on
   */
  void rotated(String configuredToken, String newToken);
}
