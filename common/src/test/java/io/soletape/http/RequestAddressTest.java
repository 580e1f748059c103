package io.soletape.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestAddressTest {

  @ParameterizedTest
  @CsvSource({
    "https://api.example.com, https://api.example.com/test",
    "https://api.example.com/, https://api.example.com/test",
    "https://api.example.com/api/v1, https://api.example.com/api/v1/test",
    "https://api.example.com/api/v1//, https://api.example.com/api/v1/test",
    "http://127.0.0.1:8080, http://127.0.0.1:8080/test"
  })
  void slashesAtTheEndOfTheBaseDoNotMatter(URI base, URI address) {
    assertThat(RequestAddress.below(base).segment("test").uri()).isEqualTo(address);
  }

  @Test
  void partsAreEncoded() {
    URI address =
        RequestAddress.below(URI.create("https://api.example.com"))
            .segment("a/b?c")
            .parameter("query", "A&B=C #1")
            .uri();

    assertThat(address).hasToString("https://api.example.com/a%2Fb%3Fc?query=A%26B%3DC%20%231");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", "..", "%2e%2E", ".%2e"})
  void partsThatClimbAreRefused(String segment) {
    RequestAddress address = RequestAddress.below(URI.create("https://api.example.com/v2"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> address.segment(segment))
        .withMessage("'" + segment + "' cannot be a part of an address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://api.example.com",
        "api.example.com",
        "https://user:hunter2@api.example.com",
        "https://api.example.com?key=hunter2",
        "https://api.example.com#hunter2"
      })
  void basesOfAnotherFormAreRefusedWithoutPrintingThem(URI base) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RequestAddress.below(base))
        .withMessageContaining("http or https")
        .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("hunter2"));
  }
}
