package io.soletape.sandbox;

import java.time.Instant;

/** Settings that tests start from: a fixed hour, and so many calls allowed that none is refused. */
final class SandboxFixture {

  static final Instant HOUR = Instant.parse("2026-11-20T10:00:00Z");

  private SandboxFixture() {}

  static SandboxSettings unhurried() {
    return SandboxSettings.defaults()
        .withMarketTime(HOUR)
        .withStockxPerSecond(100_000)
        .withStockxPerDay(1_000_000)
        .withAliasPerSecond(100_000);
  }
}
