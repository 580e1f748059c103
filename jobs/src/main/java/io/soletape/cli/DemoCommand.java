package io.soletape.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soletape.config.SettingException;
import io.soletape.config.SettingNames;
import io.soletape.config.Settings;
import io.soletape.fees.FeeFile;
import io.soletape.lake.Lake;
import io.soletape.market.Platform;
import io.soletape.plan.ListedSku;
import io.soletape.plan.SkuList;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.run.RunOptions;
import io.soletape.run.RunProgress;
import io.soletape.run.RunReport;
import io.soletape.run.Step;
import io.soletape.sandbox.GroundTruth;
import io.soletape.sandbox.PlatformStats;
import io.soletape.sandbox.Sandbox;
import io.soletape.sandbox.SandboxSettings;
import io.soletape.sandbox.SandboxStats;
import io.soletape.sandbox.ServedDepth;
import io.soletape.sandbox.truth.Charge;
import io.soletape.sandbox.truth.SlotTruth;
import io.soletape.sandbox.truth.TapeTruth;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: the main job on the embedded sandbox, into a fresh lake. */
@Command(
    name = "demo",
    sortOptions = false,
    description = {
      "The main job on the embedded sandbox with the 112 real SKUs.",
      "Into a fresh lake: map, fetch, bronze, silver, gold, quality, then a summary.",
      "No account, no service, no setting."
    })
final class DemoCommand implements Callable<Integer> {

  private static final double STOCKX_RATE = 30;
  private static final double ALIAS_RATE = 40;
  private static final int DEPTH_CALLS = 200;
  private static final List<String> CURRENCIES = List.of("USD", "GBP", "EUR");
  private static final List<String> REGIONS = List.of("US", "EU", "UK", "global");
  private static final Path FOLDER = Path.of("var", "demo");
  private static final Path LEDGER = FOLDER.resolve("ledger");
  private static final String MARK = "_made_by_demo";

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Option(
      names = "--verify",
      description = "Also hold every cell of gold, sales and offers against the sandbox's truth.")
  private boolean verify;

  @Override
  public Integer call() throws IOException {
    Clock clock = Clock.systemUTC();
    Slot slot = Slot.containing(Tier.ALL, clock.instant());
    Settings told = common.settings();
    Path lake = freshLake(told);
    SandboxSettings rules =
        SandboxSettings.defaults()
            .withMarketTime(slot.at())
            .withStockxPerSecond(STOCKX_RATE)
            .withAliasPerSecond(ALIAS_RATE);
    try (Sandbox sandbox = Sandbox.start(rules);
        Engine engine = Engine.start(settings(told, sandbox, lake), clock)) {
      List<ListedSku> skus = SkuList.packaged().of(Tier.ALL);
      FetchOnly counted = new FetchOnly(BarProgress.forTerminal(), sandbox);
      RunReport report =
          engine.tierRun(counted).run(RunOptions.whole(slot, skus, Optional.empty()));
      Map<String, TruthCheck> truth =
          verify ? verified(engine.lake(), sandbox, slot, skus) : Map.of();
      print(report, counted.stats(), engine, lake, truth);
      boolean isRight = truth.values().stream().allMatch(TruthCheck::isRight);
      return isRight ? report.status().exitCode() : 1;
    }
  }

  private static Map<String, TruthCheck> verified(
      Lake lake, Sandbox sandbox, Slot slot, List<ListedSku> listed) {
    GroundTruth truth = sandbox.groundTruth();
    List<String> skus = listed.stream().map(each -> each.sku().code()).toList();
    List<Map<String, Object>> quotes = truth.goldRows(slot.at(), skus, "US", CURRENCIES, REGIONS);
    SlotTruth told =
        new ServedDepth(truth, skus, sandbox.stats().alias().served()).at(slot.at(), quotes);
    return TruthOfTables.of(
        lake, new TapeTruth(List.of(told)), Charge.read(FeeFile.exampleLines()));
  }

  private Settings settings(Settings told, Sandbox sandbox, Path lake) {
    Map<String, String> demo = new HashMap<>(SandboxDoor.settings(sandbox));
    demo.put("SOLETAPE_LAKE", lake.toString());
    demo.put("SOLETAPE_LEDGER", "jdbc:sqlite:" + LEDGER.resolve("ledger.db"));
    demo.put("STOCKX_CALLS_PER_SECOND", String.valueOf(STOCKX_RATE));
    demo.put("STOCKX_CALLS_PER_DAY", "25000");
    demo.put("ALIAS_CALLS_PER_SECOND", String.valueOf(ALIAS_RATE));
    demo.put("ALIAS_DEPTH_CALLS_PER_RUN", String.valueOf(DEPTH_CALLS));
    return told.with(demo);
  }

