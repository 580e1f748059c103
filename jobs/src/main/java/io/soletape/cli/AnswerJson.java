package io.soletape.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.soletape.sql.Answer;
import io.soletape.sql.TableVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows for programs: one JSON object with columns, rows and the versions that were read. */
final class AnswerJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private AnswerJson() {}

  static String of(Answer answer) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("columns", answer.columns());
    json.put("rows", answer.rows().stream().map(AnswerJson::plain).toList());
    // One table, one version: of several, each has its own below.
    json.put(
        "version",
        answer.asked().size() == 1 ? answer.asked().get(answer.asked().firstKey()).number() : null);
    json.put("tables", tables(answer.asked()));
    try {
      return MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The rows cannot be told as JSON", e);
    }
  }

  private static Map<String, Object> tables(Map<String, TableVersion> asked) {
    Map<String, Object> tables = new TreeMap<>();
    asked.forEach(
        (table, version) ->
            tables.put(
                table,
                Map.of(
                    "version", version.number(),
                    "committed_at", version.committedAt().toString())));
    return tables;
  }

  private static Object plain(Object value) {
    if (value instanceof List<?> list) {
      List<Object> plain = new ArrayList<>(list.size());
      list.forEach(each -> plain.add(plain(each)));
      return plain;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map.forEach((key, each) -> plain.put(key.toString(), plain(each)));
      return plain;
    }
    boolean isJson = value == null || value instanceof Number || value instanceof Boolean;
    return isJson ? value : value.toString();
  }
}
