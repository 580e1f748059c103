package io.soletape.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "[]", " [ {\"a\": [1, null]} ]\n", "{\"title\": \"Dünk ´90\"}", "null"})
  void oneWholeValueIsWellFormed(String body) {
    assertThat(JsonBody.isWellFormed(utf8(body))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "{\"products\": [",
        "{\"a\": 1",
        "[] []",
        "{} trailing",
        "{}}",
        "<html><body>Gateway timeout</body></html>",
        "OK",
        "{'a': 1}",
        "[1,]",
        "[NaN]"
      })
  void tornRepeatedOrForeignBodiesAreNot(String body) {
    assertThat(JsonBody.isWellFormed(utf8(body))).isFalse();
  }

  @Test
  void bytesThatAreNotUtf8AreNot() {
    assertThat(JsonBody.isWellFormed("[\"ü\"]".getBytes(StandardCharsets.ISO_8859_1))).isFalse();
    assertThat(JsonBody.isWellFormed("[1]".getBytes(StandardCharsets.UTF_16LE))).isFalse();
  }

  @Test
  void absurdlyDeepNestingIsNot() {
    assertThat(JsonBody.isWellFormed(utf8("[".repeat(5000) + "]".repeat(5000)))).isFalse();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