  // A lake of somebody's own is never replaced: only one that a demo made.
  private static Path freshLake(Settings told) throws IOException {
    Path lake =
        told.isSet(SettingNames.LAKE)
            ? local(told.value(SettingNames.LAKE))
            : FOLDER.resolve("lake");
    if (Files.exists(lake) && !isEmpty(lake) && !Files.exists(lake.resolve(MARK))) {
      throw new SettingException(
          "SOLETAPE_LAKE is '%s': the folder is not empty and no demo made it; name an empty one"
              .formatted(lake));
    }
    delete(lake);
    delete(LEDGER);
    Files.createDirectories(lake);
    Files.createFile(lake.resolve(MARK));
    return lake.toAbsolutePath();
  }

  private static Path local(String lake) {
    if (lake.startsWith("file:")) {
      return Path.of(URI.create(lake).getPath());
    }
    if (lake.contains(":")) {
      throw new SettingException(
          "SOLETAPE_LAKE is '%s': a demo makes a lake on a local disk; name a folder"
              .formatted(lake));
    }
    return Path.of(lake);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> below = Files.walk(path)) {
      for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private void print(
      RunReport report,
      SandboxStats stats,
      Engine engine,
      Path lake,
      Map<String, TruthCheck> truth) {
    PrintWriter out = spec.commandLine().getOut();
    Platform bound = bound(stats);
    PlatformStats counted = of(stats, bound);
    double allowed = bound == Platform.STOCKX ? STOCKX_RATE : ALIAS_RATE;
    double used = 100 * counted.achievedPerSecond() / allowed;
    if (common.isJson()) {
      ObjectNode json = ReportJson.of(report);
      json.put("lake", lake.toString());
      json.set("gold", GoldSums.of(engine.lake(), report.slot()));
      ObjectNode rate = json.putObject("rate");
      rate.put("platform", bound.code());
      rate.put("allowed_per_second", allowed);
      rate.put("used_percent", Math.round(used * 10) / 10.0);
      rate.put("refused", counted.refusedByRate());
      truth.forEach((table, check) -> json.withObject("ground_truth").set(table, check.json()));
      out.println(json);
    } else {
      DemoText.of(engine.lake(), report).forEach(out::println);
      out.println(
          "  rate       %s allowed %.0f calls/s, %.1f %% of it used while fetching, %d refused (the sandbox's count)"
              .formatted(bound.code(), allowed, used, counted.refusedByRate()));
      truth.forEach((table, check) -> out.println("  truth      " + table + ": " + check.text()));
      out.println();
      out.println("The lake is at " + lake + "; look at it with");
      out.println("  ./soletape status --set SOLETAPE_LAKE=" + lake);
    }
    out.flush();
  }

  /** Lets the sandbox count the calls of the quotes alone, so that their rate can be told. */
  private static final class FetchOnly implements RunProgress {
    private final RunProgress shown;
    private final Sandbox sandbox;
    private String step = "";
    private Optional<SandboxStats> fetched = Optional.empty();

    FetchOnly(RunProgress shown, Sandbox sandbox) {
      this.shown = shown;
      this.sandbox = sandbox;
    }

    SandboxStats stats() {
      return fetched.orElseGet(sandbox::stats);
    }

    @Override
    public void begins(String begun, long requests, long skus) {
      step = begun;
      if (isFetch()) {
        sandbox.resetStats();
      }
      shown.begins(begun, requests, skus);
    }

    @Override
    public void requestEnded(Optional<Integer> quotaLeft) {
      shown.requestEnded(quotaLeft);
    }

    @Override
    public void ends() {
      if (isFetch()) {
        fetched = Optional.of(sandbox.stats());
      }
      shown.ends();
    }

    @Override
    public void notes(String line) {
      shown.notes(line);
    }

    private boolean isFetch() {
      return step.equals(Step.FETCH.code());
    }
  }

  private static Platform bound(SandboxStats stats) {
    double stockx = stats.stockx().calls() / STOCKX_RATE;
    double alias = stats.alias().calls() / ALIAS_RATE;
    return stockx > alias ? Platform.STOCKX : Platform.ALIAS;
  }

  private static PlatformStats of(SandboxStats stats, Platform platform) {
    return platform == Platform.STOCKX ? stats.stockx() : stats.alias();
  }
}
