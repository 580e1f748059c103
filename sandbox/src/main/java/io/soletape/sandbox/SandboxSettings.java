package io.soletape.sandbox;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How a sandbox behaves.
 *
 * @param port 0 for any free one
 * @param seed the market: equal seeds have equal prices at equal market times
 * @param marketTime the moment whose prices are served, cut to the hour
 * @param stockxPerSecond calls a second that StockX allows
 * @param stockxPerDay calls that StockX allows from 00:00 UTC on, refused ones and token refreshes
 *     included
 * @param aliasPerSecond calls a second that Alias allows
 * @param latency time that every answer of a platform takes at least
 * @param accessTokenLife time after which StockX refuses an access token
 * @param rotateRefreshTokens true if a refresh token is good for one use
 * @param faults what goes wrong from the start
 * @param clock the time by which calls are counted and tokens expire; market time is apart from it
 */
public record SandboxSettings(
    int port,
    long seed,
    Instant marketTime,
    double stockxPerSecond,
    int stockxPerDay,
    double aliasPerSecond,
    Duration latency,
    Duration accessTokenLife,
    boolean rotateRefreshTokens,
    Faults faults,
    Clock clock) {

  private static final int HIGHEST_PORT = 65_535;

  /**
   * @throws IllegalArgumentException if a number is outside its range; the message names it
   */
  public SandboxSettings {
    requireNonNull(latency, "latency is null");
    requireNonNull(accessTokenLife, "accessTokenLife is null");
    requireNonNull(faults, "faults is null");
    requireNonNull(clock, "clock is null");
    marketTime = requireNonNull(marketTime, "marketTime is null").truncatedTo(ChronoUnit.HOURS);
    check(port >= 0 && port <= HIGHEST_PORT, "port", port, "0 (any) to 65535");
    check(stockxPerSecond > 0, "stockxPerSecond", stockxPerSecond, "more than 0");
    check(stockxPerDay > 0, "stockxPerDay", stockxPerDay, "more than 0");
    check(aliasPerSecond > 0, "aliasPerSecond", aliasPerSecond, "more than 0");
    check(!latency.isNegative(), "latency", latency, "zero or more");
    check(!accessTokenLife.isNegative(), "accessTokenLife", accessTokenLife, "zero or more");
  }

  /** Returns the limits that StockX publishes, the pace that Alias was seen to allow, no faults. */
  public static SandboxSettings defaults() {
    Clock clock = Clock.systemUTC();
    return new SandboxSettings(
        0,
        42,
        clock.instant(),
        1,
        25_000,
        1,
        Duration.ZERO,
        Duration.ofHours(12),
        true,
        Faults.none(),
        clock);
  }

  /** Returns a copy that listens on {@code newPort}; 0 for any. */
  public SandboxSettings withPort(int newPort) {
    return new SandboxSettings(
        newPort,
        seed,
        marketTime,
        stockxPerSecond,
        stockxPerDay,
        aliasPerSecond,
        latency,
        accessTokenLife,
        rotateRefreshTokens,
        faults,
        clock);
  }

  /** Returns a copy with another market. */
  public SandboxSettings withSeed(long newSeed) {
    return new SandboxSettings(
        port,
        newSeed,
        marketTime,
        stockxPerSecond,
        stockxPerDay,
        aliasPerSecond,
        latency,
        accessTokenLife,
        rotateRefreshTokens,
        faults,
        clock);
  }

  /** Returns a copy that starts with the prices of another moment. */
  public SandboxSettings withMarketTime(Instant newMarketTime) {
    return new SandboxSettings(
        port,
        seed,
        newMarketTime,
        stockxPerSecond,
        stockxPerDay,
        aliasPerSecond,
        latency,
        accessTokenLife,
        rotateRefreshTokens,
        faults,
        clock);
  }

  /** Returns a copy in which StockX allows another rate. */
  public SandboxSettings withStockxPerSecond(double newRate) {
    return new SandboxSettings(
        port,
        seed,
        marketTime,
        newRate,
        stockxPerDay,
        aliasPerSecond,
        latency,
        accessTokenLife,
        rotateRefreshTokens,
        faults,
        clock);
  }

  /** Returns a copy in which StockX allows another number of calls a day. */
  public SandboxSettings withStockxPerDay(int newQuota) {
    return new SandboxSettings(
        port,
        seed,
        marketTime,
        stockxPerSecond,
        newQuota,
        aliasPerSecond,
        latency,
        accessTokenLife,
        rotateRefreshTokens,
        faults,
        clock);
  }

  /** Returns a copy in which Alias allows another rate. */
  public SandboxSettings withAliasPerSecond(double newRate) {
    return new SandboxSettings(
        port,
        seed,
        marketTime,
        stockxPerSecond,
        stockxPerDay,
        newRate,
        latency,
        accessTokenLife,
        rotateRefreshTokens,
        faults,
        clock);
  }

  /** Returns a copy that answers more slowly. */
  public SandboxSettings withLatency(Duration newLatency) {
    return new SandboxSettings(
        port,
        seed,
        marketTime,
        stockxPerSecond,
        stockxPerDay,
        aliasPerSecond,
        newLatency,
        accessTokenLife,
        rotateRefreshTokens,
        faults,
        clock);
  }

  /** Returns a copy whose access tokens live for another time. */
  public SandboxSettings withAccessTokenLife(Duration newLife) {
    return new SandboxSettings(
        port,
        seed,
        marketTime,
        stockxPerSecond,
        stockxPerDay,
        aliasPerSecond,
        latency,
        newLife,
        rotateRefreshTokens,
        faults,
        clock);
  }

  /** Returns a copy that rotates refresh tokens or does not. */
  public SandboxSettings withRotateRefreshTokens(boolean rotates) {
    return new SandboxSettings(
        port,
        seed,
        marketTime,
        stockxPerSecond,
        stockxPerDay,
        aliasPerSecond,
        latency,
        accessTokenLife,
        rotates,
        faults,
        clock);
  }

  /** Returns a copy that starts with other faults. */
  public SandboxSettings withFaults(Faults newFaults) {
    return new SandboxSettings(
        port,
        seed,
        marketTime,
        stockxPerSecond,
        stockxPerDay,
        aliasPerSecond,
        latency,
        accessTokenLife,
        rotateRefreshTokens,
        newFaults,
        clock);
  }

  /** Returns a copy that counts calls and ages tokens by another clock. */
  public SandboxSettings withClock(Clock newClock) {
    return new SandboxSettings(
        port,
        seed,
        marketTime,
        stockxPerSecond,
        stockxPerDay,
        aliasPerSecond,
        latency,
        accessTokenLife,
        rotateRefreshTokens,
        faults,
        newClock);
  }

  private static void check(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(
          "sandbox setting " + name + " is " + value + ", allowed is " + allowed);
    }
  }
}
