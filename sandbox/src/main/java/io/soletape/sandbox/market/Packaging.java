package io.soletape.sandbox.market;

/** Alias's conditions of the box; the number is the one its API accepts for the name. */
public enum Packaging {
  GOOD_CONDITION(1, 1.0),
  MISSING_LID(2, 0.93),
  BADLY_DAMAGED(3, 0.95),
  NO_ORIGINAL_BOX(4, 0.9);

  private final int number;
  private final double worth;

  Packaging(int number, double worth) {
    this.number = number;
    this.worth = worth;
  }

  /** Returns the number that stands for the name. */
  public int number() {
    return number;
  }

  /** Returns the name on the wire. */
  public String wireName() {
    return "PACKAGING_CONDITION_" + name();
  }

  double worth() {
    return worth;
  }
}
