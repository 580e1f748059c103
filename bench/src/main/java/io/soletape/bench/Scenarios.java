package io.soletape.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every scenario that the bench knows. */
public final class Scenarios {

  /** In the order in which they are listed. */
  public static final List<Scenario> ALL = List.of(new Permits(), new WeekOfTiers());

  private Scenarios() {}

  static Optional<Scenario> named(String name) {
    return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  static String names() {
    return ALL.stream().map(Scenario::name).collect(Collectors.joining(", ")) + " or all";
  }
}
