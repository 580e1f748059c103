package io.soletape.alias;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soletape.platform.ErrorText;
import java.io.IOException;
import java.util.Optional;

/**
 * An error answer of Alias (Alias API, errors). The code, not the text, tells what is wrong.
 *
 * @param code the gRPC status: 3 invalid argument, 5 not found, 7 permission denied, 8 resource
 *     exhausted, 14 unavailable, 16 unauthenticated
 * @param message for a person, one line of at most 300 characters; empty text where there is none
 */
public record AliasError(int code, String message) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads an error; empty if the body is not of this form, as with 415 and pages of HTML. */
  public static Optional<AliasError> of(byte[] body) {
    try {
      JsonNode code = JSON.readTree(body).path("code");
      return code.isIntegralNumber() || code.isTextual()
          ? code(code).map(number -> new AliasError(number, ErrorText.of(body).orElse("")))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> code(JsonNode code) {
    return code.asText().matches("\\d{1,4}")
        ? Optional.of(Integer.valueOf(code.asText()))
        : Optional.empty();
  }
}
