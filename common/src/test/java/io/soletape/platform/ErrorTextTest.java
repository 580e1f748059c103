package io.soletape.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"statusCode\": 404, \"message\": \"Product not found\"} | Product not found",
        "{\"statusCode\": 500, \"errorMessage\": \"Upstream unavailable\"} | Upstream unavailable",
        "{\"message\": \"\", \"errorMessage\": \"second\"} | second",
        "{\"code\": 3, \"message\": \"Missing parameter: input.Size\"} | Missing parameter:"
            + " input.Size",
        "invalid gRPC request content-type | invalid gRPC request content-type"
      })
  void theMessageIsFoundUnderEitherName(String body, String text) {
    assertThat(of(body)).contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"message\": 5}",
        "{\"message\": \"torn",
        "<html><body>504</body></html>",
        "  <!DOCTYPE html><p>blocked</p>",
        "{\"message\": \"<html>blocked</html>\"}",
        "error: <html>blocked</html>"
      })
  void pagesAndEmptyBodiesSayNothing(String body) {
    assertThat(of(body)).isEmpty();
  }

  @Test
  void aPageOf184KilobytesIsNotEvenRead() {
    assertThat(of("x".repeat(184_000))).isEmpty();
  }

  @Test
  void longMessagesAreCutAndBecomeOneLine() {
    assertThat(of("first\r\n\tsecond")).contains("first second");
    assertThat(of("{\"message\": \"" + "x".repeat(1000) + "\"}").orElseThrow()).hasSize(300);
  }

  private static Optional<String> of(String body) {
    return ErrorText.of(body.getBytes(StandardCharsets.UTF_8));
  }
}
