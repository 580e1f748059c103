package io.soletape.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The types of Delta's schemas, as DuckDB names them. */
final class DeltaType {

  // https://github.com/delta-io/delta/blob/master/PROTOCOL.md#primitive-types
  private static final Map<String, String> PRIMITIVES =
      Map.ofEntries(
          Map.entry("string", "VARCHAR"),
          Map.entry("long", "BIGINT"),
          Map.entry("integer", "INTEGER"),
          Map.entry("short", "SMALLINT"),
          Map.entry("byte", "TINYINT"),
          Map.entry("float", "FLOAT"),
          Map.entry("double", "DOUBLE"),
          Map.entry("boolean", "BOOLEAN"),
          Map.entry("binary", "BLOB"),
          Map.entry("date", "DATE"),
          Map.entry("timestamp", "TIMESTAMP WITH TIME ZONE"),
          Map.entry("timestamp_ntz", "TIMESTAMP"));

  private DeltaType() {}

  /** DuckDB's name of a type, as the schema in a table's log tells it. */
  static String ofDuckDb(JsonNode type) {
    if (type.isTextual()) {
      return primitive(type.asText());
    }
    return switch (type.path("type").asText()) {
      case "array" -> ofDuckDb(type.path("elementType")) + "[]";
      case "map" ->
          "MAP(%s, %s)".formatted(ofDuckDb(type.path("keyType")), ofDuckDb(type.path("valueType")));
      case "struct" ->
          StreamSupport.stream(type.path("fields").spliterator(), false)
              .map(
                  field ->
                      Quoted.name(field.path("name").asText()) + " " + ofDuckDb(field.path("type")))
              .collect(Collectors.joining(", ", "STRUCT(", ")"));
      default -> throw unknown(type.toString());
    };
  }

  private static String primitive(String name) {
    if (name.startsWith("decimal(")) {
      return name.toUpperCase(Locale.ROOT);
    }
    if (!PRIMITIVES.containsKey(name)) {
      throw unknown(name);
    }
    return PRIMITIVES.get(name);
  }

  private static QueryException unknown(String type) {
    return new QueryException(
        "The type %s of a column is not known to sql: read the table with Spark".formatted(type));
  }
}
