package io.soletape.bench;

import io.soletape.sandbox.FaultKind;
import io.soletape.sandbox.Faults;
import io.soletape.sandbox.PlatformStats;
import io.soletape.sandbox.Sandbox;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One call in twenty goes wrong, in each of the ways that were seen. */
final class EveryFault implements Scenario {

  private static final double RATE = 20;
  private static final double SHARE = 0.05;

  /** So many rounds of some 270 calls meet each of the 14 kinds but for bad luck. */
  private static final int MOST_ROUNDS = 15;

  /** How long a caller waits for an answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final Duration GIVEN_UP = Duration.ofSeconds(40);

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
    Set<FaultKind> struck = EnumSet.noneOf(FaultKind.class);
    List<Figure> figures = new ArrayList<>(round(trial, 0, struck));
    int kinds = FaultKind.values().length;
    String name = "kinds of fault that struck";
    if (!trial.isLong()) {
      figures.add(Figure.told(name, "%d of %d".formatted(struck.size(), kinds)));
      return figures;
    }
    for (int round = 1; round < MOST_ROUNDS && struck.size() < kinds; round++) {
      figures.addAll(round(trial, round, struck));
    }
    figures.add(Figure.exactly(name, struck.size(), kinds));
    return figures;
  }

  private static List<Figure> round(Trial trial, int round, Set<FaultKind> struck)
      throws IOException, InterruptedException {
    Tape undisturbed = trial.prepared().undisturbed();
    Faults faults = Faults.parse(every(trial.seed() + round, round));
    try (Sandbox sandbox = Sandbox.start(Market.allowing(RATE).withFaults(faults))) {
      Workplace place =
          Workplace.in(trial.folder().resolve("faults-" + round), sandbox).withRate(RATE);
      trial.prepared().layInto(place);
      Outcome outcome = Market.run(place, Prepared.FEW);
      PlatformStats stockx = sandbox.stats().stockx();
      PlatformStats alias = sandbox.stats().alias();
      struck.addAll(stockx.byFault().keySet());
      struck.addAll(alias.byFault().keySet());
      double requests = Judge.answered(stockx) + Judge.answered(alias);
      return List.of(
          Figure.exactly("exit code", outcome.code(), Outcome.DONE),
          Figure.ratioAtMost(
              "calls for a request", (stockx.calls() + alias.calls()) / requests, 1.15),
          Figure.exactly(
              "answered requests called again",
              Judge.repeatedInTime(stockx, PATIENCE) + Judge.repeatedInTime(alias, PATIENCE),
              0),
          Figure.told(
              "refused for being too fast",
              Long.toString(stockx.refusedByRate() + alias.refusedByRate())),
          Tape.of(place.lake()).comparedWith(undisturbed));
    }
  }

  // In each second round a stalled answer comes after the caller has given it up.
  private static String every(long seed, int round) {
    double share = SHARE / FaultKind.values().length;
    long stall = round % 2 == 0 ? PATIENT.toMillis() : GIVEN_UP.toMillis();
    return Stream.of(FaultKind.values())
        .map(kind -> kind.spec() + "=" + share)
        .collect(Collectors.joining(",", "", ",stall-for=" + stall + ",seed=" + seed));
  }
}
