package io.soletape.bench;

import java.util.List;
import java.util.stream.Stream;

/** Figures as lines for a person. */
final class FigureText {

  private FigureText() {}

  static Stream<String> of(Scenario scenario, List<Figure> figures) {
    return Stream.concat(
        Stream.of(scenario.name() + ": " + scenario.shows()),
        figures.stream().map(FigureText::line));
  }

  static String line(Figure figure) {
    return "  %-6s %-58s %16s   %s"
        .formatted(
            figure.holds() ? "ok" : "BROKEN",
            figure.name(),
            figure.measured(),
            figure.comparedWith())
        .stripTrailing();
  }
}
