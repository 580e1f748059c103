package io.soletape.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.market.Sku;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DD1391-100",
        "dd1391-100",
        "DD1391 100",
        "DD1391100",
        " DD1391 - 100 ",
        "Dd1391_100"
      })
  void theSameStyleIsFoundHoweverItIsWritten(String style) {
    Verdict verdict = verdict("DD1391-100", "p1 " + style);

    assertThat(verdict.status()).isEqualTo(MappingStatus.ACTIVE);
    assertThat(verdict.match()).contains(new Candidate("p1", style));
    assertThat(verdict.evidence()).isEqualTo("style '" + style + "' is equal, 1 of 1 hits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DD1391-101", "DD1391-10", "DD1391-1000", "XDD1391-100", "DD1391", ""})
  void aNeighbourIsNeverAccepted(String neighbour) {
    Verdict verdict = verdict("DD1391-100", "p1 " + neighbour);

    assertThat(verdict)
        .isEqualTo(
            new Verdict(
                MappingStatus.NOT_FOUND, Optional.empty(), "1 hit, none equal: " + neighbour));
  }

  @Test
  void aTypingErrorFindsNothing() {
    assertThat(verdict("DD1319-100"))
        .isEqualTo(new Verdict(MappingStatus.NOT_FOUND, Optional.empty(), "no hit"));
  }

  @Test
  void theExactHitIsTakenWhereverItStandsAmongNeighbours() {
    Verdict verdict = verdict("DD1391-100", "p1 DD1391-101", "p2 DD1391-103", "p3 DD1391 100");

    assertThat(verdict.match().map(Candidate::productId)).contains("p3");
    assertThat(verdict.evidence()).endsWith("1 of 3 hits");
  }

  @Test
  void twoProductsOfTheStyleAreAmbiguous() {
    assertThat(verdict("DD1391-100", "p1 DD1391-100", "p2 DD1391 100"))
        .isEqualTo(
            new Verdict(MappingStatus.AMBIGUOUS, Optional.empty(), "2 products have the style"));
  }

  @Test
  void theSameProductToldTwiceIsOne() {
    Verdict verdict = verdict("DD1391-100", "p1 DD1391-100", "p1 DD1391 100");

    assertThat(verdict.status()).isEqualTo(MappingStatus.ACTIVE);
    assertThat(verdict.match().map(Candidate::productId)).contains("p1");
  }

  @ParameterizedTest
  @CsvSource({
    "315122-111/CW2288-111, 315122-111/CW2288-111, ACTIVE",
    "315122-111/CW2288-111, 315122 111 / cw2288 111, ACTIVE",
    "315122-111/CW2288-111, 315122-111, AMBIGUOUS",
    "315122-111/CW2288-111, CW2288-111, AMBIGUOUS",
    "315122-111, 315122-111/CW2288-111, AMBIGUOUS",
    "CW2288-111, 315122-111/CW2288-111, AMBIGUOUS",
    "315122-111/CW2288-111, CW2288-111/315122-111, NOT_FOUND",
    "315122-111/CW2288-111, 315122111CW2288111, NOT_FOUND",
    "315122-112, 315122-111/CW2288-111, NOT_FOUND"
  })
  void aDualStyleEqualsOnlyItselfAndItsHalfIsAmbiguous(
      String asked, String told, MappingStatus status) {
    assertThat(verdict(asked, "p1 " + told).status()).isEqualTo(status);
  }

  @Test
  void anExactHitWinsOverHalfOfADualStyle() {
    Verdict verdict = verdict("315122-111", "p1 315122-111/CW2288-111", "p2 315122-111");

    assertThat(verdict.match().map(Candidate::productId)).contains("p2");
  }

  @Test
  void theEvidenceOfHalfADualStyleNamesIt() {
    assertThat(verdict("CW2288-111", "p1 315122-111/CW2288-111").evidence())
        .isEqualTo("only half of the dual style '315122-111/CW2288-111'");
  }

  private static Verdict verdict(String sku, String... hits) {
    List<Candidate> candidates =
        Arrays.stream(hits)
            .map(hit -> new Candidate(hit.substring(0, 2), hit.substring(3)))
            .toList();
    return Verdict.of(new Sku(sku), candidates);
  }
}
