package io.soletape.sql;

/**
 * The name of a table of the lake.
 *
 * @param layer the folder it lies in: {@code bronze}, {@code silver}, {@code gold} or {@code ops}
 * @param name its name there
 */
public record TableName(String layer, String name) implements Comparable<TableName> {

  @Override
  public int compareTo(TableName other) {
    return toString().compareTo(other.toString());
  }

  /** As SQL names it: {@code gold.master_market_data}. */
  @Override
  public String toString() {
    return layer + "." + name;
  }
}
