package io.soletape.lake;

import java.util.Comparator;
import java.util.List;

/**
 * The order in which Spark is to join and sort by a key. It compares the first bytes of the first
 * column quickly and all others one by one, so that a column that is the same in most rows costs
 * much where it stands first.
 */
public final class KeyOrder {

  private static final List<String> MOST_VALUES = List.of("request_id", "sku", "size_key");

  private KeyOrder() {}

  /** The same columns, those first that have the most values. */
  public static String[] of(List<String> key) {
    return key.stream().sorted(Comparator.comparingInt(KeyOrder::place)).toArray(String[]::new);
  }

  private static int place(String name) {
    int place = MOST_VALUES.indexOf(name);
    return place < 0 ? MOST_VALUES.size() : place;
  }
}
