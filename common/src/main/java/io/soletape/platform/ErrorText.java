package io.soletape.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an error answer says, for a person: the field {@code message} or {@code errorMessage}
 * (StockX API, errors; Alias API, errors), else a plain text. Never a page of HTML.
 */
public final class ErrorText {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 300;

  /** Longer bodies are pages, not messages. */
  private static final int LONGEST_READ = 16 * 1024;

  private ErrorText() {}

  /** One line of at most 300 characters; empty if the body says nothing readable. */
  public static Optional<String> of(byte[] body) {
    if (body.length > LONGEST_READ) {
      return Optional.empty();
    }
    String text = new String(body, StandardCharsets.UTF_8).strip();
    return (text.startsWith("{") ? message(text) : Optional.of(text))
        .filter(message -> !isPage(message))
        .map(ErrorText::line)
        .filter(line -> !line.isEmpty());
  }

  private static Optional<String> message(String json) {
    try {
      JsonNode error = JSON.readTree(json);
      return Stream.of("message", "errorMessage")
          .map(error::path)
          .filter(JsonNode::isTextual)
          .map(JsonNode::textValue)
          .filter(text -> !text.isBlank())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isPage(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.startsWith("<") || lower.contains("<html") || lower.contains("<!doctype");
  }

  private static String line(String text) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
  }
}
