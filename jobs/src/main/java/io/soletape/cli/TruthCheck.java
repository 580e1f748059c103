package io.soletape.cli;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.plan.ListedSku;
import io.soletape.plan.Slot;
import io.soletape.sandbox.Sandbox;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * Gold of a slot held against what the sandbox knows, value by value.
 *
 * @param rows rows that gold must hold
 * @param values values compared
 * @param missing rows that gold lacks
 * @param extra rows that gold should not have
 * @param different values that differ
 * @param examples the first differences, for people
 */
record TruthCheck(
    long rows, long values, long missing, long extra, long different, List<String> examples) {

  private static final int MOST_EXAMPLES = 20;
  private static final List<String> KEY =
      Tables.MASTER_MARKET_DATA.key().stream().filter(name -> !name.equals("slot_at")).toList();

  static TruthCheck of(Lake lake, Sandbox sandbox, Slot slot, List<ListedSku> skus) {
    List<Map<String, Object>> truth =
        sandbox
            .groundTruth()
            .goldRows(
                slot.at(),
                skus.stream().map(listed -> listed.sku().code()).toList(),
                "US",
                List.of("USD", "GBP", "EUR"),
                List.of("US", "EU", "UK", "global"));
    Map<String, Row> gold = gold(lake, slot);
    List<String> examples = new ArrayList<>();
    long values = 0;
    long missing = 0;
    long different = 0;
    for (Map<String, Object> expected : truth) {
      Row row = gold.remove(key(expected));
      if (Objects.isNull(row)) {
        missing++;
        note(examples, "missing " + key(expected));
        continue;
      }
      values += expected.size();
      for (Map.Entry<String, Object> value : expected.entrySet()) {
        Object found = row.getAs(value.getKey());
        if (!same(value.getValue(), found)) {
          different++;
          note(
              examples,
              "%s: %s is %s, true is %s"
                  .formatted(key(expected), value.getKey(), found, value.getValue()));
        }
      }
    }
    gold.keySet().forEach(key -> note(examples, "extra " + key));
    return new TruthCheck(truth.size(), values, missing, gold.size(), different, examples);
  }

  boolean isRight() {
    return rows > 0 && missing + extra + different == 0;
  }

  String text() {
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

  private static Map<String, Row> gold(Lake lake, Slot slot) {
    Map<String, Row> byKey = new HashMap<>();
    lake.read(Tables.MASTER_MARKET_DATA)
        .where(col("slot_at").equalTo(slot.at()))
        .collectAsList()
        .forEach(row -> byKey.put(key(row), row));
    return byKey;
  }

  private static String key(Row row) {
    return KEY.stream().map(name -> row.<String>getAs(name)).collect(Collectors.joining(" "));
  }

  private static String key(Map<String, Object> row) {
    return KEY.stream().map(name -> (String) row.get(name)).collect(Collectors.joining(" "));
  }

  private static boolean same(Object expected, Object found) {
    return expected instanceof BigDecimal number && found instanceof BigDecimal other
        ? number.compareTo(other) == 0
        : Objects.equals(expected, found);
  }
}
