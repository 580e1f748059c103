package io.soletape.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | payload_unreadable",
        "[1 | payload_unreadable",
        "{} {} | payload_unreadable",
        "<html>busy</html> | payload_unreadable",
        "{\"a\": 1, \"a\": 2} | payload_unreadable",
        "[] | payload_structure",
        "null | payload_structure",
        "5 | payload_structure"
      })
  void anAnswerThatIsNoObjectIsRefused(String body, String reason) {
    assertThatExceptionOfType(PayloadRefusedException.class)
        .isThrownBy(() -> JsonFields.ofAnswer(body))
        .satisfies(refused -> assertThat(refused.refusal().reason()).isEqualTo(reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"products\": null}", "{\"products\": {}}"})
  void aMissingListIsNotAnEmptyOne(String body) {
    JsonFields answer = JsonFields.ofAnswer(body);

    assertThatExceptionOfType(PayloadRefusedException.class)
        .isThrownBy(() -> answer.requiredRows("products"))
        .withMessageContaining("payload_structure")
        .withMessageContaining("products");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"a\": null}", "{\"a\": \"\"}", "{\"a\": \"  \"}", "{\"a\": []}"})
  void aTextThatIsNotToldIsEmpty(String body) {
    assertThat(JsonFields.ofAnswer(body).text("a")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"121\" | 121",
        "\" 121\" | ' 121'",
        "121 | 121",
        "121.50 | 121.50",
        "0.1 | 0.1",
        "1e3 | 1E+3",
        "12345678901234567890.12 | 12345678901234567890.12",
        "true | true"
      })
  void verbatimValuesKeepEveryDigit(String json, String text) {
    assertThat(JsonFields.ofAnswer("{\"a\": " + json + "}").verbatim("a")).contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-03-10",
        "2024-03-10T00:00:00Z",
        "2024-03-10T23:59:59Z",
        "2024-03-10T23:59:59.999Z",
        "2024-03-10T23:59:59-08:00"
      })
  void aDateIsTheDateAsToldInWhateverZone(String told) {
    assertThat(JsonFields.ofAnswer("{\"a\": \"" + told + "\"}").date("a"))
        .contains(LocalDate.of(2024, 3, 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2024", "soon, perhaps", "2024-13-10", "10/03/2024"})
  void whatIsNoDateIsEmpty(String told) {
    assertThat(JsonFields.ofAnswer("{\"a\": \"" + told + "\"}").date("a")).isEmpty();
  }

  @Test
  void refusalsAreShort() {
    assertThat(Refusal.of(Refusal.ROW_STRUCTURE, "x".repeat(1000)).detail()).hasSize(300);
  }
}
