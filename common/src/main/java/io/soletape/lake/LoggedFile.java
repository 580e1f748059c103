package io.soletape.lake;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.sources.EqualNullSafe;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.GreaterThanOrEqual;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.LessThan;
import org.apache.spark.sql.sources.LessThanOrEqual;

/**
 * A data file of a table, as the table's log tells of it.
 *
 * @param name as the log writes it, mostly where it lies in the table's folder
 * @param path where it lies
 * @param bytes its length
 * @param rows how many it holds; empty where the log does not tell
 * @param modifiedMillis when it was written
 * @param partition the partition that it belongs to, by column, as the log writes the values; null
 *     values are left out
 * @param spans from when to when its columns of moments reach, by column; what is not told is left
 *     out
 */
record LoggedFile(
    String name,
    Path path,
    long bytes,
    Optional<Long> rows,
    long modifiedMillis,
    Map<String, String> partition,
    Map<String, Span> spans) {

  LoggedFile {
    Objects.requireNonNull(name, "name is null");
    Objects.requireNonNull(path, "path is null");
    partition = Map.copyOf(partition);
    spans = Map.copyOf(spans);
  }

  /**
   * The least and the greatest moment in a column of a file.
   *
   * @param from no row has an earlier one
   * @param to no row has a later one
   */
  record Span(Instant from, Instant to) {

    Span {
      Objects.requireNonNull(from, "from is null");
      Objects.requireNonNull(to, "to is null");
    }

    private boolean reaches(Instant moment) {
      return !to.isBefore(moment);
    }

    private boolean beginsBy(Instant moment) {
      return !from.isAfter(moment);
    }

    private boolean beginsBefore(Instant moment) {
      return from.isBefore(moment);
    }

    private boolean contains(Instant moment) {
      return beginsBy(moment) && reaches(moment);
    }
  }

  /** False only where no row can satisfy all conditions: those on moments are looked at. */
  boolean canHold(List<Filter> conditions) {
    return conditions.stream().allMatch(this::canHold);
  }

  private boolean canHold(Filter condition) {
    if (condition instanceof EqualTo equal) {
      return can(equal.attribute(), equal.value(), Span::contains);
    }
    if (condition instanceof EqualNullSafe equal) {
      return can(equal.attribute(), equal.value(), Span::contains);
    }
    if (condition instanceof In in) {
      return Arrays.stream(in.values())
          .filter(Objects::nonNull)
          .anyMatch(value -> can(in.attribute(), value, Span::contains));
    }
    if (condition instanceof GreaterThan after) {
      return can(after.attribute(), after.value(), Span::reaches);
    }
    if (condition instanceof GreaterThanOrEqual after) {
      return can(after.attribute(), after.value(), Span::reaches);
    }
    if (condition instanceof LessThan before) {
      return can(before.attribute(), before.value(), Span::beginsBefore);
    }
    return !(condition instanceof LessThanOrEqual before)
        || can(before.attribute(), before.value(), Span::beginsBy);
  }

  private boolean can(String column, Object value, BiPredicate<Span, Instant> holds) {
    return !(value instanceof Instant moment)
        || !spans.containsKey(column)
        || holds.test(spans.get(column), moment);
  }
}
