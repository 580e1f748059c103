package io.soletape.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soletape.config.SettingException;
import io.soletape.maintenance.Pin;
import io.soletape.maintenance.Pins;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pin}. */
@Command(
    name = "pin",
    sortOptions = false,
    description =
        "Keeps the newest version of every table for good, under a name; without a name it lists"
            + " what is kept.")
final class PinCommand implements Callable<Integer> {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Mixin private CommonOptions common;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "What the pin is called.")
  private Optional<String> name;

  @Option(names = "--remove", description = "Let the versions go that NAME keeps.")
  private boolean removes;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (removes && name.isEmpty()) {
      throw new SettingException("--remove needs the NAME of a pin: ./soletape pin lists them");
    }
    try (Engine engine = Engine.start(common.settings(), Clock.systemUTC())) {
      print(asked(engine.pins()));
      return 0;
    }
  }

  private List<Pin> asked(Pins pins) {
    return name.map(given -> removes ? pins.remove(given) : pins.pin(given)).orElseGet(pins::all);
  }

  private void print(List<Pin> pins) {
    PrintWriter out = spec.commandLine().getOut();
    if (common.isJson()) {
      ObjectNode json = MAPPER.createObjectNode();
      json.put("removed", removes);
      ArrayNode list = json.putArray("pins");
      pins.forEach(
          pin ->
              list.addObject()
                  .put("name", pin.name())
                  .put("table", pin.table())
                  .put("version", pin.version())
                  .put("committed_at", pin.committedAt().toString()));
      out.println(json);
    } else {
      pins.forEach(
          pin ->
              out.printf(
                  "%s%-16s %-28s version %d of %s%n",
                  removes ? "removed " : "",
                  pin.name(),
                  pin.table(),
                  pin.version(),
                  pin.committedAt()));
      if (pins.isEmpty()) {
        out.println("Nothing is pinned: ./soletape pin NAME keeps the newest versions for good.");
      }
    }
    out.flush();
  }
}
