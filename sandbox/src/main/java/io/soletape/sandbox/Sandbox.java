package io.soletape.sandbox;

import com.sun.net.httpserver.HttpServer;
import io.soletape.sandbox.catalogue.Catalogue;
import io.soletape.sandbox.catalogue.Noise;
import io.soletape.sandbox.market.AliasMarket;
import io.soletape.sandbox.market.ReferenceRates;
import io.soletape.sandbox.market.StockxMarket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;

/**
 * StockX, Alias and the ECB on one loopback port. The paths of the platforms do not collide; below
 * {@code /_sandbox/} the sandbox itself can be asked and steered. Threadsafe.
 */
public final class Sandbox implements AutoCloseable {

  static {
    // Read when the server's classes load. Without it every answer waits 40 ms on Linux.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final SandboxSettings settings;
  private final SandboxCredentials credentials;
  private final MarketTime marketTime;
  private final AtomicReference<Faults> faults;
  private final Tokens tokens;
  private final GroundTruth groundTruth;
  private final Front stockx;
  private final Front alias;
  private final Front fx;
  private final DayQuota stockxQuota;
  private final ExecutorService threads;
  private final HttpServer server;

  private Sandbox(SandboxSettings settings) throws IOException {
    this.settings = settings;
    credentials = credentials(settings.clock().millis());
    Noise noise = new Noise(settings.seed());
    Catalogue catalogue = Catalogue.load(noise.child("catalogue"));
    StockxMarket stockxMarket = new StockxMarket();
    AliasMarket aliasMarket = new AliasMarket();
    ReferenceRates rates = new ReferenceRates(noise.child("fx"));
    marketTime = new MarketTime(settings.marketTime());
    faults = new AtomicReference<>(settings.faults());
    groundTruth = new GroundTruth(catalogue, stockxMarket, aliasMarket, rates);
    tokens =
        new Tokens(
            credentials,
            settings.accessTokenLife(),
            settings.rotateRefreshTokens(),
            noise.child("tokens"),
            () -> faults.get().revoked());
    stockxQuota = new DayQuota(settings.stockxPerDay());
    stockx =
        new Front(
            new StockxDesk(catalogue, stockxMarket, marketTime, credentials, tokens, faults::get),
            Optional.of(new Pace(settings.stockxPerSecond())),
            Optional.of(stockxQuota),
            faults::get);
    alias =
        new Front(
            new AliasDesk(
                catalogue,
                aliasMarket,
                marketTime,
                credentials,
                noise.child("requests"),
                faults::get),
            Optional.of(new Pace(settings.aliasPerSecond())),
            Optional.empty(),
            faults::get);
    fx =
        new Front(
            new RatesDesk(rates, marketTime), Optional.empty(), Optional.empty(), Faults::none);
    threads = Executors.newCachedThreadPool(daemons());
    server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 0);
  }

  /**
   * Starts a sandbox; close it to free its port.
   *
   * @throws IOException if the port is taken or may not be opened
   */
  public static Sandbox start(SandboxSettings settings) throws IOException {
    Sandbox sandbox = new Sandbox(settings);
    sandbox.open();
    return sandbox;
  }

  // A refresh token is good for one start: an older one that a client kept must not win over it.
  private static SandboxCredentials credentials(long startedAtMillis) {
    return new SandboxCredentials(
        "sandbox-client",
        "sandbox-client-secret",
        "sandbox-api-key",
        "sandbox-refresh-" + startedAtMillis,
        "sandbox-alias-token");
  }

  private void open() {
    server.createContext(
        "/",
        new FrontDoor(stockx, alias, fx, new ControlDesk(this), settings.clock(), this::latency));
    server.setExecutor(threads);
    server.start();
  }

  /** Returns the port in use. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Returns the address of everything, without a slash at its end. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** Returns the address below which StockX's {@code /v2/} lies. */
  public URI stockxApiUrl() {
    return baseUrl();
  }

  /** Returns the address below which StockX's {@code /oauth/token} lies. */
  public URI stockxAuthUrl() {
    return baseUrl();
  }

  /** Returns Alias's address with its {@code /api/v1}. */
  public URI aliasApiUrl() {
    return URI.create(baseUrl() + "/api/v1");
  }

  /** Returns the full address of the ECB's daily reference rates. */
  public URI fxRatesUrl() {
    return URI.create(baseUrl() + RatesDesk.PATH);
  }

  /** Returns what a client needs to be let in. */
  public SandboxCredentials credentials() {
    return credentials;
  }

  /** Returns what was counted since the start or the last reset. */
  public SandboxStats stats() {
    return new SandboxStats(stockx.meter().stats(), alias.meter().stats(), fx.meter().stats());
  }

  /** Counts from zero again. The pace, the daily quota and the tokens are left alone. */
  public void resetStats() {
    stockx.meter().reset();
    alias.meter().reset();
    fx.meter().reset();
  }

  /** Leaves StockX's day room for so many calls more, for a time; then it has what is left. */
  public void cutQuota(int calls, Duration time) {
    stockxQuota.cut(calls, settings.clock().instant().plus(time));
  }

  /** Returns what is true of this market. */
  public GroundTruth groundTruth() {
    return groundTruth;
  }

  /** Serves the prices of another moment, cut to the hour, from now on. */
  public void moveMarketTo(Instant time) {
    marketTime.moveTo(time);
  }

  /** Returns the moment whose prices are served, cut to the hour. */
  public Instant marketTime() {
    return marketTime.instant();
  }

  /** Puts these faults in the place of the active ones. */
  public void inject(Faults newFaults) {
    faults.set(newFaults);
  }

  /** Makes every refresh token invalid for good; access tokens live on. */
  public void revokeRefreshTokens() {
    tokens.revoke();
  }

  /** Frees the port and drops what is under way. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private Duration latency() {
    return settings.latency().plus(faults.get().slow());
  }

  private static ThreadFactory daemons() {
    return task -> {
      Thread thread = new Thread(task, "sandbox");
      thread.setDaemon(true);
      return thread;
    };
  }
}
