package io.soletape.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.lake.Lake;
import io.soletape.market.Platform;
import io.soletape.plan.ListedSku;
import io.soletape.plan.Slot;
import io.soletape.testing.LocalSpark;
import io.soletape.testing.SandboxRuns;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A slot whose time ends when all quotes are there, and sales and offers are not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShortTimeTest {

  private static final Slot SLOT = SandboxRuns.hoursAgo(1);
  private static final Slot NEXT = SandboxRuns.hoursAgo(0);
  private static final List<ListedSku> SKUS = SandboxRuns.firstSkus(1);
  private static final Duration MOST = Duration.ofHours(1);
  private static final Map<String, String> SCOPE =
      Map.of("STOCKX_CURRENCIES", "USD", "ALIAS_REGIONS", "US", "ALIAS_DEPTH_CALLS_PER_RUN", "40");

  private static final Duration TURN = Duration.ofNanos(2_020_000);

  @TempDir private static Path folder;

  private RunReport cut;
  private Map<String, Long> forecast;
  private Map<String, Long> forecastInShortTime;
  private RunReport again;

  @BeforeAll
  void letTheTimeEndBeforeSalesAndOffers() {
    Lake lake = new Lake(LocalSpark.session(), folder.resolve("lake").toString());
    AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    InstantSource turned = () -> Instant.now().plus(ahead.get());
    Clock clock = turned.withZone(ZoneOffset.UTC);
    try (SandboxRuns runs = new SandboxRuns(folder, SCOPE, clock)) {
      cut = runs.run(lake, upToGold(SLOT, MOST), new EndsWithSalesAndOffers(ahead));
      forecast = aliasCalls(runs.forecast(lake, upToGold(NEXT, MOST)));
      forecastInShortTime =
          aliasCalls(
              runs.forecast(
                  lake, upToGold(NEXT, TURN.multipliedBy(2 + forecast.get("availabilities")))));
      again = runs.run(lake, upToGold(SLOT, MOST), RunProgress.SILENT);
    }
  }

  private static RunOptions upToGold(Slot slot, Duration most) {
    return new RunOptions(
        slot, SKUS, Optional.of(most), EnumSet.complementOf(EnumSet.of(Step.QUALITY)));
  }

  private static Map<String, Long> aliasCalls(RunForecast forecast) {
    return forecast.calls().get(Platform.ALIAS);
  }

  private static long total(Map<String, Long> calls) {
    return calls.values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void whatHasNoTimeLeftIsNotAskedAndTheSlotIsDone() {
    assertThat(cut.status()).isEqualTo(RunStatus.DONE);
    assertThat(cut.deferred()).isZero();
    assertThat(cut.resumeAt()).isEmpty();
    assertThat(cut.planned()).isEqualTo(cut.fetched());
    assertThat(again.fetched()).as("what was not asked").isPositive();
  }

  @Test
  void aPlanHoldsAsManyAsTheTimeHasRoomForAfterTheQuotes() {
    assertThat(total(forecast)).isGreaterThan(forecast.get("availabilities") + 2);
    assertThat(total(forecastInShortTime)).isEqualTo(forecast.get("availabilities") + 2);
  }

  /** Lets the time end as sales and offers begin. */
  private record EndsWithSalesAndOffers(AtomicReference<Duration> ahead) implements RunProgress {

    @Override
    public void begins(String step, long requests, long skus) {
      if (step.equals("depth")) {
        ahead.set(MOST);
      }
    }

    @Override
    public void requestEnded(Optional<Integer> quotaLeft) {}

    @Override
    public void ends() {}

    @Override
    public void notes(String line) {}
  }
}
