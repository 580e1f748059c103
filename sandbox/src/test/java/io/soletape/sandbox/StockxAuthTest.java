package io.soletape.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StockxAuthTest {

  private static final String SEARCH = "/v2/catalog/search?query=FV5029-200";

  private final MutableClock clock = new MutableClock("2026-11-20T10:00:00Z");
  private Sandbox sandbox;
  private SandboxClient client;

  @BeforeEach
  void start() throws IOException {
    sandbox = Sandbox.start(SandboxFixture.unhurried().withClock(clock));
    client = new SandboxClient(sandbox);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void shouldAnswerWithTokenAndKey() throws IOException {
    assertThat(client.signedIn().stockx(SEARCH).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldRefuseWrongTokenOrKey() throws IOException {
    JsonNode token = SandboxClient.json(client.refresh(sandbox.credentials().refreshToken()));
    String access = token.get("access_token").asText();

    HttpResponse<String> wrongToken =
        client.stockx(SEARCH, "wrong", sandbox.credentials().apiKey());
    HttpResponse<String> wrongKey = client.stockx(SEARCH, access, "wrong");

    assertThat(wrongToken.statusCode()).isEqualTo(401);
    assertThat(SandboxClient.json(wrongToken).get("statusCode").asInt()).isEqualTo(401);
    assertThat(wrongKey.statusCode()).isEqualTo(401);
  }

  @Test
  void shouldRefuseExpiredToken() throws IOException {
    client.signedIn();

    clock.advance(Duration.ofHours(12));

    assertThat(client.stockx(SEARCH).statusCode()).isEqualTo(401);
  }

  @Test
  void shouldTakeRefreshTokenOnceWhenRotating() throws IOException {
    String first = sandbox.credentials().refreshToken();

    JsonNode answer = SandboxClient.json(client.refresh(first));
    HttpResponse<String> again = client.refresh(first);
    HttpResponse<String> next = client.refresh(answer.get("refresh_token").asText());

    assertThat(answer.get("expires_in").asLong()).isEqualTo(43_200);
    assertThat(again.statusCode()).isEqualTo(403);
    assertThat(SandboxClient.json(again).get("error").asText()).isEqualTo("invalid_grant");
    assertThat(next.statusCode()).isEqualTo(200);
  }

  @Test
  void shouldKeepRefreshTokenWithoutRotation() throws IOException {
    try (Sandbox steady =
        Sandbox.start(SandboxFixture.unhurried().withRotateRefreshTokens(false))) {
      SandboxClient steadyClient = new SandboxClient(steady);

      JsonNode answer =
          SandboxClient.json(steadyClient.refresh(steady.credentials().refreshToken()));

      assertThat(answer.has("refresh_token")).isFalse();
      assertThat(steadyClient.refresh(steady.credentials().refreshToken()).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void shouldRefuseEveryRefreshTokenAfterRevocation() throws IOException {
    sandbox.revokeRefreshTokens();

    HttpResponse<String> answer = client.refresh(sandbox.credentials().refreshToken());

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("invalid_grant");
  }

  @Test
  void shouldNameWrongClientAndWrongGrant() throws IOException {
    HttpResponse<String> wrongClient =
        client.token(Map.of("grant_type", "refresh_token", "client_id", "x", "client_secret", "y"));
    HttpResponse<String> wrongGrant =
        client.token(
            Map.of(
                "grant_type", "client_credentials",
                "client_id", sandbox.credentials().clientId(),
                "client_secret", sandbox.credentials().clientSecret()));

    assertThat(wrongClient.statusCode()).isEqualTo(401);
    assertThat(wrongClient.body()).contains("invalid_client");
    assertThat(wrongGrant.body()).contains("unauthorized_client");
  }
}
