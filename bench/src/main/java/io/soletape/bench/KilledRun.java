package io.soletape.bench;

import io.soletape.http.Sleeper;
import io.soletape.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A whole run, from an empty lake to the tape, killed at seeded moments of any of its steps. */
final class KilledRun implements Scenario {

  private static final List<String> SKUS = Market.skus(6);
  private static final double RATE = 10;
  private static final int KILLS = 20;
  private static final int KILLS_IN_SHORT = 3;
  private static final Duration PAUSE = Duration.ofMillis(20);

  @Override
  public String name() {
    return "killed-run";
  }

  @Override
  public String shows() {
    return "kill -9 of a whole run at any moment, mapping to quality: the same tables in the end";
  }

  @Override
  public List<Figure> run(Trial trial) throws IOException, InterruptedException {
    int wanted = trial.isLong() ? KILLS : KILLS_IN_SHORT;
    Random random = new Random(trial.seed());
    List<Figure> figures = new ArrayList<>();
    Undisturbed undisturbed = undisturbed(trial.folder().resolve("undisturbed"));
    figures.add(
        Figure.told(
            "seconds of an undisturbed run", Long.toString(undisturbed.took().toSeconds())));
    for (int round = 1, killed = 0; killed < wanted; round++) {
      Path folder = trial.folder().resolve("round-" + round);
      killed += new Round(folder, undisturbed, wanted - killed, random).run(round, figures);
    }
    return figures;
  }

  private static Undisturbed undisturbed(Path folder) throws IOException, InterruptedException {
    try (Sandbox sandbox = Sandbox.start(Market.allowing(RATE))) {
      Workplace place = place(folder, sandbox);
      Instant begun = Clock.systemUTC().instant();
      place.done(command(place));
      return new Undisturbed(place.lake(), Duration.between(begun, Clock.systemUTC().instant()));
    }
  }

  private static Workplace place(Path folder, Sandbox sandbox) throws IOException {
    return Workplace.in(folder, sandbox).withRate(RATE);
  }

  private static String[] command(Workplace place) throws IOException {
    return new String[] {
      "run", "--tier", "hot", "--slot", Market.SLOT, "--skus", place.skuFile(SKUS)
    };
  }

  /** What a run leaves that nothing disturbs, and how long it takes. */
  private record Undisturbed(String lake, Duration took) {}

  /**
   * A lake of its own, until its run has come to its end. No process lives longer than an
   * undisturbed run takes.
   */
  private record Round(Path folder, Undisturbed undisturbed, int mostKills, Random random) {

    private int run(int number, List<Figure> figures) throws IOException, InterruptedException {
      String name = "round " + number;
      try (Sandbox sandbox = Sandbox.start(Market.allowing(RATE))) {
        Workplace place = place(folder, sandbox);
        List<Kill> kills = kills(place);
        Outcome last = place.call(Market.PATIENCE, command(place));
        figures.add(Figure.told(name + ": kills", Integer.toString(kills.size())));
        figures.add(
            Figure.exactly(name + ": exit code of the last run", last.code(), Outcome.DONE));
        figures.add(
            Figure.exactly(
                name + ": requests called again that no kill had met in flight",
                Judge.repeatedOutsideFlight(sandbox.stats().stockx(), kills)
                    + Judge.repeatedOutsideFlight(sandbox.stats().alias(), kills),
                0));
        List<Figure> tables =
            Contents.compared(name, place.lake(), undisturbed.lake(), Contents::ofTheMarket);
        List<Figure> other = tables.stream().filter(table -> !table.holds()).toList();
        figures.add(
            Figure.exactly(
                "%s: tables that differ, of %d".formatted(name, tables.size()), other.size(), 0));
        figures.addAll(other);
        return kills.size();
      }
    }

    private List<Kill> kills(Workplace place) throws IOException, InterruptedException {
      List<Kill> kills = new ArrayList<>();
      boolean isCutShort = true;
      while (isCutShort && kills.size() < mostKills) {
        Instant end =
            Clock.systemUTC().instant().plusMillis(random.nextLong(undisturbed.took().toMillis()));
        try (Running running = place.start(command(place))) {
          Waiting.until(
              () -> !running.isAlive() || !Clock.systemUTC().instant().isBefore(end),
              Market.PATIENCE,
              PAUSE,
              Sleeper.real(),
              "the moment of a kill");
          isCutShort = running.isAlive();
          Instant from = Clock.systemUTC().instant();
          running.kill();
          if (isCutShort) {
            kills.add(new Kill(from, Clock.systemUTC().instant()));
          }
        }
      }
      return kills;
    }
  }
}
