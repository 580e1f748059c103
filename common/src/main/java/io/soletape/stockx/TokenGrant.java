package io.soletape.stockx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the authentication server grants (StockX API, authentication). Never prints a token.
 *
 * @param accessToken opens the API
 * @param lifetime how long it does
 * @param refreshToken present if the refresh token was rotated
 */
record TokenGrant(String accessToken, Duration lifetime, Optional<String> refreshToken) {

  /** Where the server does not say: short, since too long would mean calls with a dead token. */
  private static final Duration UNSTATED_LIFETIME = Duration.ofHours(1);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ERROR_CODE = Pattern.compile("[a-z_]{1,40}");

  /** Reads a grant; empty if the answer holds no access token. */
  static Optional<TokenGrant> read(byte[] body) {
    return parse(body)
        .flatMap(
            grant ->
                text(grant, "access_token")
                    .map(
                        token ->
                            new TokenGrant(
                                token, lifetimeOf(grant), text(grant, "refresh_token"))));
  }

  /** The OAuth error code of a refusal. Its description is left alone, it may quote a token. */
  static Optional<String> errorCode(byte[] body) {
    return parse(body)
        .flatMap(error -> text(error, "error"))
        .filter(code -> ERROR_CODE.matcher(code).matches());
  }

  @Override
  public String toString() {
    return "TokenGrant[lifetime=" + lifetime + ", rotated=" + refreshToken.isPresent() + "]";
  }

  private static Optional<JsonNode> parse(byte[] body) {
    try {
      return Optional.ofNullable(JSON.readTree(body)).filter(JsonNode::isObject);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.ofNullable(node.path(name).textValue())
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private static Duration lifetimeOf(JsonNode grant) {
    long seconds = grant.path("expires_in").asLong(0);
    return seconds > 0 ? Duration.ofSeconds(seconds) : UNSTATED_LIFETIME;
  }
}
