package io.soletape.testing;

import io.soletape.budget.Ledger;
import io.soletape.budget.SqlLedger;
import io.soletape.config.Settings;
import io.soletape.lake.Lake;
import io.soletape.plan.ListedSku;
import io.soletape.plan.QuoteScope;
import io.soletape.plan.SkuList;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.run.Platforms;
import io.soletape.run.RunForecast;
import io.soletape.run.RunOptions;
import io.soletape.run.RunProgress;
import io.soletape.run.RunReport;
import io.soletape.run.Step;
import io.soletape.run.TierRun;
import io.soletape.sandbox.Sandbox;
import io.soletape.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whole runs against a sandbox whose prices move with the slot. */
public final class SandboxRuns implements AutoCloseable {

  private static final int RATE = 500;
  private static final Instant NOON = Instant.parse("2026-03-08T12:00:00Z");

  private final Sandbox sandbox;
  private final Settings settings;
  private final Ledger ledger;
  private final Platforms platforms;
  private final Clock clock;

  /**
   * A sandbox, with its ledger in a folder.
   *
   * @param scope settings of what is asked for, by the names of the environment variables
   */
  public SandboxRuns(Path folder, Map<String, String> scope) {
    this(folder, scope, Clock.systemUTC());
  }

  /**
   * A sandbox, with its ledger in a folder.
   *
   * @param scope settings of what is asked for, by the names of the environment variables
   * @param clock by which runs end
   */
  public SandboxRuns(Path folder, Map<String, String> scope, Clock clock) {
    this.clock = clock;
    try {
      sandbox =
          Sandbox.start(
              SandboxSettings.defaults().withStockxPerSecond(RATE).withAliasPerSecond(RATE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settings =
        Settings.load(folder.resolve("none.properties"), Map.of(), List.of())
            .with(leadingTo(sandbox))
            .with(scope)
            .with(
                Map.of(
                    "SOLETAPE_LEDGER", "jdbc:sqlite:" + folder.resolve("ledger.db"),
                    "STOCKX_CALLS_PER_SECOND", String.valueOf(RATE),
                    "ALIAS_CALLS_PER_SECOND", String.valueOf(RATE)));
    ledger = SqlLedger.open("jdbc:sqlite:" + folder.resolve("ledger.db"));
    platforms = new Platforms(settings, ledger, clock);
  }

  /** The slot of the tier all that lies some hours before a certain noon. */
  public static Slot hoursAgo(int hours) {
    return Slot.containing(Tier.ALL, NOON.minus(Duration.ofHours(hours)));
  }

  /** The first SKUs of the packaged list. */
  public static List<ListedSku> firstSkus(int count) {
    return SkuList.packaged().of(Tier.ALL).subList(0, count);
  }

  /** Runs a slot with the prices of its moment. */
  public RunReport run(Lake lake, Slot slot, List<ListedSku> skus) {
    return run(lake, RunOptions.whole(slot, skus, Optional.empty()));
  }

  /** Runs a slot with the prices of its moment, up to gold: what is not judged costs no time. */
  public RunReport compute(Lake lake, Slot slot, List<ListedSku> skus) {
    return run(
        lake,
        new RunOptions(
            slot, skus, Optional.empty(), EnumSet.complementOf(EnumSet.of(Step.QUALITY))));
  }

  /** Does only some steps of a slot, with the prices of its moment. */
  public RunReport steps(Lake lake, Slot slot, List<ListedSku> skus, Step... steps) {
    return run(lake, new RunOptions(slot, skus, Optional.empty(), Set.of(steps)));
  }

  private RunReport run(Lake lake, RunOptions options) {
    return run(lake, options, RunProgress.SILENT);
  }

  /** Does what the options ask for, with the prices of the slot's moment. */
  public RunReport run(Lake lake, RunOptions options, RunProgress progress) {
    sandbox.moveMarketTo(options.slot().at());
    return new TierRun(lake, platforms, scope(), progress, clock).run(options);
  }

  /** What a run would ask. */
  public RunForecast forecast(Lake lake, RunOptions options) {
    return RunForecast.of(lake, platforms, scope(), options, clock);
  }

  /** What is asked for. */
  public QuoteScope scope() {
    return QuoteScope.of(settings);
  }

  /** The sandbox. */
  public Sandbox sandbox() {
    return sandbox;
  }

  @Override
  public void close() {
    platforms.close();
    ledger.close();
    sandbox.close();
  }

  private static Map<String, String> leadingTo(Sandbox sandbox) {
    return Map.of(
        "STOCKX_API_URL", sandbox.stockxApiUrl().toString(),
        "STOCKX_AUTH_URL", sandbox.stockxAuthUrl().toString(),
        "STOCKX_CLIENT_ID", sandbox.credentials().clientId(),
        "STOCKX_CLIENT_SECRET", sandbox.credentials().clientSecret(),
        "STOCKX_API_KEY", sandbox.credentials().apiKey(),
        "STOCKX_REFRESH_TOKEN", sandbox.credentials().refreshToken(),
        "ALIAS_API_URL", sandbox.aliasApiUrl().toString(),
        "ALIAS_TOKEN", sandbox.credentials().aliasToken(),
        "FX_RATES_URL", sandbox.fxRatesUrl().toString());
  }
}
