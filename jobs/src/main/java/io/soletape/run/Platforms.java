package io.soletape.run;

import io.soletape.alias.AliasApi;
import io.soletape.alias.AliasTokens;
import io.soletape.budget.Admission;
import io.soletape.budget.BudgetKey;
import io.soletape.budget.Demand;
import io.soletape.budget.Ledger;
import io.soletape.budget.Limit;
import io.soletape.budget.Priority;
import io.soletape.budget.Trouble;
import io.soletape.budget.Turn;
import io.soletape.budget.TurnClosedException;
import io.soletape.budget.Turnstile;
import io.soletape.budget.Usage;
import io.soletape.config.Secret;
import io.soletape.config.Setting;
import io.soletape.config.SettingNames;
import io.soletape.config.Settings;
import io.soletape.fees.FeeFile;
import io.soletape.fetch.FetchDesk;
import io.soletape.fx.RatesSource;
import io.soletape.gold.Valuation;
import io.soletape.http.HttpCaller;
import io.soletape.http.RetryPolicy;
import io.soletape.http.Sleeper;
import io.soletape.market.Platform;
import io.soletape.plan.DepthPlan;
import io.soletape.platform.CredentialSource;
import io.soletape.platform.PlatformApi;
import io.soletape.stockx.StockxApi;
import io.soletape.stockx.StockxLogin;
import io.soletape.stockx.StockxTokens;
import io.soletape.stockx.TokenEndpoint;
import io.soletape.vault.FileVault;
import io.soletape.vault.PostgresVault;
import io.soletape.vault.Vault;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** The platforms as the settings describe them: addresses, limits, keys and credentials. */
public final class Platforms implements AutoCloseable {

  private static final double RESERVE_SHARE = 0.02;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TOKEN_TIMEOUT = Duration.ofSeconds(30);
  // Longer than anybody has the vault open who waits between calls as the server demands, and then
  // for the vault to take the answer.
  static final Duration VAULT_PATIENCE = Duration.ofMinutes(8);
  private static final Duration RATES_TIMEOUT = Duration.ofSeconds(15);
  private static final String TOKEN_FILE = "refresh-token";
  private static final String SQLITE = "jdbc:sqlite:";

  private final Settings settings;
  private final Ledger ledger;
  private final Clock clock;
  private final RetryPolicy retries;
  private final HttpCaller tokenCaller =
      new HttpCaller(CONNECT_TIMEOUT, TOKEN_TIMEOUT, Platform.values().length);

  private final HttpCaller ratesCaller = new HttpCaller(CONNECT_TIMEOUT, RATES_TIMEOUT, 1);

  public Platforms(Settings settings, Ledger ledger, Clock clock) {
    this(settings, ledger, clock, RetryPolicy.standard());
  }

