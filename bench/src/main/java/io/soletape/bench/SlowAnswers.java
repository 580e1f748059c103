package io.soletape.bench;

import io.soletape.http.Sleeper;
import io.soletape.sandbox.Faults;
import io.soletape.sandbox.PlatformStats;
import io.soletape.sandbox.Sandbox;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Answers that take 3 s, one in ten of them 20 s more, at one call a second. */
final class SlowAnswers implements Scenario {

  private static final double RATE = 1;
  private static final String SLOW = "stall=0.1,stall-for=20000";
  private static final Duration LATENCY = Duration.ofSeconds(3);
  private static final int SKUS = 112;
  private static final Duration TAIL = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "slow-answers";
  }

  @Override
  public String shows() {
    return "answers of 3 s with stalls of 20 s between them cost none of the rate";
  }

  @Override
  public List<Figure> run(Trial trial) throws IOException, InterruptedException {
    Duration watched = Duration.ofSeconds(trial.isLong() ? 300 : 40);
    try (Sandbox sandbox =
        Sandbox.start(Market.allowing(RATE).withLatency(LATENCY).withFaults(Faults.parse(SLOW)))) {
      Workplace place =
          Workplace.in(trial.folder(), sandbox)
              .withRate(RATE)
              .with("STOCKX_CURRENCIES", "USD,GBP,EUR,CAD,AUD,JPY,CHF");
      trial.prepared().layInto(place);
      try (Running running = Market.fetch(place, Market.skus(SKUS))) {
        Market.awaitCalls(sandbox, 2, running);
        Instant from = Clock.systemUTC().instant();
        Sleeper.real().sleep(watched);
        Instant to = Clock.systemUTC().instant();
        Sleeper.real().sleep(TAIL);
        PlatformStats alias = sandbox.stats().alias();
        PlatformStats stockx = sandbox.stats().stockx();
        return List.of(
            Figure.same("work is left at the end", Boolean.toString(running.isAlive()), "true"),
            Figure.atLeastPercent(
                "StockX: used of the allowed rate",
                Judge.used(stockx.arrivals(), RATE, from, to),
                95),
            Figure.atLeastPercent(
                "Alias: used of the allowed rate",
                Judge.used(alias.arrivals(), RATE, from, to),
                95),
            Figure.exactly("refused with 429", stockx.refusedByRate() + alias.refusedByRate(), 0));
      }
    }
  }
}
