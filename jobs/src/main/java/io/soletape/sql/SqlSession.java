package io.soletape.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soletape.sql.Question.NamedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers questions in SQL to a lake. The tables that a question names become views over the files
 * of one version; nothing else is read, and nothing can be written.
 */
public final class SqlSession implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  // Its driver's words about itself say nothing to whoever asked.
  private static final Pattern PREAMBLE =
      Pattern.compile("^Invalid Input Error: Attempting to execute an unsuccessful [^:]*: ");

  private final LakeFolder lake;
  private final InstantSource clock;
  private final Path scratch;
  private final Connection database;
  private final SnapshotReader snapshots;
  private final PinnedVersions pinned;
  private final Map<String, View> views = new HashMap<>();

  /**
   * A table as statements see it.
   *
   * @param contents the table and its version
   */
  private record View(String contents, Snapshot snapshot) {}

  private SqlSession(LakeFolder lake, InstantSource clock, Path scratch, Connection database) {
    this.lake = lake;
    this.clock = clock;
    this.scratch = scratch;
    this.database = database;
    this.snapshots = new SnapshotReader(database);
    this.pinned = new PinnedVersions(lake, snapshots, database);
  }

  /** Opens a lake. */
  public static SqlSession open(LakeFolder lake, InstantSource clock) {
    try {
      Path scratch = Files.createTempDirectory("soletape-sql");
      Connection database = DriverManager.getConnection("jdbc:duckdb:");
      SqlSession session = new SqlSession(lake, clock, scratch, database);
      session.restrict();
      return session;
    } catch (IOException | SQLException e) {
      throw new QueryException("DuckDB cannot be started: " + e.getMessage(), e);
    }
  }

  /** The lake that is asked. */
  public LakeFolder lake() {
    return lake;
  }

  /**
   * Asks a question.
   *
   * @param asOf which past of the tables is asked; a name such as {@code "quotes@12"} or {@code
   *     "quotes@2026-01-05"} tells its own
   * @param mostRows rows that are wanted at most
   * @throws QueryException if it cannot be answered
   */
  public Answer ask(String text, AsOf asOf, long mostRows) {
    Question question = Question.parse(database, text);
    SortedMap<String, TableVersion> asked = prepare(question, asOf);
    return narrowed(question, () -> answer(question, mostRows, asked));
  }

  private Answer answer(Question question, long mostRows, SortedMap<String, TableVersion> asked) {
    try (Statement statement = database.createStatement();
        ResultSet found = statement.executeQuery(question.text())) {
      return answer(found, mostRows, asked);
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  /**
   * Asks a question and writes the rows to a file, in the place of what may be there.
   *
   * @return the version that was read of each table
   * @throws QueryException if it cannot be answered, or the file cannot be written
   */
  public SortedMap<String, TableVersion> write(
      String text, AsOf asOf, FileFormat format, Path file) {
    Question question = Question.parse(database, text);
    if (question.isExplain()) {
      throw new QueryException("A plan has no rows to write: use --format table for EXPLAIN");
    }
    SortedMap<String, TableVersion> asked = prepare(question, asOf);
    Path written = scratch.resolve("rows");
    String copy =
        "COPY (FROM (%s)) TO %s (%s)"
            .formatted(
                withoutEnd(question.text()), Quoted.text(written.toString()), format.options());
    narrowed(
        question,
        () -> {
          execute(copy);
          return written;
        });
    try {
      Files.copy(written, file, StandardCopyOption.REPLACE_EXISTING);
      Files.delete(written);
    } catch (IOException e) {
      throw new QueryException(
          "The file %s cannot be written (%s): name one in a folder that can"
              .formatted(file, e.getMessage()),
          e);
    }
    return asked;
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(scratch)) {
      database.close();
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException | SQLException e) {
      throw new QueryException("DuckDB cannot be closed: " + e.getMessage(), e);
    }
  }

  // DuckDB itself keeps every statement within the lake's folder, and from the network.
  private void restrict() {
    execute(
        """
        SET TimeZone = 'UTC';
        SET temp_directory = %s;
        SET allowed_directories = [%s, %s];
        SET autoinstall_known_extensions = false;
        SET autoload_known_extensions = false;
        SET enable_external_access = false;
        SET lock_configuration = true;
        """
            .formatted(
                Quoted.text(scratch.toString()),
                Quoted.text(lake.root().toString()),
                Quoted.text(scratch.toString())));
  }

  private SortedMap<String, TableVersion> prepare(Question question, AsOf asOf) {
    SortedMap<String, TableVersion> asked = new TreeMap<>();
    List<NamedTable> names = wanted(question);
    boolean isOne = names.stream().filter(name -> name.name().indexOf('@') < 0).count() <= 1;
    if (asOf instanceof AsOf.Version && !isOne) {
      throw new QueryException(
          "A version is one of one table, and the statement names several (%s): give a time, or put the version behind each name, such as \"quotes@12\""
              .formatted(names.stream().map(NamedTable::name).collect(Collectors.joining(", "))));
    }
    for (NamedTable name : names) {
      show(name, asOf, asked);
    }
    return asked;
  }

  private List<NamedTable> wanted(Question question) {
    if (question.namesAll()) {
      return lake.tables().stream()
          .map(table -> new NamedTable(Optional.of(table.layer()), table.name()))
          .toList();
    }
    return question.names().stream()
        .filter(
            name ->
                name.layer().isPresent()
                    || !question.givenNames().contains(name.name())
                    || lake.has(name.layer(), name.name()))
        .toList();
  }

  private void show(NamedTable named, AsOf asOf, SortedMap<String, TableVersion> asked) {
    int at = named.name().indexOf('@');
    AsOf past = at < 0 ? asOf : AsOf.parse(named.name().substring(at + 1), clock.instant());
    TableName table =
        lake.table(named.layer(), at < 0 ? named.name() : named.name().substring(0, at));
    DeltaLog log = DeltaLog.of(table, lake.path(table));
    TableVersion version = log.resolve(past instanceof AsOf.Pin pin ? pinned.of(pin, table) : past);
    String view =
        named.layer().map(layer -> Quoted.name(layer) + ".").orElse("") + Quoted.name(named.name());
    String contents = table + "@" + version.number();
    if (!views.containsKey(view) || !views.get(view).contents().equals(contents)) {
      Snapshot snapshot = read(table, log, version);
      named
          .layer()
          .ifPresent(layer -> execute("CREATE SCHEMA IF NOT EXISTS " + Quoted.name(layer)));
      views.put(view, new View(contents, snapshot));
      show(view, snapshot);
    }
    asked.put(at < 0 ? table.toString() : contents, version);
  }

  private void show(String view, Snapshot snapshot) {
    execute("CREATE OR REPLACE VIEW %s AS %s".formatted(view, snapshot.query()));
  }

  // Only the folders of the asked days are looked into, for this one statement.
  private <T> T narrowed(Question question, Supplier<T> work) {
    if (question.isExplain()) {
      return work.get();
    }
    AskedDays days = AskedDays.of(plan(question));
    Map<String, Snapshot> narrowed = new HashMap<>();
    views.forEach((view, shown) -> narrowed.put(view, shown.snapshot().within(days)));
    narrowed.values().removeAll(views.values().stream().map(View::snapshot).toList());
    narrowed.forEach(this::show);
    try {
      return work.get();
    } finally {
      narrowed.keySet().forEach(view -> show(view, views.get(view).snapshot()));
    }
  }

  private JsonNode plan(Question question) {
    try (Statement statement = database.createStatement();
        ResultSet told = statement.executeQuery("EXPLAIN (FORMAT json) " + question.text())) {
      told.next();
      return JSON.readTree(told.getString("explain_value"));
    } catch (SQLException e) {
      throw refused(e);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private Snapshot read(TableName table, DeltaLog log, TableVersion version) {
    Snapshot snapshot = snapshot(table, log, version);
    if (isWhole(snapshot)) {
      return snapshot;
    }
    throw new QueryException(
        "Table %s is no longer known as of %s: its files have been removed after their retention; %s"
            .formatted(table, version, wholeAfter(version, table, log)));
  }

  private String wholeAfter(TableVersion version, TableName table, DeltaLog log) {
    return log.versions().stream()
        .filter(later -> later.number() > version.number())
        .filter(later -> isWhole(snapshot(table, log, later)))
        .findFirst()
        .map("ask for %s or later"::formatted)
        .orElse("no version is whole, which ./soletape replay mends");
  }

  private Snapshot snapshot(TableName table, DeltaLog log, TableVersion version) {
    return snapshots.read(table, lake.path(table), log.sources(version.number()));
  }

  private static boolean isWhole(Snapshot snapshot) {
    return snapshot.files().stream().allMatch(Files::exists);
  }

  private void execute(String statements) {
    try (Statement statement = database.createStatement()) {
      statement.execute(statements);
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  private static Answer answer(
      ResultSet found, long mostRows, SortedMap<String, TableVersion> asked) throws SQLException {
    ResultSetMetaData described = found.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int column = 1; column <= described.getColumnCount(); column++) {
      columns.add(described.getColumnLabel(column));
    }
    List<List<Object>> rows = new ArrayList<>();
    boolean isCut = false;
    while (!isCut && found.next()) {
      isCut = rows.size() == mostRows;
      if (!isCut) {
        rows.add(row(found, columns.size()));
      }
    }
    return new Answer(columns, rows, isCut, asked);
  }

  private static List<Object> row(ResultSet found, int columns) throws SQLException {
    List<Object> row = new ArrayList<>(columns);
    for (int column = 1; column <= columns; column++) {
      row.add(Value.plain(found.getObject(column)));
    }
    return row;
  }

  private static String withoutEnd(String text) {
    return text.strip().replaceFirst(";\\s*$", "");
  }

  // DuckDB's message: what is wrong, what was meant, then an empty line and where it stands.
  private static QueryException refused(SQLException e) {
    String said =
        String.valueOf(e.getMessage())
            .lines()
            .takeWhile(line -> !line.isBlank())
            .collect(Collectors.joining(" "));
    return new QueryException(PREAMBLE.matcher(said).replaceFirst(""), e);
  }
}
