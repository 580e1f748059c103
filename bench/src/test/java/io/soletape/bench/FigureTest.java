package io.soletape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTest {

  @Test
  void aLimitHoldsUpToItself() {
    assertThat(Figure.atMost("calls", 5, 5).holds()).isTrue();
    assertThat(Figure.atMost("calls", 6, 5).holds()).isFalse();
    assertThat(Figure.atLeast("copies", 1, 1).holds()).isTrue();
    assertThat(Figure.atLeast("copies", 0, 1).holds()).isFalse();
    assertThat(Figure.atLeastPercent("rate", 0.98, 98).holds()).isTrue();
    assertThat(Figure.atLeastPercent("rate", 0.9799, 98).holds()).isFalse();
    assertThat(Figure.ratioAtMost("calls a request", 1.16, 1.15).holds()).isFalse();
    assertThat(Figure.exactly("refused", 1, 0).holds()).isFalse();
    assertThat(Figure.same("gold", "a", "b").holds()).isFalse();
  }

  @Test
  void aFigureThatDoesNotHoldIsSeenInItsLine() {
    assertThat(FigureText.line(Figure.exactly("refused calls", 1, 0)))
        .startsWith("  BROKEN refused calls")
        .endsWith("exactly 0");
  }
}
