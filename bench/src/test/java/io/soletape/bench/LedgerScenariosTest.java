package io.soletape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenarios of the ledger alone, in their short form. */
class LedgerScenariosTest {

  @TempDir Path folder;

  static Stream<Scenario> scenarios() {
    return Stream.of(new Permits(), new WeekOfTiers());
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void everyFigureHolds(Scenario scenario) throws Exception {
    List<Figure> figures = scenario.run(new Trial(folder, false, 1, 1, new Prepared(folder)));

    FigureText.of(scenario, figures).forEach(System.out::println);
    assertThat(figures).isNotEmpty().allMatch(Figure::holds);
  }
}
