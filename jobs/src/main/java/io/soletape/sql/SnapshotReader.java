package io.soletape.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soletape.sql.Snapshot.SnapshotColumn;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads versions of tables from their logs. DuckDB replays the log: it reads JSON and Parquet, and
 * starts in a fraction of the time that Delta Kernel needs.
 */
final class SnapshotReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  // Plain tables (ADR 0007) ask for reader version 1; a later one may hide rows or rename columns.
  private static final int NEWEST_READER_VERSION = 1;

  private static final String FROM_CHECKPOINT =
      """
      SELECT -1 AS version, "add".path AS added, "remove".path AS removed,
        metaData.schemaString AS schema, metaData.partitionColumns AS partitioned_by,
        protocol.minReaderVersion AS reader_version
      FROM read_parquet(%s)
      """;
  private static final String FROM_COMMITS =
      """
      SELECT CAST(parse_filename(filename, true) AS BIGINT) AS version, "add".path AS added,
        "remove".path AS removed, metaData.schemaString AS schema,
        metaData.partitionColumns AS partitioned_by, protocol.minReaderVersion AS reader_version
      FROM read_json(%s, format = 'newline_delimited', filename = true, columns = {
        "add": 'STRUCT(path VARCHAR)', "remove": 'STRUCT(path VARCHAR)',
        metaData: 'STRUCT(schemaString VARCHAR, partitionColumns VARCHAR[])',
        protocol: 'STRUCT(minReaderVersion INTEGER)'})
      """;
  private static final String REPLAYED =
      """
      WITH actions AS MATERIALIZED (%s)
      SELECT 'reader' AS kind, CAST(arg_max(reader_version, version) AS VARCHAR) AS told
        FROM actions WHERE reader_version IS NOT NULL
      UNION ALL SELECT 'schema', arg_max(schema, version) FROM actions WHERE schema IS NOT NULL
      UNION ALL SELECT 'partition', unnest(arg_max(partitioned_by, version))
        FROM actions WHERE schema IS NOT NULL
      UNION ALL (
        SELECT 'file', coalesce(added, removed) AS path FROM actions
        WHERE coalesce(added, removed) IS NOT NULL
        GROUP BY path HAVING arg_max(added IS NOT NULL, version) ORDER BY path)
      """;

  private final Connection database;

  SnapshotReader(Connection database) {
    this.database = database;
  }

  /** The contents of a version. */
  Snapshot read(TableName table, Path folder, DeltaLog.Sources sources) {
    List<String> parts = new ArrayList<>();
    if (!sources.checkpoint().isEmpty()) {
      parts.add(FROM_CHECKPOINT.formatted(Quoted.list(sources.checkpoint())));
    }
    if (!sources.commits().isEmpty()) {
      parts.add(FROM_COMMITS.formatted(Quoted.list(sources.commits())));
    }
    String query = REPLAYED.formatted(String.join(" UNION ALL ", parts));
    try (Statement statement = database.createStatement();
        ResultSet told = statement.executeQuery(query)) {
      return snapshot(table, folder, told);
    } catch (SQLException e) {
      throw new QueryException(
          "The log of table %s cannot be read (%s)".formatted(table, e.getMessage()), e);
    }
  }

  private static Snapshot snapshot(TableName table, Path folder, ResultSet told)
      throws SQLException {
    List<SnapshotColumn> columns = new ArrayList<>();
    Set<String> partitionedBy = new LinkedHashSet<>();
    List<Path> files = new ArrayList<>();
    while (told.next()) {
      String value = told.getString("told");
      switch (told.getString("kind")) {
        case "reader" -> check(table, Integer.parseInt(value));
        case "schema" -> columns.addAll(columns(value));
        case "partition" -> partitionedBy.add(value);
        default -> files.add(folder.resolve(decoded(value)));
      }
    }
    return new Snapshot(columns, partitionedBy, files);
  }

  private static void check(TableName table, int readerVersion) {
    if (readerVersion > NEWEST_READER_VERSION) {
      throw new QueryException(
          "Table %s asks for readers of version %d, sql knows %d: read it with Spark"
              .formatted(table, readerVersion, NEWEST_READER_VERSION));
    }
  }

  private static List<SnapshotColumn> columns(String schema) {
    List<SnapshotColumn> columns = new ArrayList<>();
    try {
      for (JsonNode field : JSON.readTree(schema).path("fields")) {
        columns.add(
            new SnapshotColumn(
                field.path("name").asText(), DeltaType.ofDuckDb(field.path("type"))));
      }
    } catch (JsonProcessingException e) {
      throw new QueryException("The schema in a table's log is no JSON: " + e.getMessage(), e);
    }
    return columns;
  }

  // The log encodes paths as in an address, where "+" stands for itself.
  private static String decoded(String path) {
    return path.indexOf('%') < 0
        ? path
        : URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
