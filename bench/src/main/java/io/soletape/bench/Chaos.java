package io.soletape.bench;

import io.soletape.sandbox.FaultKind;
import io.soletape.sandbox.Faults;
import io.soletape.sandbox.PlatformStats;
import io.soletape.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Round after round of random faults and kills, until something does not hold. */
final class Chaos implements Scenario {

  private static final double RATE = 10;
  private static final int ROUNDS_IN_SHORT = 1;
  private static final int MOST_KILLS = 4;
  private static final double MOST_FAULTS = 0.01;

  @Override
  public String name() {
    return "chaos";
  }

  @Override
  public String shows() {
    return "rounds of random kills and faults; stops at the first breach, with its seed";
  }

  @Override
  public List<Figure> run(Trial trial) throws IOException, InterruptedException {
    Path home = Files.createDirectories(trial.folder().resolve("cluster"));
    int rounds = trial.isLong() ? trial.rounds() : ROUNDS_IN_SHORT;
    try (SparkCluster cluster = SparkCluster.start(Product.built(), home)) {
      for (int round = 0; round < rounds; round++) {
        long seed = trial.seed() + round;
        Path folder = trial.folder().resolve("seed-" + seed);
        List<Figure> figures = new Round(folder, trial.prepared(), cluster, seed).run();
        if (!figures.stream().allMatch(Figure::holds)) {
          return broken(round, seed, figures);
        }
      }
    }
    return List.of(Figure.exactly("rounds without a breach", rounds, rounds));
  }

  private static List<Figure> broken(int round, long seed, List<Figure> figures) {
    List<Figure> told = new ArrayList<>();
    told.add(Figure.told("rounds without a breach", Integer.toString(round)));
    told.add(Figure.told("again with", "./soletape bench chaos --rounds 1 --seed " + seed));
    told.addAll(figures);
    return told;
  }

  /** One fetch with its own faults and kills. */
  private record Round(Path folder, Prepared prepared, SparkCluster cluster, long seed) {

    private List<Figure> run() throws IOException, InterruptedException {
      Random random = new Random(seed);
      try (Sandbox sandbox =
          Sandbox.start(Market.allowing(RATE).withFaults(Faults.parse(faults(random))))) {
        Workplace place =
            Workplace.in(folder, sandbox)
                .withRate(RATE)
                .on(cluster)
                .withSpark("spark.task.maxFailures", "100")
                .withSpark("spark.speculation", Boolean.toString(random.nextBoolean()));
        prepared.layInto(place);
        List<Kill> kills =
            new Killing(place, Prepared.FEW, cluster, sandbox, random).run(victims(random));
        Outcome outcome = Market.run(place.alone(), Prepared.FEW);
        PlatformStats stockx = sandbox.stats().stockx();
        PlatformStats alias = sandbox.stats().alias();
        return List.of(
            Figure.told("kills", kills.toString()),
            Figure.exactly("exit code of the last run", outcome.code(), Outcome.DONE),
            Figure.told(
                "refused for being too fast",
                Long.toString(stockx.refusedByRate() + alias.refusedByRate())),
            Figure.exactly(
                "requests called again that no kill had met in flight",
                Judge.repeatedOutsideFlight(stockx, kills)
                    + Judge.repeatedOutsideFlight(alias, kills),
                0),
            Tape.of(place.lake()).comparedWith(prepared.undisturbed()));
      }
    }

    private static String faults(Random random) {
      StringBuilder spec = new StringBuilder("seed=" + random.nextInt(1_000));
      for (FaultKind kind : FaultKind.values()) {
        spec.append(",%s=%s".formatted(kind.spec(), random.nextDouble() * MOST_FAULTS));
      }
      return spec.toString();
    }

    private static List<Killing.Victim> victims(Random random) {
      Killing.Victim[] all = Killing.Victim.values();
      return Stream.generate(() -> all[random.nextInt(all.length)])
          .limit(1 + random.nextInt(MOST_KILLS))
          .toList();
    }
  }
}
