package io.soletape.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.soletape.platform.CredentialsRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The token and the form of errors. */
class AliasAccessTest {

  @Test
  void theTokenIsSentAsItIs() {
    assertThat(new AliasTokens("goatapi_hunter2\n").current().headers())
        .isEqualTo(Map.of("Authorization", "Bearer goatapi_hunter2", "Accept", "application/json"));
  }

  @Test
  void aRefusedTokenNeedsAPerson() {
    AliasTokens tokens = new AliasTokens("goatapi_hunter2");

    assertThatExceptionOfType(CredentialsRefusedException.class)
        .isThrownBy(() -> tokens.renewed(tokens.current()))
        .withMessageContaining("ALIAS_TOKEN")
        .satisfies(refused -> assertThat(refused).hasMessageNotContaining("hunter2"));
  }

  @Test
  void nothingPrintsTheToken() {
    AliasTokens tokens = new AliasTokens("goatapi_hunter2");

    assertThat(List.of(tokens, tokens.current()).toString()).doesNotContain("hunter2");
  }

  @Test
  void anEmptyTokenIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AliasTokens(" "))
        .withMessageContaining("ALIAS_TOKEN is empty");
  }

  @Test
  void anErrorHasItsCodeAndText() {
    assertThat(
            error("{\"code\": 3, \"message\": \"Missing parameter: input.Size\", \"details\": []}"))
        .contains(new AliasError(3, "Missing parameter: input.Size"));
    assertThat(error("{\"code\": \"14\"}")).contains(new AliasError(14, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"code\": \"bad\"}",
        "{\"code\": 3",
        "invalid gRPC request content-type \"\"",
        "<html>503</html>"
      })
  void whatIsNotOfThatFormIsNoError(String body) {
    assertThat(error(body)).isEmpty();
  }

  private static Optional<AliasError> error(String body) {
    return AliasError.of(body.getBytes(StandardCharsets.UTF_8));
  }
}
