package io.soletape.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.Collectors;

/** A client as small as can be, so that it shares no mistake with the sandbox or the real one. */
final class SandboxClient {

  static final String NEW_IN_GOOD_BOX =
      "&product_condition=PRODUCT_CONDITION_NEW"
          + "&packaging_condition=PACKAGING_CONDITION_GOOD_CONDITION";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Sandbox sandbox;
  private String accessToken = "none";

  SandboxClient(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  SandboxClient signedIn() throws IOException {
    HttpResponse<String> answer = refresh(sandbox.credentials().refreshToken());
    accessToken = json(answer).get("access_token").asText();
    return this;
  }

  HttpResponse<String> refresh(String refreshToken) throws IOException {
    return token(
        Map.of(
            "grant_type",
            "refresh_token",
            "client_id",
            sandbox.credentials().clientId(),
            "client_secret",
            sandbox.credentials().clientSecret(),
            "refresh_token",
            refreshToken,
            "audience",
            "gateway.stockx.com"));
  }

  HttpResponse<String> token(Map<String, String> form) throws IOException {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(URI.create(sandbox.stockxAuthUrl() + "/oauth/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> stockx(String path) throws IOException {
    return stockx(path, accessToken, sandbox.credentials().apiKey());
  }

  HttpResponse<String> stockx(String path, String token, String key) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(sandbox.stockxApiUrl() + path))
            .header("Authorization", "Bearer " + token)
            .header("x-api-key", key));
  }

  HttpResponse<String> alias(String path) throws IOException {
    return alias(path, sandbox.credentials().aliasToken());
  }

  HttpResponse<String> alias(String path, String token) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(sandbox.aliasApiUrl() + path))
            .header("Authorization", "Bearer " + token));
  }

  HttpResponse<String> get(URI address) throws IOException {
    return send(HttpRequest.newBuilder(address));
  }

  HttpResponse<String> post(String path) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path)).POST(BodyPublishers.noBody()));
  }

  static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + answer.body(), e);
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
