package io.soletape.sql;

import java.time.Instant;

/**
 * A version of a table.
 *
 * @param number as the table counts its commits, from 0
 * @param committedAt when it was committed, UTC
 */
public record TableVersion(long number, Instant committedAt) {

  /** As people read it. */
  @Override
  public String toString() {
    return "version %d (%s)".formatted(number, committedAt);
  }
}
