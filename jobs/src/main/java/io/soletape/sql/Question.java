package io.soletape.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One statement that only reads, and the tables that it names.
 *
 * @param text the statement
 * @param isExplain whether the plan is asked for, not the rows
 * @param names the tables that it names, with the names that its {@code WITH} gives left in
 * @param givenNames the names that its {@code WITH} gives
 * @param namesAll whether it asks which tables there are
 */
record Question(
    String text,
    boolean isExplain,
    Set<NamedTable> names,
    Set<String> givenNames,
    boolean namesAll) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern EXPLAIN =
      Pattern.compile(
          "\\s*EXPLAIN\\s+(?:ANALYZE\\s+)?(?:\\([^)]*\\)\\s*)?(.*)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Set<String> CATALOGUES = Set.of("information_schema", "pg_catalog");

  /**
   * A table as a statement names it.
   *
   * @param layer empty where it tells none
   */
  record NamedTable(Optional<String> layer, String name) {}

  /**
   * Reads a statement with DuckDB's own parser.
   *
   * @throws QueryException if it cannot be read, or is not one statement that only reads
   */
  static Question parse(Connection database, String text) {
    Matcher explain = EXPLAIN.matcher(text);
    boolean isExplain = explain.matches();
    JsonNode tree = tree(database, isExplain ? explain.group(1) : text);
    if (tree.path("error").asBoolean()) {
      throw refused(tree, isExplain ? explain.group(1) : text);
    }
    if (tree.path("statements").size() != 1) {
      throw new QueryException(
          "%d statements were given: give one at a time, without ; in between"
              .formatted(tree.path("statements").size()));
    }
    List<JsonNode> nodes = new ArrayList<>();
    collect(tree, nodes);
    Set<NamedTable> names = new LinkedHashSet<>();
    nodes.stream()
        .filter(node -> node.path("type").asText().equals("BASE_TABLE"))
        .forEach(node -> names.add(named(node)));
    boolean asksCatalogue =
        names.removeIf(name -> name.layer().filter(CATALOGUES::contains).isPresent());
    return new Question(
        text,
        isExplain,
        names,
        givenNames(nodes),
        asksCatalogue || nodes.stream().anyMatch(Question::showsTables));
  }

  private static JsonNode tree(Connection database, String text) {
    try (PreparedStatement statement =
        database.prepareStatement(
            "SELECT json_serialize_sql(CAST(? AS VARCHAR), skip_null := true, skip_empty := true,"
                + " skip_default := true)")) {
      statement.setString(1, text);
      try (ResultSet told = statement.executeQuery()) {
        told.next();
        return JSON.readTree(told.getString(1));
      }
    } catch (SQLException e) {
      throw new QueryException(e.getMessage(), e);
    } catch (JsonProcessingException e) {
      throw new QueryException("The statement cannot be understood: " + text, e);
    }
  }

  private static QueryException refused(JsonNode tree, String text) {
    String message = tree.path("error_message").asText();
    if (tree.path("error_type").asText().equals("parser")) {
      return new QueryException("The statement cannot be read: %s".formatted(message));
    }
    return new QueryException(
        "'%s ...' is refused: sql only reads; use SELECT, WITH, FROM, VALUES, TABLE, DESCRIBE, SUMMARIZE, SHOW TABLES or EXPLAIN"
            .formatted(text.strip().split("\\s+", 2)[0]));
  }

  private static NamedTable named(JsonNode node) {
    return new NamedTable(
        Optional.of(node.path("schema_name").asText()).filter(layer -> !layer.isEmpty()),
        node.path("table_name").asText());
  }

  private static Set<String> givenNames(List<JsonNode> nodes) {
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode node : nodes) {
      node.path("cte_map").path("map").forEach(entry -> names.add(entry.path("key").asText()));
    }
    return names;
  }

  // SHOW TABLES and its like name no table but the list of them.
  private static boolean showsTables(JsonNode node) {
    return node.path("type").asText().equals("SHOW_REF") && !node.has("query");
  }

  private static void collect(JsonNode node, List<JsonNode> nodes) {
    if (node.isObject()) {
      nodes.add(node);
    }
    node.forEach(child -> collect(child, nodes));
  }
}
