package io.soletape.cli;

import io.soletape.sql.Answer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Rows for people: columns below each other, numbers to the right, nothing where there is none. */
final class AnswerText {

  private static final int WIDEST = 60;
  private static final List<String> PLAN = List.of("explain_key", "explain_value");

  private AnswerText() {}

  static List<String> of(Answer answer) {
    return answer.columns().equals(PLAN)
        ? answer.rows().stream().map(row -> String.valueOf(row.get(1))).toList()
        : table(answer);
  }

  private static List<String> table(Answer answer) {
    List<List<String>> cells =
        answer.rows().stream().map(row -> row.stream().map(AnswerText::cell).toList()).toList();
    int[] widths =
        IntStream.range(0, answer.columns().size())
            .map(column -> width(answer.columns().get(column), cells, column))
            .toArray();
    List<String> lines = new ArrayList<>();
    lines.add(line(answer.columns(), widths, answer));
    lines.add("-".repeat(IntStream.of(widths).sum() + Math.max(0, 2 * (widths.length - 1))));
    cells.forEach(row -> lines.add(line(row, widths, answer)));
    lines.add(answer.rows().size() == 1 ? "(1 row)" : "(%,d rows)".formatted(cells.size()));
    return lines;
  }

  private static String cell(Object value) {
    if (value == null) {
      return "";
    }
    String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    return text.length() > WIDEST ? text.substring(0, WIDEST - 1) + "…" : text;
  }

  private static int width(String title, List<List<String>> cells, int column) {
    return cells.stream()
        .map(row -> row.get(column))
        .mapToInt(String::length)
        .reduce(title.length(), Math::max);
  }

  private static String line(List<String> cells, int[] widths, Answer answer) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String pad = " ".repeat(Math.max(0, widths[column] - cells.get(column).length()));
      line.append(column == 0 ? "" : "  ");
      line.append(isNumber(answer, column) ? pad + cells.get(column) : cells.get(column) + pad);
    }
    return line.toString().stripTrailing();
  }

  private static boolean isNumber(Answer answer, int column) {
    return answer.rows().stream()
        .map(row -> row.get(column))
        .filter(Objects::nonNull)
        .findFirst()
        .filter(Number.class::isInstance)
        .isPresent();
  }
}
