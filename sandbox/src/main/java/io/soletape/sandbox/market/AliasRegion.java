package io.soletape.sandbox.market;

import java.util.Optional;
import java.util.stream.Stream;

/** Alias's regions; prices are US dollars in each of them (Alias API, regions). */
public enum AliasRegion {
  US(1, 1.0, 0.0, 1),
  EU(2, 1.08, 0.04, 3),
  UK(3, 1.17, 0.06, 4),
  AU(4, 1.13, 0.45, 20),
  CA(5, 1.06, 0.55, 25),
  JP(6, 1.1, 0.6, 30);

  private final int id;
  private final double dearness;
  private final double thinness;
  private final double quietness;

  AliasRegion(int id, double dearness, double thinness, double quietness) {
    this.id = id;
    this.dearness = dearness;
    this.thinness = thinness;
    this.quietness = quietness;
  }

  /** Returns the region of an id as sent by a client. */
  public static Optional<AliasRegion> ofId(String id) {
    return Stream.of(values()).filter(region -> Integer.toString(region.id).equals(id)).findFirst();
  }

  /** Returns the id on the wire. */
  public int id() {
    return id;
  }

  double dearness() {
    return dearness;
  }

  /** Returns the share of cells without a side beyond the usual. */
  double thinness() {
    return thinness;
  }

  /** Returns how many times longer than in the US it takes until the next sale. */
  double quietness() {
    return quietness;
  }
}
