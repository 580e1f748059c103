package io.soletape.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every scenario that the bench knows. */
final class Scenarios {

  /** In the order in which they are listed. */
  static final List<Scenario> ALL =
      List.of(
          new SharedRate(),
          new SlowAnswers(),
          new KillNine(),
          new KilledRun(),
          new Speculation(),
          new Quota(),
          new EveryFault(),
          new Memory(),
          new BadInput(),
          new Submit(),
          new Permits(),
          new WeekOfTiers(),
          new Replay(),
          new Truth(),
          new Soak(),
          History.EIGHT_WEEKS,
          History.A_YEAR,
          new Chaos());

  private Scenarios() {}

  static Optional<Scenario> named(String name) {
    return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  static String names() {
    return ALL.stream().map(Scenario::name).collect(Collectors.joining(", ")) + " or all";
  }
}
