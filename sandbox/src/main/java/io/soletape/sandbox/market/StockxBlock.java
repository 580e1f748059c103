package io.soletape.sandbox.market;

/** The block of a selling programme in StockX's market data. */
public sealed interface StockxBlock {

  /** The field is not there. */
  record Absent() implements StockxBlock {}

  /** The field is there and null. */
  record Null() implements StockxBlock {}

  /** The block is there; its amounts may all be null. */
  record Present(StockxAmounts amounts) implements StockxBlock {}

  /** Returns the block in another currency. */
  default StockxBlock in(double perUnit) {
    return this instanceof Present present ? new Present(present.amounts().in(perUnit)) : this;
  }
}
