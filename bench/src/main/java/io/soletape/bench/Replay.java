package io.soletape.bench;

import io.soletape.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The same slots, with moving prices, run once, run three times each, and replayed from bronze. */
final class Replay implements Scenario {

  private static final double RATE = 200;
  private static final int SLOTS = 24;
  private static final int FEW_SLOTS = 3;
  private static final int SKUS = 4;
  private static final String DEPTH_CALLS = "40";

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public String shows() {
    return "the same slots run once, run three times each, and replayed: the same rows";
  }

  @Override
  public List<Figure> run(Trial trial) throws IOException, InterruptedException {
    int slots = trial.isLong() ? SLOTS : FEW_SLOTS;
    List<String> skus = Market.skus(SKUS);
    List<Figure> figures = new ArrayList<>();
    try (Sandbox sandbox = Sandbox.start(Market.allowing(RATE))) {
      Workplace once = place(trial.folder().resolve("once"), sandbox);
      // One account: a refresh token that another ledger has spent is worth nothing.
      Workplace thrice =
          place(trial.folder().resolve("thrice"), sandbox)
              .with("SOLETAPE_LEDGER", once.settings().get("SOLETAPE_LEDGER"));
      for (int index = 0; index < slots; index++) {
        Instant slot = Instant.parse(Market.SLOT).plus(Duration.ofHours(index));
        sandbox.moveMarketTo(slot);
        once.step("run", slot, skus);
        for (String step : List.of("run", "silver", "gold", "run")) {
          thrice.step(step, slot, skus);
        }
      }
      figures.add(Figure.told("slots", Integer.toString(slots)));
      figures.addAll(
          Contents.compared("run three times", once.lake(), thrice.lake(), Contents::ofTheMarket));
      String other = trial.folder().resolve("other").toString();
      once.done("replay", "--into", other);
      figures.addAll(Contents.compared("replayed elsewhere", once.lake(), other, Contents::whole));
      Outcome inPlace = once.done("replay");
      figures.add(
          Figure.exactly(
              "replayed in place: rows of gold written",
              inPlace.report().path("changed").asLong(),
              0));
      figures.addAll(Contents.compared("replayed in place", once.lake(), other, Contents::whole));
    }
    return figures;
  }

  private static Workplace place(Path folder, Sandbox sandbox) throws IOException {
    return Workplace.in(folder, sandbox)
        .withRate(RATE)
        .with("STOCKX_CURRENCIES", "USD,GBP")
        .with("ALIAS_REGIONS", "US,EU,global")
        .with("ALIAS_DEPTH_CALLS_PER_RUN", DEPTH_CALLS);
  }
}
