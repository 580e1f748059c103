package io.soletape.lake;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.fs.Path;

/**
 * A data file of a table, as the table's log tells of it.
 *
 * @param path where it lies
 * @param bytes its length
 * @param modifiedMillis when it was written
 * @param partition the values that its folder stands for, by column, as the log writes them; null
 *     values are left out
 * @param spans from when to when its columns of moments reach, by column; what is not told is left
 *     out
 */
record LoggedFile(
    Path path,
    long bytes,
    long modifiedMillis,
    Map<String, String> partition,
    Map<String, Span> spans) {

  LoggedFile {
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
  }
}
