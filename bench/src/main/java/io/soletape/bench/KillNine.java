package io.soletape.bench;

import io.soletape.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A fetch on a cluster whose driver, executors or all are killed at seeded moments. */
final class KillNine implements Scenario {

  // So slow that there is work left for the last kill.
  private static final double RATE = 4;
  private static final int KILLS = 20;
  private static final int KILLS_IN_SHORT = 5;
  private static final Killing.Victim[] OF_THE_REST = {Killing.Victim.DRIVER, Killing.Victim.ALL};

  @Override
  public String name() {
    return "kill-9";
  }

  @Override
  public String shows() {
    return "kill -9 of driver, an executor or all: nothing is lost, no call made twice";
  }

  @Override
  public List<Figure> run(Trial trial) throws IOException, InterruptedException {
    Tape undisturbed = trial.prepared().undisturbed();
    Path home = Files.createDirectories(trial.folder().resolve("cluster"));
    try (SparkCluster cluster = SparkCluster.start(Product.built(), home);
        Sandbox sandbox = Sandbox.start(Market.allowing(RATE))) {
      Workplace place =
          Workplace.in(trial.folder().resolve("killed"), sandbox)
              .withRate(RATE)
              .on(cluster)
              .withSpark("spark.task.maxFailures", "100")
              .withSpark("spark.stage.maxConsecutiveAttempts", "100");
      trial.prepared().layInto(place);
      Killing killing =
          new Killing(place, Prepared.FEW, cluster, sandbox, new Random(trial.seed()));
      List<Killing.Victim> victims = victims(trial.isLong() ? KILLS : KILLS_IN_SHORT, trial.seed());
      List<Kill> kills = killing.run(victims);
      Outcome last = Market.run(place.alone(), Prepared.FEW);
      return List.of(
          Figure.exactly("kills while calls were made", kills.size(), victims.size()),
          Figure.exactly("exit code of the last run", last.code(), Outcome.DONE),
          Figure.told("requests answered", Long.toString(answered(sandbox))),
          Figure.told("requests called again", Long.toString(repeated(sandbox, List.of()))),
          Figure.told(
              "longest that an answer had been out when a kill lost it",
              longestLost(sandbox, kills).toMillis() + " ms"),
          Figure.exactly(
              "requests called again that no kill had met in flight", repeated(sandbox, kills), 0),
          Tape.of(place.lake()).comparedWith(undisturbed));
    }
  }

  private static long answered(Sandbox sandbox) {
    return Judge.answered(sandbox.stats().stockx()) + Judge.answered(sandbox.stats().alias());
  }

  private static long repeated(Sandbox sandbox, List<Kill> kills) {
    return Judge.repeatedOutsideFlight(sandbox.stats().stockx(), kills)
        + Judge.repeatedOutsideFlight(sandbox.stats().alias(), kills);
  }

  private static Duration longestLost(Sandbox sandbox, List<Kill> kills) {
    Duration ofStockx = Judge.longestLost(sandbox.stats().stockx(), kills);
    Duration ofAlias = Judge.longestLost(sandbox.stats().alias(), kills);
    return ofStockx.compareTo(ofAlias) > 0 ? ofStockx : ofAlias;
  }

  private static List<Killing.Victim> victims(int kills, long seed) {
    List<Killing.Victim> victims = new ArrayList<>();
    for (int kill = 0; kill < kills; kill++) {
      victims.add(kill % 5 < 3 ? Killing.Victim.EXECUTOR : OF_THE_REST[kill % 2]);
    }
    Collections.shuffle(victims, new Random(seed));
    return victims;
  }
}
