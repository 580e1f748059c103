package io.soletape.cli;

import io.soletape.run.Step;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The steps of {@code run}, each with its options. */
final class StepCommands {

  private StepCommands() {}

  /** What the step commands share. */
  abstract static class StepCommand implements Callable<Integer> {
    private final Step step;

    @Mixin private CommonOptions common;
    @Mixin private RunOptionsMixin run;
    @Spec private CommandSpec spec;

    StepCommand(Step step) {
      this.step = step;
    }

    @Override
    public Integer call() {
      return new RunPrinter(common, run, spec).run(steps());
    }

    Set<Step> steps() {
      return EnumSet.of(step);
    }
  }

  /** {@code map}. */
  @Command(
      name = "map",
      sortOptions = false,
      description = {
        "Finds the platforms' products of SKUs that are not known yet.",
        "Products with quotes of unknown sizes are asked for again, once a day at most,",
        "and those that were last asked for 30 days ago."
      })
  static final class MapCommand extends StepCommand {
    MapCommand() {
      super(Step.MAP);
    }
  }

  /** {@code fetch}. */
  @Command(
      name = "fetch",
      sortOptions = false,
      description = "Fetches the quotes of the slot that bronze does not have yet.")
  static final class FetchCommand extends StepCommand {
    @Option(
        names = "--map",
        description = "Find products of new SKUs and new sizes too, as run does.")
    private boolean maps;

    FetchCommand() {
      super(Step.FETCH);
    }

    @Override
    Set<Step> steps() {
      return maps ? EnumSet.of(Step.MAP, Step.FETCH) : super.steps();
    }
  }

  /** {@code silver}. */
  @Command(
      name = "silver",
      sortOptions = false,
      description = "Reads the slot's answers in bronze into rows; no call is made.")
  static final class SilverCommand extends StepCommand {
    SilverCommand() {
      super(Step.SILVER);
    }
  }

  /** {@code gold}. */
  @Command(
      name = "gold",
      sortOptions = false,
      description = "Writes the slot's rows of the tape from silver; no call is made.")
  static final class GoldCommand extends StepCommand {
    GoldCommand() {
      super(Step.GOLD);
    }
  }

  /** {@code quality}. */
  @Command(
      name = "quality",
      sortOptions = false,
      description = "Holds the slot against what was expected; no call is made.")
  static final class QualityCommand extends StepCommand {
    QualityCommand() {
      super(Step.QUALITY);
    }
  }
}
