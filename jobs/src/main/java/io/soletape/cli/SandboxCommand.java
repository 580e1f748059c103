package io.soletape.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soletape.config.SettingException;
import io.soletape.sandbox.Faults;
import io.soletape.sandbox.Sandbox;
import io.soletape.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sandbox}: the embedded StockX and Alias on their own. */
@Command(
    name = "sandbox",
    sortOptions = false,
    description = {
      "The embedded StockX, Alias and ECB on their own, for trying things.",
      "Prints the settings that lead to them, then serves until it is stopped."
    })
final class SandboxCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Option(names = "--port", defaultValue = "8099", description = "Port; 0 for any free one.")
  private int port;

  @Option(names = "--seed", defaultValue = "42", description = "What prices are made from.")
  private long seed;

  @Option(
      names = "--market-time",
      paramLabel = "ISO",
      description = "The hour whose prices are served; default: now.")
  private Optional<String> marketTime;

  @Option(names = "--stockx-per-second", defaultValue = "1", description = "Calls a second.")
  private double stockxPerSecond;

  @Option(names = "--stockx-per-day", defaultValue = "25000", description = "Calls a day.")
  private int stockxPerDay;

  @Option(names = "--alias-per-second", defaultValue = "1", description = "Calls a second.")
  private double aliasPerSecond;

  @Option(names = "--latency-ms", defaultValue = "0", description = "Time every answer takes.")
  private long latencyMillis;

  @Option(
      names = "--token-life-s",
      defaultValue = "43200",
      description = "Seconds until StockX's access token expires.")
  private long tokenLifeSeconds;

  @Option(
      names = "--faults",
      defaultValue = "",
      paramLabel = "SPEC",
      description = "What goes wrong, as in 500=0.01,torn=0.01,stall=0.001,seed=7 or dead=stockx.")
  private String faults;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Sandbox sandbox = Sandbox.start(sandboxSettings())) {
      print(sandbox);
      CountDownLatch stopped = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
      stopped.await();
    }
    return 0;
  }

  private SandboxSettings sandboxSettings() {
    try {
      SandboxSettings settings =
          SandboxSettings.defaults()
              .withPort(port)
              .withSeed(seed)
              .withStockxPerSecond(stockxPerSecond)
              .withStockxPerDay(stockxPerDay)
              .withAliasPerSecond(aliasPerSecond)
              .withLatency(Duration.ofMillis(latencyMillis))
              .withAccessTokenLife(Duration.ofSeconds(tokenLifeSeconds))
              .withFaults(faults.isBlank() ? Faults.none() : Faults.parse(faults));
      return marketTime.map(Instant::parse).map(settings::withMarketTime).orElse(settings);
    } catch (DateTimeParseException e) {
      throw new SettingException(
          "--market-time '%s' is no time: use ISO 8601, as in 2026-11-24T10:00:00Z"
              .formatted(marketTime.orElse("")),
          e);
    } catch (IllegalArgumentException e) {
      throw new SettingException(e.getMessage(), e);
    }
  }

  private void print(Sandbox sandbox) {
    PrintWriter out = spec.commandLine().getOut();
    if (common.isJson()) {
      ObjectNode json = new ObjectMapper().createObjectNode();
      SandboxDoor.settings(sandbox).forEach(json::put);
      out.println(json);
    } else {
      out.println("# The sandbox serves at " + sandbox.baseUrl() + "; stop it with ctrl-c.");
      out.println("# In another shell:");
      SandboxDoor.settings(sandbox)
          .forEach((name, value) -> out.println("export " + name + "=" + value));
    }
    out.flush();
  }
}
