package io.soletape.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.collection.Seq;

/**
 * A table held against what the sandbox knows, value by value.
 *
 * @param rows rows that the table must hold
 * @param values values compared
 * @param missing rows that it lacks
 * @param extra rows that it should not have
 * @param different values that differ
 * @param examples the first differences, for people
 */
public record TruthCheck(
    long rows, long values, long missing, long extra, long different, List<String> examples) {

  private static final int MOST_EXAMPLES = 20;

  public TruthCheck {
    examples = List.copyOf(examples);
  }

  /**
   * Compares rows with those that must be there, in the columns that these name.
   *
   * @param found rows of a table
   * @param key columns that tell one row from another
   * @param expected the true rows, by column name
   */
  static TruthCheck of(Dataset<Row> found, List<String> key, List<Map<String, Object>> expected) {
    Map<String, Row> byKey = new HashMap<>();
    List<String> examples = new ArrayList<>();
    long extra = 0;
    for (Row row : found.collectAsList()) {
      String name = key(key, row);
      if (Objects.nonNull(byKey.put(name, row))) {
        extra++;
        note(examples, "twice " + name);
      }
    }
    long values = 0;
    long missing = 0;
    long different = 0;
    for (Map<String, Object> right : expected) {
      String name = key(key, right);
      Row row = byKey.remove(name);
      if (Objects.isNull(row)) {
        missing++;
        note(examples, "missing " + name);
        continue;
      }
      values += right.size();
      for (Map.Entry<String, Object> value : right.entrySet()) {
        Object told = plain(row.getAs(value.getKey()));
        if (!same(value.getValue(), told)) {
          different++;
          note(
              examples,
              "%s: %s is %s, true is %s".formatted(name, value.getKey(), told, value.getValue()));
        }
      }
    }
    byKey.keySet().forEach(name -> note(examples, "extra " + name));
    return new TruthCheck(
        expected.size(), values, missing, extra + byKey.size(), different, examples);
  }

  /** Whether there was something to compare, and all of it was right. */
  public boolean isRight() {
    return rows > 0 && missing + extra + different == 0;
  }

  /** One line, and a line for each example. */
  public String text() {
    return "%,d rows and %,d values compared with the sandbox's: %d missing, %d extra, %d different"
            .formatted(rows, values, missing, extra, different)
        + examples.stream().map(line -> "\n             " + line).collect(Collectors.joining());
  }

  ObjectNode json() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("rows", rows);
    json.put("values", values);
    json.put("missing", missing);
    json.put("extra", extra);
    json.put("different", different);
    examples.forEach(json.putArray("examples")::add);
    return json;
  }

  private static void note(List<String> examples, String example) {
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(example);
    }
  }

  private static String key(List<String> key, Row row) {
    return key.stream().map(name -> text(row.getAs(name))).collect(Collectors.joining(" "));
  }

  private static String key(List<String> key, Map<String, Object> row) {
    return key.stream().map(name -> text(row.get(name))).collect(Collectors.joining(" "));
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number
        ? number.stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }

  // A list is told as its elements in a row.
  private static Object plain(Object found) {
    return found instanceof Seq<?> list ? list.mkString(", ") : found;
  }

  private static boolean same(Object expected, Object found) {
    return expected instanceof BigDecimal number && found instanceof BigDecimal other
        ? number.compareTo(other) == 0
        : Objects.equals(expected, found);
  }
}
