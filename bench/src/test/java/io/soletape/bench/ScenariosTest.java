package io.soletape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short form of each scenario; its figures stand in the log. */
class ScenariosTest {

  private static final long SEED = 4;

  @TempDir private static Path folder;
  private static Prepared prepared;

  @BeforeAll
  static void prepare() {
    prepared = new Prepared(folder.resolve("prepared"));
  }

  // The others take many minutes each, or want a machine of their own: they are run by hand.
  @ParameterizedTest
  @Tag("scenario")
  @ValueSource(strings = {"quota", "week", "kill-9", "speculation", "faults"})
  void everyFigureHolds(String name) throws Exception {
    Scenario scenario = Scenarios.named(name).orElseThrow();
    Path own = Files.createDirectories(folder.resolve(name));

    List<Figure> figures = scenario.run(new Trial(own, false, 1, SEED, prepared));

    FigureText.of(scenario, figures).forEach(System.out::println);
    assertThat(figures).isNotEmpty();
    assertThat(figures.stream().filter(figure -> !figure.holds()).map(Figure::toString).toList())
        .isEmpty();
  }
}
