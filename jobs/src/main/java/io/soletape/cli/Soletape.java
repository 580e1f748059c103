package io.soletape.cli;

import io.soletape.config.SettingException;
import io.soletape.config.SettingNames;
import io.soletape.run.CodeVersion;
import io.soletape.sql.QueryException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The door's inside: {@code ./soletape COMMAND}. */
@Command(
    name = "soletape",
    description = "The consolidated tape of the sneaker resale market.",
    mixinStandardHelpOptions = true,
    versionProvider = Soletape.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      StepCommands.MapCommand.class,
      StepCommands.FetchCommand.class,
      StepCommands.SilverCommand.class,
      StepCommands.GoldCommand.class,
      StepCommands.QualityCommand.class,
      PlanCommand.class,
      ReplayCommand.class,
      StatusCommand.class,
      MaintainCommand.class,
      PinCommand.class,
      SqlCommand.class,
      SandboxCommand.class,
      Soletape.AirflowCommand.class,
      Soletape.NotebookCommand.class,
      Soletape.TestCommand.class,
      Soletape.BenchCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed: our fault or a dead service; the message says which",
      "2:bad option or setting; the message names it, its value and what is allowed",
      "3:done, but a quality check of severity error failed",
      "75:deferred: budget or time is spent, the work is kept; run the same command again"
    })
public final class Soletape implements Runnable {

  private static final int FAILED = 1;

  // NAME=VALUE, alone or behind an option.
  private static final Pattern SETTING =
      Pattern.compile("(?<name>(--?[\\w-]+=)?(--)?\\w[\\w.-]*)=.+", Pattern.DOTALL);

  @Spec private CommandSpec spec;

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The commands, with errors said in one line and their exit codes. */
  public static CommandLine commandLine() {
    return explaining(new CommandLine(new Soletape()));
  }

  /** A command whose errors are said in one line, with their exit codes. */
  static CommandLine explaining(CommandLine commands) {
    return commands
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Soletape::misunderstood)
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              command.getErr().println("soletape: " + message(exception));
              if (Boolean.getBoolean("soletape.trace")) {
                exception.printStackTrace(command.getErr());
              }
              return isAskedWrongly(exception) ? CommandLine.ExitCode.USAGE : FAILED;
            });
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int misunderstood(CommandLine.ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    String said = withoutValues(exception.getMessage(), arguments);
    command.getErr().println(withoutStrayValues(said, unmatched(exception), arguments));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(exception, command.getErr())) {
      command.usage(command.getErr());
    }
    return CommandLine.ExitCode.USAGE;
  }

  // A setting that was given without --set, or with a slip in it, may be a secret.
  private static String withoutValues(String said, String... arguments) {
    String masked = said;
    for (String argument : arguments) {
      Matcher setting = SETTING.matcher(argument);
      if (setting.matches()) {
        masked = masked.replace(argument, setting.group("name") + "=***");
      }
    }
    return masked;
  }

  private static List<String> unmatched(CommandLine.ParameterException exception) {
    return exception instanceof CommandLine.UnmatchedArgumentException e
        ? e.getUnmatched()
        : List.of();
  }

  // With a blank for the sign between name and value, or behind an option that there is not.
  private static String withoutStrayValues(
      String said, List<String> unmatched, String... arguments) {
    String masked = said;
    for (int place = 1; place < arguments.length; place++) {
      String before = arguments[place - 1];
      boolean isOfAnOption = before.startsWith("-") && unmatched.contains(before);
      if (!arguments[place].startsWith("-") && (isOfAnOption || SettingNames.isOne(before))) {
        masked = masked.replace("'" + arguments[place] + "'", "'***'");
      }
    }
    return masked;
  }

  private static boolean isAskedWrongly(Exception exception) {
    return exception instanceof SettingException || exception instanceof QueryException;
  }

  private static String message(Throwable exception) {
    String said = exception.getMessage();
    boolean isOurs = exception.getClass().getName().startsWith("io.soletape.");
    String first = String.valueOf(said).lines().findFirst().orElse("");
    return isOurs ? first : exception.getClass().getSimpleName() + ": " + first;
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"soletape " + CodeVersion.CURRENT};
    }
  }

  /** Stands in the help; the door itself starts Airflow, which is no Java. */
  @Command(
      name = "airflow",
      description = "A local Airflow with the DAGs of dags/, on the sandbox by default.",
      mixinStandardHelpOptions = true)
  static final class AirflowCommand implements Runnable {
    @Override
    public void run() {
      throw new SettingException("Airflow is started by the door: call ./soletape airflow");
    }
  }

  /** Stands in the help; the door itself starts Jupyter, which is no Java. */
  @Command(
      name = "notebook",
      description = "Jupyter on notebooks/; --html writes every notebook as a page.",
      mixinStandardHelpOptions = true)
  static final class NotebookCommand implements Runnable {
    @Override
    public void run() {
      throw new SettingException("Jupyter is started by the door: call ./soletape notebook");
    }
  }

  /** Stands in the help; the door itself runs the tests, before anything is built. */
  @Command(
      name = "test",
      description = "Builds and runs every test; closes with 'N passed, N failed'.",
      mixinStandardHelpOptions = true)
  static final class TestCommand implements Runnable {
    @Option(
        names = "--json",
        description = "Make the result one JSON object on the last line of standard output.")
    private boolean json;

    @Override
    public void run() {
      throw new SettingException(
          "The tests are run by the door: call ./soletape test" + (json ? " --json" : ""));
    }
  }

  /** Stands in the help; the door itself starts the bench, which is a program of its own. */
  @Command(
      name = "bench",
      description = "The project's own figures, each measured against the sandbox's counters.",
      mixinStandardHelpOptions = true)
  static final class BenchCommand implements Runnable {
    @Override
    public void run() {
      throw new SettingException("The bench is started by the door: call ./soletape bench");
    }
  }
}
