package io.soletape.cli;

import io.soletape.config.Settings;
import io.soletape.run.RunOptions;
import io.soletape.run.RunReport;
import io.soletape.run.Step;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** Runs some steps of a tier and prints their report. */
final class RunPrinter {

  private final CommonOptions common;
  private final RunOptionsMixin run;
  private final PrintWriter out;
  private final PrintWriter err;

  RunPrinter(CommonOptions common, RunOptionsMixin run, CommandSpec spec) {
    this.common = common;
    this.run = run;
    this.out = spec.commandLine().getOut();
    this.err = spec.commandLine().getErr();
  }

  int run(Set<Step> steps) {
    Clock clock = Clock.systemUTC();
    Settings settings = common.settings();
    RunOptions options = run.read(settings, steps, clock, err);
    try (Engine engine = Engine.start(settings, clock)) {
      RunReport report = engine.tierRun(BarProgress.forTerminal()).run(options);
      print(report);
      return report.status().exitCode();
    }
  }

  private void print(RunReport report) {
    if (common.isJson()) {
      report.causes().forEach(cause -> err.println("soletape: " + cause));
      out.println(ReportJson.of(report));
    } else {
      ReportText.of(report).forEach(out::println);
    }
    out.flush();
  }
}
