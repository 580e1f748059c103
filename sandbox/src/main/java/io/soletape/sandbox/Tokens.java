package io.soletape.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soletape.sandbox.catalogue.Noise;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** StockX's accounts service: hands out and checks tokens. Threadsafe. */
final class Tokens {

  private static final String AUDIENCE = "gateway.stockx.com";

  private final SandboxCredentials credentials;
  private final Duration life;
  private final boolean rotates;
  private final Noise noise;
  private final BooleanSupplier revokedByFault;
  private final Map<String, Instant> expiryByAccessToken = new HashMap<>();
  private final Set<String> refusedEarly = new HashSet<>();
  private final Set<String> refreshTokens = new HashSet<>();
  private long issued;

  Tokens(
      SandboxCredentials credentials,
      Duration life,
      boolean rotates,
      Noise noise,
      BooleanSupplier revokedByFault) {
    this.credentials = credentials;
    this.life = life;
    this.rotates = rotates;
    this.noise = noise;
    this.revokedByFault = revokedByFault;
    refreshTokens.add(credentials.refreshToken());
  }

  synchronized boolean isValid(String accessToken, Instant now) {
    return Optional.ofNullable(expiryByAccessToken.get(accessToken))
        .filter(now::isBefore)
        .isPresent();
  }

  /** Returns true the first time that a token is asked about. */
  synchronized boolean refuseOnce(String accessToken) {
    return refusedEarly.add(accessToken);
  }

  synchronized void revoke() {
    refreshTokens.clear();
  }

  /** Returns the answer of the token endpoint. */
  synchronized Reply exchange(Call call) {
    Query form = Query.of(call.body());
    if (!call.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded")) {
      return error(400, "invalid_request", "Content type must be a form.");
    }
    if (!form.get("client_id").equals(Optional.of(credentials.clientId()))
        || !form.get("client_secret").equals(Optional.of(credentials.clientSecret()))) {
      return error(401, "invalid_client", "Unknown client or wrong secret.");
    }
    String grant = form.get("grant_type").orElse("");
    if (grant.equals("client_credentials")) {
      return error(403, "unauthorized_client", "Grant type client_credentials is not allowed.");
    }
    if (!grant.equals("refresh_token")) {
      return error(400, "unsupported_grant_type", "Grant type must be refresh_token.");
    }
    if (!form.get("audience").equals(Optional.of(AUDIENCE))) {
      return error(403, "access_denied", "Audience must be " + AUDIENCE + ".");
    }
    return refresh(form.get("refresh_token").orElse(""), call.arrivedAt());
  }

  private Reply refresh(String refreshToken, Instant now) {
    if (revokedByFault.getAsBoolean() || !refreshTokens.contains(refreshToken)) {
      return error(403, "invalid_grant", "Unknown or invalid refresh token.");
    }
    issued++;
    String accessToken = "sandbox-access-" + text("access");
    expiryByAccessToken.put(accessToken, now.plus(life));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("access_token", accessToken);
    if (rotates) {
      refreshTokens.remove(refreshToken);
      String next = "sandbox-refresh-" + text("refresh");
      refreshTokens.add(next);
      body.put("refresh_token", next);
    }
    body.put("id_token", "sandbox-id-" + text("id"));
    body.put("scope", "openid offline_access");
    body.put("expires_in", life.toSeconds());
    body.put("token_type", "Bearer");
    return Reply.json(200, body);
  }

  private String text(String kind) {
    return Long.toHexString(noise.child(kind).child(issued).bits());
  }

  private static Reply error(int status, String error, String description) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("error", error);
    body.put("error_description", description);
    return Reply.json(status, body);
  }
}
