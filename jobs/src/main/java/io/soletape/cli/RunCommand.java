package io.soletape.cli;

import io.soletape.run.Step;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code run}: one tier run, all steps. */
@Command(
    name = "run",
    sortOptions = false,
    description = {
      "One tier run, all steps: map, fetch, silver, gold, quality.",
      "Repeating a finished slot makes no call and changes no row."
    })
final class RunCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Mixin private RunOptionsMixin run;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return new RunPrinter(common, run, spec).run(EnumSet.allOf(Step.class));
  }
}
