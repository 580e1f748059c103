package io.soletape.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One request as it came in.
 *
 * @param path decoded
 * @param headers by lower-case name
 * @param url path and query as sent
 */
record Call(
    String method,
    String path,
    Query query,
    Map<String, String> headers,
    String body,
    String url,
    Instant arrivedAt) {

  private static final String BEARER = "Bearer ";

  static Call of(HttpExchange exchange, Instant arrivedAt) throws IOException {
    String rawQuery = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    try (InputStream body = exchange.getRequestBody()) {
      return new Call(
          exchange.getRequestMethod(),
          exchange.getRequestURI().getPath(),
          Query.of(rawQuery),
          headers,
          new String(body.readAllBytes(), StandardCharsets.UTF_8),
          exchange.getRequestURI().toString(),
          arrivedAt);
    }
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Returns the token after {@code Bearer}. */
  Optional<String> bearer() {
    return header("authorization")
        .filter(value -> value.startsWith(BEARER))
        .map(value -> value.substring(BEARER.length()));
  }

  /** Returns the parts of the path, without the empty one before the first slash. */
  List<String> parts() {
    return Stream.of(path.split("/", -1)).skip(1).toList();
  }
}
