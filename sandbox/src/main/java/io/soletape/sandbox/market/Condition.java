package io.soletape.sandbox.market;

/** Alias's conditions of a product; the number is the one its API accepts for the name. */
public enum Condition {
  NEW(1, 1.0),
  USED(2, 0.7),
  NEW_WITH_DEFECTS(3, 0.82);

  private final int number;
  private final double worth;

  Condition(int number, double worth) {
    this.number = number;
    this.worth = worth;
  }

  /** Returns the number that stands for the name. */
  public int number() {
    return number;
  }

  /** Returns the name on the wire. */
  public String wireName() {
    return "PRODUCT_CONDITION_" + name();
  }

  double worth() {
    return worth;
  }
}
