package io.soletape.checks;

import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.date_format;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** How offenders are named. */
final class Words {

  private Words() {}

  /** What stands in some columns, one after the other; nothing for those that are null. */
  static Column words(String... columns) {
    return words(Arrays.stream(columns).map(functions::col).toArray(Column[]::new));
  }

  /** Values one after the other; nothing for those that are null. */
  static Column words(Column... values) {
    return concat_ws(" ", values);
  }

  /** A moment as ISO 8601 in UTC. */
  static Column moment(Column at) {
    return date_format(at, "yyyy-MM-dd'T'HH:mm:ss'Z'");
  }
}
