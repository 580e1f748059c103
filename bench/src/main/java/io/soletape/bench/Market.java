package io.soletape.bench;

import io.soletape.http.Sleeper;
import io.soletape.plan.ListedSku;
import io.soletape.plan.SkuList;
import io.soletape.plan.Tier;
import io.soletape.sandbox.PlatformStats;
import io.soletape.sandbox.Sandbox;
import io.soletape.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The market that scenarios are about: always the same SKUs, hour and prices. */
final class Market {

  /** The hour whose prices are served, and the slot that runs stand for. */
  static final String SLOT = "2026-01-05T10:00:00Z";

  /** How long a command may take on a busy machine. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration PAUSE = Duration.ofMillis(20);

  private Market() {}

  /** Both platforms with these prices, allowing so many calls a second each. */
  static SandboxSettings allowing(double perSecond) {
    return SandboxSettings.defaults()
        .withMarketTime(Instant.parse(SLOT))
        .withStockxPerSecond(perSecond)
        .withAliasPerSecond(perSecond);
  }

  /** The first of the packaged SKUs. */
  static List<String> skus(int count) {
    return SkuList.packaged().of(Tier.ALL).stream()
        .limit(count)
        .map(ListedSku::sku)
        .map(Object::toString)
        .toList();
  }

  /** A whole run of the slot, to its end. */
  static Outcome run(Workplace place, List<String> skus) throws IOException, InterruptedException {
    return start(place, "run", skus).await(PATIENCE);
  }

  /** The fetch of the slot alone, under way. */
  static Running fetch(Workplace place, List<String> skus) throws IOException {
    return start(place, "fetch", skus);
  }

  /** A step of the slot, under way. */
  static Running start(Workplace place, String step, List<String> skus) throws IOException {
    return place.start(step, "--tier", "hot", "--slot", SLOT, "--skus", place.skuFile(skus));
  }

  /** Calls of both platforms' APIs that have arrived. */
  static long calls(Sandbox sandbox) {
    return arrived(sandbox.stats().stockx()) + arrived(sandbox.stats().alias());
  }

  /** Waits until so many calls have arrived, or the command has ended. */
  static void awaitCalls(Sandbox sandbox, long calls, Running running) throws InterruptedException {
    Waiting.until(
        () -> calls(sandbox) >= calls || !running.isAlive(),
        PATIENCE,
        PAUSE,
        Sleeper.real(),
        "calls of a command");
  }

  /** Copies a lake. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private static long arrived(PlatformStats stats) {
    return stats.arrivals().size();
  }
}
