package io.soletape.coverage;

/**
 * How many expected cells have a quote on the tape.
 *
 * @param expected cells of the run's expected universe
 * @param observed of these, cells with a row in gold
 */
public record Covered(long expected, long observed) {

  /** Observed of expected in per cent; 100 where nothing was expected. */
  public double percent() {
    return expected == 0 ? 100.0 : Math.round(1e4 * observed / expected) / 1e2;
  }
}
