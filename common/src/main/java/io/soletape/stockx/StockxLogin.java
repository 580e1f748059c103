package io.soletape.stockx;

/**
 * What opens StockX: the application's secrets and the refresh token of one seller account (StockX
 * API, authentication). Never prints a value.
 *
 * @param clientId setting {@code STOCKX_CLIENT_ID}
 * @param clientSecret setting {@code STOCKX_CLIENT_SECRET}
 * @param apiKey setting {@code STOCKX_API_KEY}
 * @param refreshToken setting {@code STOCKX_REFRESH_TOKEN}, got once by a person in a browser
 */
public record StockxLogin(
    String clientId, String clientSecret, String apiKey, String refreshToken) {

  public StockxLogin {
    clientId = present("STOCKX_CLIENT_ID", clientId);
    clientSecret = present("STOCKX_CLIENT_SECRET", clientSecret);
    apiKey = present("STOCKX_API_KEY", apiKey);
    refreshToken = present("STOCKX_REFRESH_TOKEN", refreshToken);
  }

  @Override
  public String toString() {
    return "StockxLogin[****]";
  }

  private static String present(String setting, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(setting + " is empty: set it to the value StockX gave");
    }
    return value.strip();
  }
}
