package io.soletape.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soletape.maintenance.Maintained;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import scala.Console;

/** {@code maintain}. */
@Command(
    name = "maintain",
    sortOptions = false,
    description =
        "Puts the files of past days together and removes those that only versions older than"
            + " SOLETAPE_RETENTION_DAYS need. What is pinned stays.")
final class MaintainCommand implements Callable<Integer> {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (Engine engine = Engine.start(common.settings(), Clock.systemUTC())) {
      // A vacuum talks to standard output, which is for results.
      List<Maintained> done = Console.withOut(System.err, () -> engine.maintenance().run());
      print(done);
      return 0;
    }
  }

  private void print(List<Maintained> done) {
    PrintWriter out = spec.commandLine().getOut();
    if (common.isJson()) {
      ObjectNode json = MAPPER.createObjectNode();
      ArrayNode tables = json.putArray("tables");
      done.forEach(
          each ->
              tables
                  .addObject()
                  .put("table", each.table())
                  .put("files_before", each.filesBefore())
                  .put("files", each.filesAfter())
                  .put("bytes", each.bytes())
                  .put("files_vacuumed", each.filesVacuumed()));
      out.println(json);
    } else {
      out.printf("%-28s %12s %9s %14s %9s%n", "table", "files before", "files", "bytes", "removed");
      done.forEach(
          each ->
              out.printf(
                  "%-28s %,12d %,9d %,14d %,9d%n",
                  each.table(),
                  each.filesBefore(),
                  each.filesAfter(),
                  each.bytes(),
                  each.filesVacuumed()));
    }
    out.flush();
  }
}