  /**
   * Platforms whose calls are repeated otherwise than in production.
   *
   * @param retries when a call is repeated
   */
  public Platforms(Settings settings, Ledger ledger, Clock clock, RetryPolicy retries) {
    this.retries = Objects.requireNonNull(retries, "retries is null");
    this.settings = settings;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Where requests go. */
  public Map<Platform, PlatformApi> apis() {
    return Map.of(
        Platform.STOCKX, new StockxApi(settings.value(SettingNames.STOCKX_API_URL)),
        Platform.ALIAS, new AliasApi(settings.value(SettingNames.ALIAS_API_URL)));
  }

  /** When a call is repeated. */
  RetryPolicy retries() {
    return retries;
  }

  /** Where exchange rates are asked for; nobody counts those calls. */
  RatesSource rates() {
    return new RatesSource(
        ratesCaller, settings.value(SettingNames.FX_RATES_URL), clock, Sleeper.real());
  }

  /**
   * Base currency and fees.
   *
   * @throws io.soletape.config.SettingException if the fee file is at fault
   */
  public Valuation valuation() {
    return new Valuation(
        settings.value(SettingNames.FX_BASE_CURRENCY),
        settings
            .value(SettingNames.FEES)
            .map(file -> FeeFile.read(Path.of(file)))
            .orElseGet(FeeFile::example));
  }

  /** What a platform allows our key. */
  public Limit limit(Platform platform) {
    return switch (platform) {
      case STOCKX -> stockxLimit();
      case ALIAS ->
          new Limit(
              settings.value(SettingNames.ALIAS_CALLS_PER_SECOND),
              settings.value(SettingNames.ALIAS_CALLS_PER_DAY),
              0);
    };
  }

  /**
   * Whose calls are counted together.
   *
   * @throws io.soletape.config.SettingException if the platform's key is not set
   */
  public BudgetKey key(Platform platform) {
    return switch (platform) {
      case STOCKX -> BudgetKey.of(platform, settings.value(SettingNames.STOCKX_API_KEY).reveal());
      case ALIAS -> BudgetKey.of(platform, settings.value(SettingNames.ALIAS_TOKEN).reveal());
    };
  }

  /** Calls counted for our key so far; empty where its setting is missing, so that nobody knows. */
  public Optional<Usage> usage(Platform platform) {
    return settings.hasValue(keySetting(platform))
        ? Optional.of(ledger.usage(key(platform)))
        : Optional.empty();
  }

  private static Setting<Secret> keySetting(Platform platform) {
    return platform == Platform.STOCKX ? SettingNames.STOCKX_API_KEY : SettingNames.ALIAS_TOKEN;
  }

  /** How many calls work of a priority may make now; empty where its key is not set. */
  public Optional<Admission> admission(Platform platform, Priority priority) {
    return settings.hasValue(keySetting(platform))
        ? Optional.of(ledger.admission(key(platform), limit(platform), priority))
        : Optional.empty();
  }

  /**
   * How many calls a run may make for sales and offers: those that the settings allow, as far as
   * the day and the time of the run have room for them after all quotes.
   *
   * @param timeLeft until the run makes no further call; empty for no bound
   * @param before calls that the run makes first
   */
  DepthPlan depthPlan(Optional<Duration> timeLeft, int before) {
    int wanted = settings.value(SettingNames.ALIAS_DEPTH_CALLS_PER_RUN);
    return new DepthPlan(
        spare(Platform.ALIAS, wanted, timeLeft, before),
        Duration.ofDays(settings.value(SettingNames.ALIAS_DEPTH_ROUND_DAYS)));
  }

  /**
   * How many of some calls that are worth less than any quote a run may make: as far as the day and
   * the time of the run have room for them after all quotes.
   *
   * @param timeLeft until the run makes no further call; empty for no bound
   * @param before calls that the run makes first
   */
  int spare(Platform platform, int wanted, Optional<Duration> timeLeft, int before) {
    long all = (long) before + wanted;
    long admitted =
        admission(platform, Priority.MAPPING)
            .flatMap(Admission::calls)
            .map(Integer::longValue)
            .orElse(all);
    long inTime = timeLeft.map(left -> left.dividedBy(limit(platform).spacing())).orElse(all);
    return (int) Math.max(0, Math.min(all, Math.min(admitted, inTime)) - before);
  }

  /** Why a platform is not called, if a run has met trouble since it last answered. */
  public Optional<Trouble> trouble(Platform platform) {
    return settings.hasValue(keySetting(platform))
        ? ledger.trouble(key(platform))
        : Optional.empty();
  }

  /** Makes known what each slot of a schedule needs, so that less important work leaves it room. */
  void announce(Platform platform, Demand demand) {
    ledger.announce(key(platform), demand);
  }

  /** A slot of an announced schedule wants no more calls. */
  void served(Platform platform, String source, Priority priority, Instant slotAt) {
    ledger.served(key(platform), source, priority, slotAt);
  }

  /**
   * Opens the desk of this driver with a counter for each platform.
   *
   * @param closesAt after which no further turn is granted
   * @param onEnded told after each request
   * @throws io.soletape.config.SettingException if a credential is not set
   */
  public FetchDesk openDesk(
      Priority priority, Optional<Instant> closesAt, Consumer<FetchDesk> onEnded) {
    Turnstile stockx = turnstile(Platform.STOCKX, priority, closesAt);
    Turnstile alias = turnstile(Platform.ALIAS, priority, closesAt);
    CredentialSource stockxTokens = stockxTokens(stockx);
    CredentialSource aliasTokens =
        new AliasTokens(settings.value(SettingNames.ALIAS_TOKEN).reveal());
    return FetchDesk.open(clock, onEnded)
        .serving(Platform.STOCKX, stockx, stockxTokens)
        .serving(Platform.ALIAS, alias, aliasTokens);
  }

  @Override
  public void close() {
    tokenCaller.close();
    ratesCaller.close();
  }

  private Limit stockxLimit() {
    int callsPerDay = settings.value(SettingNames.STOCKX_CALLS_PER_DAY);
    int reserve =
        settings
            .value(SettingNames.STOCKX_CALLS_RESERVE)
            .orElse((int) Math.round(callsPerDay * RESERVE_SHARE));
    return new Limit(
        settings.value(SettingNames.STOCKX_CALLS_PER_SECOND), Optional.of(callsPerDay), reserve);
  }

  private Turnstile turnstile(Platform platform, Priority priority, Optional<Instant> closesAt) {
    return new Turnstile(
        ledger, key(platform), limit(platform), priority, closesAt, clock, System::nanoTime);
  }

  private CredentialSource stockxTokens(Turnstile turnstile) {
    StockxLogin login =
        new StockxLogin(
            settings.value(SettingNames.STOCKX_CLIENT_ID).reveal(),
            settings.value(SettingNames.STOCKX_CLIENT_SECRET).reveal(),
            settings.value(SettingNames.STOCKX_API_KEY).reveal(),
            settings.value(SettingNames.STOCKX_REFRESH_TOKEN).reveal());
    TokenEndpoint endpoint =
        new TokenEndpoint(
            tokenCaller,
            settings.value(SettingNames.STOCKX_AUTH_URL),
            clock,
            () -> takeTurn(turnstile),
            Sleeper.real(),
            retries);
    return new StockxTokens(endpoint, login, vault(), clock, processStart());
  }

  // Processes that start together may need their first token seconds apart.
  private static Instant processStart() {
    return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
  }

  // A token call counts against the day and takes its place in the pace like any other.
  private static Optional<Duration> takeTurn(Turnstile turnstile) {
    Turn turn = turnstile.next();
    if (turn instanceof Turn.Closed closed) {
      throw new TurnClosedException(closed);
    }
    if (turn instanceof Turn.Later later) {
      return Optional.of(later.pause());
    }
    try {
      Sleeper.real().sleep(((Turn.Granted) turn).delay());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the turn of a token call", e);
    }
  }

  // One place per key, so that an account and a sandbox cannot overwrite each other's tokens.
  private Vault vault() {
    String ledgerUrl = settings.value(SettingNames.LEDGER);
    String name = key(Platform.STOCKX).text();
    if (!ledgerUrl.startsWith(SQLITE)) {
      return new PostgresVault(ledgerUrl, name, VAULT_PATIENCE);
    }
    Path file =
        Path.of(ledgerUrl.substring(SQLITE.length()))
            .toAbsolutePath()
            .resolveSibling(TOKEN_FILE + "-" + name.replace(':', '-'));
    return new FileVault(file, VAULT_PATIENCE, clock, Sleeper.real());
  }
}
