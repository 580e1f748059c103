package io.soletape.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a query or a form, decoded.
 *
 * @param values the last one where a name comes twice
 */
record Query(Map<String, String> values) {

  Query {
    values = Map.copyOf(values);
  }

  static Query of(String encoded) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      int sign = pair.indexOf('=');
      if (!pair.isEmpty()) {
        values.put(
            decoded(sign < 0 ? pair : pair.substring(0, sign)),
            sign < 0 ? "" : decoded(pair.substring(sign + 1)));
      }
    }
    return new Query(values);
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
