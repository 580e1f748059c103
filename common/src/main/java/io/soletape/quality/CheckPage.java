package io.soletape.quality;

import java.util.ArrayList;
import java.util.List;

/** The part of the page of checks that is printed from their declarations. */
public final class CheckPage {

  private CheckPage() {}

  /** A table in Markdown: a row per check, in their order. */
  public static List<String> table(List<Check> checks) {
    List<String> lines = new ArrayList<>();
    lines.add("| check | severity | judges | limit | what to do when it fails |");
    lines.add("| --- | --- | --- | --- | --- |");
    for (Check check : checks) {
      lines.add(
          "| `%s` | %s | %s | %s | %s |"
              .formatted(
                  check.name(),
                  check.severity().code(),
                  check.cases(),
                  check.limit(),
                  check.nextStep()));
    }
    return lines;
  }
}
