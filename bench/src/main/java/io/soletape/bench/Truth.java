package io.soletape.bench;

import io.soletape.cli.TruthCheck;
import io.soletape.cli.TruthOfTables;
import io.soletape.fees.FeeFile;
import io.soletape.sandbox.GroundTruth;
import io.soletape.sandbox.Sandbox;
import io.soletape.sandbox.ServedDepth;
import io.soletape.sandbox.truth.Charge;
import io.soletape.sandbox.truth.SlotTruth;
import io.soletape.sandbox.truth.TapeTruth;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Slots with moving prices over a midnight: every cell held against the sandbox's own market. */
final class Truth implements Scenario {

  private static final double RATE = 200;
  private static final Instant FIRST = Instant.parse("2026-01-05T22:00:00Z");
  private static final int SLOTS = 3;
  private static final int SKUS = 112;
  private static final int FEW_SKUS = 6;
  private static final String DEPTH_CALLS = "150";
  private static final List<String> CURRENCIES = List.of("USD", "GBP", "EUR");
  private static final List<String> REGIONS = List.of("US", "EU", "UK", "global");

  @Override
  public String name() {
    return "truth";
  }

  @Override
  public String shows() {
    return "three slots with moving prices: every cell of six tables equals the sandbox's";
  }

  @Override
  public List<Figure> run(Trial trial) throws IOException, InterruptedException {
    List<String> skus = Market.skus(trial.isLong() ? SKUS : FEW_SKUS);
    List<SlotTruth> told = new ArrayList<>();
    try (Sandbox sandbox = Sandbox.start(Market.allowing(RATE))) {
      Workplace place =
          Workplace.in(trial.folder().resolve("truth"), sandbox)
              .withRate(RATE)
              .with("ALIAS_DEPTH_CALLS_PER_RUN", DEPTH_CALLS);
      for (int index = 0; index < SLOTS; index++) {
        told.add(slot(place, sandbox, FIRST.plus(Duration.ofHours(index)), skus));
      }
      Map<String, TruthCheck> checks =
          TruthOfTables.of(
              Contents.lake(place.lake()),
              new TapeTruth(told),
              Charge.read(FeeFile.exampleLines()));
      return checks.entrySet().stream()
          .map(each -> figure(each.getKey(), each.getValue()))
          .toList();
    }
  }

  private static SlotTruth slot(Workplace place, Sandbox sandbox, Instant slot, List<String> skus)
      throws IOException, InterruptedException {
    sandbox.moveMarketTo(slot);
    sandbox.resetStats();
    place.step("run", slot, skus);
    GroundTruth truth = sandbox.groundTruth();
    return new ServedDepth(truth, skus, sandbox.stats().alias().served())
        .at(slot, truth.goldRows(slot, skus, "US", CURRENCIES, REGIONS));
  }

  private static Figure figure(String table, TruthCheck check) {
    return new Figure(table, check.text(), "0 missing, 0 extra, 0 different", check.isRight());
  }
}
