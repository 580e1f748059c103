package io.soletape.sandbox.catalogue;

/**
 * A reproducible source of numbers: the same path of names and numbers below the same seed always
 * gives the same value, whatever was asked before.
 *
 * <p>Unlike a random generator it has no state, so a price can be had for any hour directly. This
 * class is threadsafe.
 *
 * @param key the position in the tree of values
 */
public record Noise(long key) {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** Returns the value below this one that has the number {@code step}. */
  public Noise child(long step) {
    return new Noise(mix(key + GOLDEN_GAMMA * (step + 1)));
  }

  /** Returns the value below this one that has the name {@code step}. */
  public Noise child(String step) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < step.length(); i++) {
      hash = (hash ^ step.charAt(i)) * 0x100000001B3L;
    }
    return new Noise(mix(key ^ mix(hash)));
  }

  /** Returns 64 evenly spread bits. */
  public long bits() {
    return mix(key);
  }

  /** Returns a number from 0 (included) to 1 (excluded). */
  public double unit() {
    return (bits() >>> 11) * 0x1.0p-53;
  }

  /** Returns a number from {@code low} (included) to {@code high} (excluded). */
  public double between(double low, double high) {
    return low + (high - low) * unit();
  }

  /** Returns a whole number from 0 (included) to {@code bound} (excluded). */
  public int below(int bound) {
    return (int) (unit() * bound);
  }

  /** Returns true for the given share of all values, 0 to 1. */
  public boolean chance(double share) {
    return unit() < share;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
