package io.soletape.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./soletape bench}: lists the scenarios, or runs some and prints their figures. */
@Command(
    name = "soletape bench",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = {
      "The project's own figures, each measured against the sandbox's counters.",
      "Without a name it lists the scenarios. Exit code 1: a figure does not hold."
    })
public final class Bench implements Callable<Integer> {

  private static final int BROKEN = 1;

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Scenarios to run; 'all' of them.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--short", description = "The short form that the tests take.")
  private boolean isShort;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "20",
      description = "Rounds of chaos; default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of everything that is left to chance; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--json",
      description = "Make the result one JSON object on the last line of standard output.")
  private boolean json;

  @Spec private CommandSpec spec;

  /** Runs the command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Bench())
            .setExecutionExceptionHandler(
                (exception, command, parsed) -> {
                  command.getErr().println("soletape: " + exception.getMessage());
                  exception.printStackTrace(command.getErr());
                  return BROKEN;
                })
            .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (names.isEmpty()) {
      list(out);
      return CommandLine.ExitCode.OK;
    }
    boolean isWhole = true;
    ObjectNode answer = new ObjectMapper().createObjectNode();
    Prepared prepared = new Prepared(Files.createTempDirectory("soletape-prepared-"));
    for (Scenario scenario : chosen()) {
      List<Figure> figures = scenario.run(trial(scenario, prepared));
      if (!json) {
        FigureText.of(scenario, figures).forEach(out::println);
      }
      figures.forEach(answer.withArray(scenario.name())::addPOJO);
      isWhole &= figures.stream().allMatch(Figure::holds);
      out.flush();
    }
    if (json) {
      out.println(answer);
    }
    return isWhole ? CommandLine.ExitCode.OK : BROKEN;
  }

  private void list(PrintWriter out) {
    if (json) {
      ArrayNode scenarios = new ObjectMapper().createArrayNode();
      Scenarios.ALL.forEach(
          each -> scenarios.addObject().put("name", each.name()).put("shows", each.shows()));
      out.println(new ObjectMapper().createObjectNode().set("scenarios", scenarios));
      return;
    }
    Scenarios.ALL.forEach(each -> out.printf("%-14s %s%n", each.name(), each.shows()));
  }

  private List<Scenario> chosen() {
    if (names.equals(List.of("all"))) {
      return Scenarios.ALL;
    }
    return names.stream().map(this::named).toList();
  }

  private Scenario named(String name) {
    return Scenarios.named(name)
        .orElseThrow(
            () ->
                new CommandLine.ParameterException(
                    spec.commandLine(),
                    "there is no scenario '%s': use one of %s".formatted(name, Scenarios.names())));
  }

  private Trial trial(Scenario scenario, Prepared prepared) throws IOException {
    Path folder = Files.createTempDirectory("soletape-" + scenario.name() + "-");
    return new Trial(folder, !isShort, rounds, seed, prepared);
  }
}
