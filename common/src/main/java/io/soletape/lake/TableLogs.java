package io.soletape.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.ScanImpl;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import io.soletape.lake.LoggedFile.Span;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * What the logs of tables tell, read by Delta Kernel. Delta's Spark reader asks Spark for the same
 * by a query or three for each read. What was told of a version is kept until there is another.
 * Thread-safe.
 */
final class TableLogs {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whoever reads no later version of the protocol than this one needs no more than Parquet. */
  private static final int PLAIN = 1;

  // A log tells moments in milliseconds, rounded down.
  private static final Duration ROUNDED = Duration.ofMillis(1);

  private final Configuration hadoop;
  private final Engine engine;
  private final Map<String, Newest> known = new ConcurrentHashMap<>();

  TableLogs(Configuration hadoop) {
    this.hadoop = Objects.requireNonNull(hadoop, "hadoop is null");
    this.engine = DefaultEngine.create(hadoop);
  }

  /**
   * The newest version of a table.
   *
   * @param id of the table, from when it was first written
   * @param version its number
   * @param committedMillis when it was written: a folder may be put back from a copy
   * @param table columns and files; empty if reading them takes more than a log and Parquet, as
   *     after another writer has deleted rows without rewriting their file
   */
  record Newest(String id, long version, long committedMillis, Optional<LoggedTable> table) {

    private boolean isOf(Snapshot snapshot, long committed) {
      return version == snapshot.getVersion()
          && committedMillis == committed
          && id.equals(snapshot.getMetadata().getId());
    }
  }

  /** The newest version of the table in a folder; -1 if there is none. */
  long version(String folder) {
    return snapshot(folder).map(Snapshot::getVersion).orElse(-1L);
  }

  /** The newest version of the table in a folder; empty if there is none. */
  Optional<Newest> newest(String folder) {
    return snapshot(folder).map(snapshot -> newest(folder, snapshot));
  }

  private Newest newest(String folder, Snapshot snapshot) {
    long committed = snapshot.getTimestamp(engine);
    return known.compute(
        folder,
        (name, before) ->
            before != null && before.isOf(snapshot, committed)
                ? before
                : read(snapshot, committed));
  }

  private Optional<Snapshot> snapshot(String folder) {
    try {
      return Optional.of(Table.forPath(engine, folder).getLatestSnapshot(engine));
    } catch (TableNotFoundException e) {
      return Optional.empty();
    }
  }

  private Newest read(Snapshot snapshot, long committed) {
    return new Newest(
        snapshot.getMetadata().getId(),
        snapshot.getVersion(),
        committed,
        Optional.of(snapshot)
            .filter(each -> each.getProtocol().getMinReaderVersion() <= PLAIN)
            .map(this::table)
            .filter(LoggedTable::hasPlainFiles));
  }

  private LoggedTable table(Snapshot snapshot) {
    try {
      return new LoggedTable(
          qualified(snapshot.getPath()),
          (StructType) DataType.fromJson(snapshot.getMetadata().getSchemaString()),
          snapshot.getPartitionColumnNames(),
          files(snapshot));
    } catch (IOException e) {
      throw new LakeException(
          "The log of the table %s cannot be read: %s".formatted(snapshot.getPath(), e), e);
    }
  }

  private Path qualified(String told) throws IOException {
    Path path = new Path(told);
    return path.getFileSystem(hadoop).makeQualified(path);
  }

  private List<LoggedFile> files(Snapshot snapshot) throws IOException {
    ScanImpl scan = (ScanImpl) snapshot.getScanBuilder().build();
    List<LoggedFile> files = new ArrayList<>();
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine, true)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          while (rows.hasNext()) {
            files.add(file(rows.next()));
          }
        }
      }
    }
    return files;
  }

  private LoggedFile file(Row row) throws IOException {
    FileStatus told = InternalScanFileUtils.getAddFileStatus(row);
    Map<String, String> partition = new HashMap<>(InternalScanFileUtils.getPartitionValues(row));
    // Delta reads an empty text as null too.
    partition.values().removeIf(value -> value == null || value.isEmpty());
    AddFile added = new AddFile(row.getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL));
    return new LoggedFile(
        added.getPath(),
        qualified(told.getPath()),
        told.getSize(),
        added.getNumRecords(),
        told.getModificationTime(),
        partition,
        added.getStatsJson().map(TableLogs::spans).orElse(Map.of()));
  }

  // What cannot be read is as if it were not told: the file is read rather than left out.
  private static Map<String, Span> spans(String statistics) {
    try {
      JsonNode told = JSON.readTree(statistics);
      Map<String, Span> spans = new HashMap<>();
      for (Map.Entry<String, JsonNode> least : told.path("minValues").properties()) {
        span(least.getValue().asText(), told.path("maxValues").path(least.getKey()).asText())
            .ifPresent(span -> spans.put(least.getKey(), span));
      }
      return spans;
    } catch (JsonProcessingException e) {
      return Map.of();
    }
  }

  private static Optional<Span> span(String least, String greatest) {
    try {
      return Optional.of(
          new Span(
              OffsetDateTime.parse(least).toInstant(),
              OffsetDateTime.parse(greatest).toInstant().plus(ROUNDED)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
