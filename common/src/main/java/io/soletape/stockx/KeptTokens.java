package io.soletape.stockx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What the processes of one account keep together, for one configured refresh token. Never prints a
 * token.
 *
 * @param configuredDigest of the configured refresh token that all this came from
 * @param refreshToken what StockX gave in its place; empty as long as it has given none
 * @param access the newest access token, by the clock of the vault; empty if unknown
 * @param exchangeBegunAt when an exchange began whose end nobody has kept yet: StockX may have
 *     given a new refresh token that nobody knows
 */
record KeptTokens(
    String configuredDigest,
    Optional<String> refreshToken,
    Optional<Access> access,
    Optional<Instant> exchangeBegunAt) {

  private static final String CAME_FROM = "configured_sha256";
  private static final String REFRESH_TOKEN = "refresh_token";
  private static final String ACCESS = "access";
  private static final String LOGIN = "login_sha256";
  private static final String ACCESS_TOKEN = "access_token";
  private static final String GOT_AT = "got_at";
  private static final String EXPIRES_AT = "expires_at";
  private static final String EXCHANGE_BEGUN_AT = "exchange_begun_at";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * An access token and for whom it was got.
   *
   * @param loginDigest of all configured credentials: other credentials must prove themselves
   */
  record Access(String loginDigest, AccessToken token) {}

  /**
   * What is kept for a login: empty where the setting has changed since, as the kept tokens are
   * those of the older one.
   *
   * @throws IllegalArgumentException if the text is not of the form written here
   */
  static KeptTokens of(Optional<String> text, StockxLogin login) {
    String configured = digest(login.refreshToken());
    return text.map(KeptTokens::parsed)
        .filter(kept -> kept.configuredDigest.equals(configured))
        .orElseGet(
            () -> new KeptTokens(configured, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  /** The access token, if it was got with exactly these credentials. */
  Optional<AccessToken> accessFor(StockxLogin login) {
    return access.filter(kept -> kept.loginDigest().equals(digest(login))).map(Access::token);
  }

  /** These, with an exchange under way; the first one of those whose end is unknown counts. */
  KeptTokens exchanging(Instant now) {
    return new KeptTokens(
        configuredDigest, refreshToken, access, exchangeBegunAt.or(() -> Optional.of(now)));
  }

  /** What to keep after an exchange. */
  KeptTokens exchanged(Optional<String> rotated, AccessToken token, StockxLogin login) {
    return new KeptTokens(
        configuredDigest,
        rotated.or(() -> refreshToken),
        Optional.of(new Access(digest(login), token)),
        Optional.empty());
  }

  /** The text to keep. */
  String json() {
    ObjectNode json = JSON.createObjectNode().put(CAME_FROM, configuredDigest);
    refreshToken.ifPresent(token -> json.put(REFRESH_TOKEN, token));
    access.ifPresent(
        kept ->
            json.putObject(ACCESS)
                .put(LOGIN, kept.loginDigest())
                .put(ACCESS_TOKEN, kept.token().text())
                .put(GOT_AT, kept.token().gotAt().toString())
                .put(EXPIRES_AT, kept.token().expiresAt().toString()));
    exchangeBegunAt.ifPresent(begunAt -> json.put(EXCHANGE_BEGUN_AT, begunAt.toString()));
    return json.toString();
  }

  @Override
  public String toString() {
    return "KeptTokens[rotated=%s, access=%s, exchangeBegunAt=%s]"
        .formatted(refreshToken.isPresent(), access.map(Access::token), exchangeBegunAt);
  }

  // Without the causes, which could quote a token.
  private static KeptTokens parsed(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      return new KeptTokens(
          text(json, CAME_FROM),
          json.has(REFRESH_TOKEN) ? Optional.of(text(json, REFRESH_TOKEN)) : Optional.empty(),
          json.has(ACCESS) ? Optional.of(access(json.get(ACCESS))) : Optional.empty(),
          json.has(EXCHANGE_BEGUN_AT)
              ? Optional.of(Instant.parse(text(json, EXCHANGE_BEGUN_AT)))
              : Optional.empty());
    } catch (JsonProcessingException | DateTimeException e) {
      throw unreadable();
    }
  }

  private static Access access(JsonNode json) {
    AccessToken token =
        new AccessToken(
            text(json, ACCESS_TOKEN),
            Instant.parse(text(json, GOT_AT)),
            Instant.parse(text(json, EXPIRES_AT)));
    return new Access(text(json, LOGIN), token);
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isTextual()) {
      throw unreadable();
    }
    return value.textValue();
  }

  private static IllegalArgumentException unreadable() {
    return new IllegalArgumentException("It is not of the form in which tokens are kept");
  }

  private static String digest(StockxLogin login) {
    return digest(
        String.join(
            "\0", login.clientId(), login.clientSecret(), login.apiKey(), login.refreshToken()));
  }

  private static String digest(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
