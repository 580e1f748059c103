package io.soletape.cli;

import io.soletape.config.SettingNames;
import io.soletape.sql.Answer;
import io.soletape.sql.AsOf;
import io.soletape.sql.FileFormat;
import io.soletape.sql.LakeFolder;
import io.soletape.sql.QueryException;
import io.soletape.sql.SqlSession;
import io.soletape.sql.TableVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sql}: questions to the lake, without Spark. */
@Command(
    name = "sql",
    sortOptions = false,
    description = {
      "Read-only SQL over the lake, without Spark.",
      "Tables by name: master_market_data, gold.master_market_data, \"quotes@12\" (a version),"
          + " \"quotes@2026-01-05\" (what was known then). Without -e: a prompt; .help tells more."
    })
public final class SqlCommand implements Callable<Integer> {

  private static final int MOST_ROWS_SHOWN = 1000;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Option(
      names = {"-e", "--execute"},
      paramLabel = "QUERY",
      description = "Answer one statement and end.")
  private Optional<String> query = Optional.empty();

  @Option(
      names = "--as-of",
      paramLabel = "ISO|VERSION|pin:NAME",
      description =
          "What was known then: a UTC time such as 2026-01-05T10:00:00Z, a version of the one table"
              + " that the statement names, or what a pin keeps. Default: now.")
  private Optional<String> asOf = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: TABLE.")
  private Optional<Format> format = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the rows to a file, not to standard output.")
  private Optional<Path> output = Optional.empty();

  /** How rows are shown. */
  enum Format {
    TABLE,
    CSV,
    JSON,
    PARQUET
  }

  /** The door's short way to this command: no class of the other commands is loaded. */
  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new SqlCommand()).setCommandName("soletape sql");
    System.exit(Soletape.explaining(command).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Format chosen = format.orElse(Format.TABLE);
    checkOptions(chosen);
    LakeFolder lake = LakeFolder.of(common.settings().value(SettingNames.LAKE));
    Clock clock = Clock.systemUTC();
    AsOf past = asOf.map(text -> AsOf.parse(text, clock.instant())).orElse(AsOf.NEWEST);
    try (SqlSession session = SqlSession.open(lake, clock)) {
      if (query.isPresent()) {
        answer(session, query.get(), past, chosen);
      } else if (System.console() == null) {
        answerInput(session, past, chosen);
      } else {
        new SqlPrompt(session, past, clock, MOST_ROWS_SHOWN, this::show).run();
      }
    }
    return 0;
  }

  private void checkOptions(Format chosen) {
    if (common.isJson() && format.isPresent()) {
      throw new QueryException("--json is a format of its own: leave out --format or --json");
    }
    if (common.isJson() && output.isPresent()) {
      throw new QueryException("--json goes to standard output: use --format json with --output");
    }
    if (chosen == Format.PARQUET && output.isEmpty()) {
      throw new QueryException("Parquet is not for standard output: name a file with --output");
    }
    if (chosen == Format.TABLE && output.isPresent()) {
      throw new QueryException("--output wants --format csv, json or parquet");
    }
  }

  // One statement after another, each up to a ";" at the end of a line.
  private void answerInput(SqlSession session, AsOf past, Format chosen) throws IOException {
    StringBuilder statement = new StringBuilder();
    try (BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line : (Iterable<String>) input.lines()::iterator) {
        statement.append(line).append('\n');
        if (line.stripTrailing().endsWith(";")) {
          answer(session, statement.toString(), past, chosen);
          statement.setLength(0);
        }
      }
    }
    if (!statement.toString().isBlank()) {
      answer(session, statement.toString(), past, chosen);
    }
  }

  private void answer(SqlSession session, String text, AsOf past, Format chosen)
      throws IOException {
    if (common.isJson()) {
      Answer answer = session.ask(text, past, Long.MAX_VALUE);
      tell(answer.asked());
      out().println(AnswerJson.of(answer));
    } else if (chosen == Format.TABLE) {
      show(session.ask(text, past, MOST_ROWS_SHOWN));
    } else {
      write(session, text, past, FileFormat.valueOf(chosen.name()));
    }
    out().flush();
  }

  private void show(Answer answer) {
    tell(answer.asked());
    AnswerText.of(answer).forEach(out()::println);
    if (answer.isCut()) {
      spec.commandLine()
          .getErr()
          .printf(
              "soletape: the first %,d rows are shown; --format csv, json or parquet gives all%n",
              MOST_ROWS_SHOWN);
    }
    out().flush();
  }

  private void write(SqlSession session, String text, AsOf past, FileFormat chosen)
      throws IOException {
    if (output.isPresent()) {
      tell(session.write(text, past, chosen, output.get()));
      return;
    }
    Path rows = Files.createTempFile("soletape-sql", ".rows");
    try {
      tell(session.write(text, past, chosen, rows));
      Files.copy(rows, System.out);
      System.out.flush();
    } finally {
      Files.delete(rows);
    }
  }

  private void tell(Map<String, TableVersion> asked) {
    PrintWriter err = spec.commandLine().getErr();
    asked.forEach((table, version) -> err.printf("soletape: %s as of %s%n", table, version));
    err.flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
