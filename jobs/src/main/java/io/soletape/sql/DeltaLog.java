package io.soletape.sql;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The versions that a Delta table's log still tells: commits in JSON, and checkpoints that stand
 * for all commits before them. Layout and meaning are those of the Delta protocol.
 */
final class DeltaLog {

  static final String FOLDER = "_delta_log";

  private static final Pattern COMMIT = Pattern.compile("(\\d{20})\\.json");
  private static final Pattern CHECKPOINT =
      Pattern.compile("(\\d{20})\\.checkpoint(?:\\.\\d{10}\\.(\\d{10}))?\\.parquet");

  private final TableName table;
  private final NavigableMap<Long, Path> commits = new TreeMap<>();
  private final NavigableMap<Long, Checkpoint> checkpoints = new TreeMap<>();

  /**
   * What a version is read from.
   *
   * @param checkpoint its files; empty where all commits are there
   * @param commits the commits after it, oldest first
   */
  record Sources(List<Path> checkpoint, List<Path> commits) {}

  private record Checkpoint(int parts, List<Path> files) {
    boolean isWhole() {
      return files.size() == parts;
    }
  }

  private DeltaLog(TableName table) {
    this.table = table;
  }

  /** Lists the log of a table. */
  static DeltaLog of(TableName table, Path folder) {
    DeltaLog log = new DeltaLog(table);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(FOLDER))) {
      files.forEach(log::add);
    } catch (IOException e) {
      throw unreadable(table, e);
    }
    log.checkpoints.values().removeIf(checkpoint -> !checkpoint.isWhole());
    log.commits.headMap(log.oldest(), false).clear();
    if (log.commits.isEmpty()) {
      throw new QueryException(
          "The log of table %s has no commit: the table is damaged; move it away and rebuild it with ./soletape replay"
              .formatted(table));
    }
    return log;
  }

  /**
   * The version that is asked for.
   *
   * @throws QueryException if the log does not tell it, with the range that it tells
   */
  TableVersion resolve(AsOf asOf) {
    NavigableMap<Long, Instant> times = times();
    if (asOf instanceof AsOf.Newest) {
      return version(times.lastEntry());
    }
    if (asOf instanceof AsOf.Version wanted) {
      if (!times.containsKey(wanted.number())) {
        throw outside("version " + wanted.number(), times);
      }
      return new TableVersion(wanted.number(), times.get(wanted.number()));
    }
    Instant at = ((AsOf.Moment) asOf).at();
    return times.descendingMap().entrySet().stream()
        .filter(entry -> !entry.getValue().isAfter(at))
        .findFirst()
        .map(DeltaLog::version)
        .orElseThrow(() -> outside(at.toString(), times));
  }

  /** The versions that the log tells, oldest first. */
  List<TableVersion> versions() {
    return times().entrySet().stream().map(DeltaLog::version).toList();
  }

  /** What a version is read from. */
  Sources sources(long version) {
    Map.Entry<Long, Checkpoint> checkpoint = checkpoints.floorEntry(version);
    return checkpoint == null
        ? new Sources(List.of(), List.copyOf(commits.headMap(version, true).values()))
        : new Sources(
            checkpoint.getValue().files(),
            List.copyOf(commits.subMap(checkpoint.getKey(), false, version, true).values()));
  }

  private void add(Path file) {
    String name = file.getFileName().toString();
    Matcher commit = COMMIT.matcher(name);
    Matcher checkpoint = CHECKPOINT.matcher(name);
    if (commit.matches()) {
      commits.put(Long.parseLong(commit.group(1)), file);
    } else if (checkpoint.matches()) {
      int parts = checkpoint.group(2) == null ? 1 : Integer.parseInt(checkpoint.group(2));
      checkpoints
          .computeIfAbsent(
              Long.parseLong(checkpoint.group(1)),
              number -> new Checkpoint(parts, new ArrayList<>()))
          .files()
          .add(file);
    }
  }

  // A log that begins later than with the first commit can be read from its oldest checkpoint on.
  private long oldest() {
    return commits.containsKey(0L) || checkpoints.isEmpty() ? 0 : checkpoints.firstKey();
  }

  // A commit's time is its file's, and later than that of the commit before: as Delta has it.
  private NavigableMap<Long, Instant> times() {
    NavigableMap<Long, Instant> times = new TreeMap<>();
    Instant earliest = Instant.MIN;
    for (Map.Entry<Long, Path> commit : commits.entrySet()) {
      Instant told = modified(commit.getValue());
      Instant at = told.isBefore(earliest) ? earliest : told;
      times.put(commit.getKey(), at);
      earliest = at.plusMillis(1);
    }
    return times;
  }

  private Instant modified(Path file) {
    try {
      return Instant.ofEpochMilli(Files.getLastModifiedTime(file).toMillis());
    } catch (IOException e) {
      throw unreadable(table, e);
    }
  }

  private QueryException outside(String asked, NavigableMap<Long, Instant> times) {
    return new QueryException(
        "Table %s is not known as of %s: ask for a time or version from %s to %s"
            .formatted(table, asked, version(times.firstEntry()), version(times.lastEntry())));
  }

  private static TableVersion version(Map.Entry<Long, Instant> entry) {
    return new TableVersion(entry.getKey(), entry.getValue());
  }

  private static QueryException unreadable(TableName table, IOException e) {
    return new QueryException(
        "The log of table %s cannot be read (%s): check its permissions"
            .formatted(table, e.getMessage()),
        e);
  }
}
