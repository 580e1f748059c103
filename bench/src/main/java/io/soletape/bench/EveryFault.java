package io.soletape.bench;

import io.soletape.sandbox.FaultKind;
import io.soletape.sandbox.Faults;
import io.soletape.sandbox.PlatformStats;
import io.soletape.sandbox.Sandbox;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One call in twenty goes wrong, in each of the ways that were seen. */
final class EveryFault implements Scenario {

  private static final double RATE = 20;
  private static final double SHARE = 0.05;

  @Override
  public String name() {
    return "faults";
  }

  @Override
  public String shows() {
    return "5 % transient faults of every kind change nothing and cost few calls";
  }

  @Override
  public List<Figure> run(Trial trial) throws IOException, InterruptedException {
    Tape undisturbed = trial.prepared().undisturbed();
    try (Sandbox sandbox =
        Sandbox.start(Market.allowing(RATE).withFaults(Faults.parse(every(trial.seed()))))) {
      Workplace place = Workplace.in(trial.folder().resolve("faults"), sandbox).withRate(RATE);
      trial.prepared().layInto(place);
      Outcome outcome = Market.run(place, Prepared.FEW);
      PlatformStats stockx = sandbox.stats().stockx();
      PlatformStats alias = sandbox.stats().alias();
      double requests = Judge.answered(stockx) + Judge.answered(alias);
      return List.of(
          Figure.exactly("exit code", outcome.code(), Outcome.DONE),
          Figure.ratioAtMost(
              "calls for a request", (stockx.calls() + alias.calls()) / requests, 1.15),
          Figure.exactly(
              "answered requests called again", Judge.repeated(stockx) + Judge.repeated(alias), 0),
          Figure.told(
              "refused for being too fast",
              Long.toString(stockx.refusedByRate() + alias.refusedByRate())),
          Tape.of(place.lake()).comparedWith(undisturbed));
    }
  }

  private static String every(long seed) {
    double share = SHARE / FaultKind.values().length;
    return Stream.of(FaultKind.values())
        .map(kind -> kind.spec() + "=" + share)
        .collect(Collectors.joining(",", "", ",seed=" + seed));
  }
}
