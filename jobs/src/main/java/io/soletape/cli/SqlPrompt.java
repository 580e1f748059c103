package io.soletape.cli;

import io.soletape.sql.Answer;
import io.soletape.sql.AsOf;
import io.soletape.sql.QueryException;
import io.soletape.sql.SqlSession;
import io.soletape.sql.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The prompt of {@code sql}: history, completion, statements over several lines. */
final class SqlPrompt {

  private static final String PROMPT = "soletape> ";
  private static final String CONTINUED = "%P     ...> ";
  private static final List<String> WORDS =
      List.of(
          "SELECT",
          "FROM",
          "WHERE",
          "GROUP",
          "ORDER",
          "BY",
          "LIMIT",
          "WITH",
          "JOIN",
          "USING",
          "QUALIFY",
          "DESCRIBE",
          "SUMMARIZE",
          "SHOW",
          "ALL",
          "TABLES",
          "EXPLAIN",
          ".tables",
          ".schema",
          ".as-of",
          ".help",
          ".quit");
  private static final String HELP =
      """
      A statement ends with ";" and may take several lines. Tab completes, the arrows bring back.
        .tables                   the tables of the lake (also \\d)
        .schema TABLE             the columns of a table (also \\d TABLE)
        .as-of ISO|VERSION|now    which past is asked from here on
        .quit                     leaves (also ctrl-d)
      What the market was is asked with slot_at; what was known then, with .as-of.\
      """;

  private final SqlSession session;
  private final InstantSource clock;
  private final int mostRows;
  private final Consumer<Answer> shown;
  private final Map<TableName, List<String>> columns = new HashMap<>();
  private AsOf past;

  /**
   * A prompt that has not been shown yet.
   *
   * @param past which past is asked until another is chosen
   * @param mostRows rows that are shown at most
   * @param shown prints an answer
   */
  SqlPrompt(
      SqlSession session, AsOf past, InstantSource clock, int mostRows, Consumer<Answer> shown) {
    this.session = session;
    this.past = past;
    this.clock = clock;
    this.mostRows = mostRows;
    this.shown = shown;
  }

  /** Reads and answers at this process's terminal until the input ends. */
  void run() throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      run(terminal, historyFile());
    }
  }

  /**
   * Reads and answers until the input ends.
   *
   * @param history the file that keeps what was typed
   */
  void run(Terminal terminal, Path history) {
    LineReader reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .parser(new StatementParser())
            .completer(this::complete)
            .variable(LineReader.HISTORY_FILE, history)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUED)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
    terminal.writer().println("Lake " + session.lake().root() + "; .help tells more.");
    while (answered(reader, terminal)) {
      terminal.flush();
    }
  }

  private boolean answered(LineReader reader, Terminal terminal) {
    try {
      String line = reader.readLine(PROMPT).strip();
      if (line.equals(".quit") || line.equals(".exit")) {
        return false;
      }
      if (isCommand(line)) {
        obey(line.split("\\s+", 2), terminal);
      } else if (!line.isEmpty()) {
        shown.accept(session.ask(line, past, mostRows));
      }
    } catch (QueryException e) {
      terminal.writer().println("soletape: " + e.getMessage());
    } catch (UserInterruptException e) {
      terminal.writer().println("(ctrl-d or .quit leaves)");
    } catch (EndOfFileException e) {
      return false;
    }
    return true;
  }

  private void obey(String[] words, Terminal terminal) {
    Optional<String> argument =
        Optional.of(words).filter(told -> told.length > 1).map(told -> told[1].replace(";", ""));
    switch (words[0]) {
      case ".tables" -> listTables(terminal);
      case "\\d", ".schema" ->
          argument.ifPresentOrElse(
              table -> shown.accept(session.ask("DESCRIBE " + table, past, mostRows)),
              () -> listTables(terminal));
      case ".as-of" -> {
        past =
            argument
                .filter(told -> !told.equals("now"))
                .map(told -> AsOf.parse(told, clock.instant()))
                .orElse(AsOf.NEWEST);
        terminal.writer().println("From here on: as of " + argument.orElse("now"));
      }
      default -> terminal.writer().println(HELP);
    }
  }

  private void listTables(Terminal terminal) {
    session.lake().tables().forEach(table -> terminal.writer().println(table));
  }

  private void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    List<TableName> tables = session.lake().tables();
    Stream.of(
            WORDS.stream(),
            tables.stream().flatMap(table -> Stream.of(table.name(), table.toString())),
            named(tables, line.words()).stream().flatMap(table -> columns(table).stream()))
        .flatMap(words -> words)
        .distinct()
        .map(Candidate::new)
        .forEach(candidates::add);
  }

  // Before a statement names a table, any may follow.
  private static List<TableName> named(List<TableName> tables, List<String> words) {
    List<TableName> named =
        tables.stream()
            .filter(table -> words.contains(table.name()) || words.contains(table.toString()))
            .toList();
    return named.isEmpty() ? tables : named;
  }

  private List<String> columns(TableName table) {
    return columns.computeIfAbsent(
        table,
        asked ->
            session.ask("DESCRIBE " + asked, AsOf.NEWEST, Long.MAX_VALUE).rows().stream()
                .map(row -> row.get(0).toString())
                .toList());
  }

  // https://specifications.freedesktop.org/basedir-spec: what an application did is its state.
  private static Path historyFile() throws IOException {
    Path state =
        Optional.ofNullable(System.getenv("XDG_STATE_HOME"))
            .filter(told -> !told.isBlank())
            .map(Path::of)
            .orElse(Path.of(System.getProperty("user.home"), ".local", "state"));
    return Files.createDirectories(state.resolve("soletape")).resolve("sql_history");
  }

  private static boolean isCommand(String line) {
    return line.startsWith(".") || line.startsWith("\\");
  }

  /** A statement goes on until its ";"; a command is one line. */
  private static final class StatementParser extends DefaultParser {

    private static final String SEPARATORS = ",;()=<>+-*/";

    private StatementParser() {
      setEscapeChars(new char[0]);
      setEofOnUnclosedQuote(true);
    }

    @Override
    public boolean isDelimiterChar(CharSequence buffer, int position) {
      return SEPARATORS.indexOf(buffer.charAt(position)) >= 0
          || super.isDelimiterChar(buffer, position);
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      boolean isWhole =
          line.isBlank() || isCommand(line.strip()) || line.stripTrailing().endsWith(";");
      if (context == ParseContext.ACCEPT_LINE && !isWhole) {
        throw new EOFError(-1, cursor, "A statement ends with ;");
      }
      return super.parse(line, cursor, context);
    }
  }
}
