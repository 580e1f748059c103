package io.soletape.maintenance;

import io.soletape.lake.Lake;
import io.soletape.lake.Table;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** Properties of tables by which Delta keeps or forgets their history, and leaves files out. */
final class TableProperties {

  private static final String FOR_GOOD = "interval 36500 days";

  private final Lake lake;

  TableProperties(Lake lake) {
    this.lake = lake;
  }

  /**
   * A pinned table forgets nothing: its log says which files a version has, and both a vacuum and
   * time travel go by what the table says of removed files, whatever they are asked for.
   */
  static Map<String, String> historyForGood() {
    return history(FOR_GOOD);
  }

  /** Any other table forgets what is older. */
  static Map<String, String> historyOf(Duration retention) {
    return history("interval " + retention.toDays() + " days");
  }

  private static Map<String, String> history(String interval) {
    return Map.of(
        "delta.logRetentionDuration", interval, "delta.deletedFileRetentionDuration", interval);
  }

  /**
   * The columns of which a write notes the least and greatest value of a file. A table that an
   * older version made has those of then, as far as a new one is no column of it yet.
   *
   * @param present the columns that it has
   */
  static Map<String, String> statisticsOf(Table table, List<String> present) {
    String searched =
        table.searchedBy().stream().filter(present::contains).collect(Collectors.joining(","));
    return searched.isEmpty() ? Map.of() : Map.of("delta.dataSkippingStatsColumns", searched);
  }

  /**
   * Gives a table properties, in one commit; in none if it has them all.
   *
   * @param detail what Delta tells of the table
   */
  void bring(Table table, Row detail, Map<String, String> wanted) {
    Map<String, String> present = detail.getJavaMap(detail.fieldIndex("properties"));
    if (!present.entrySet().containsAll(wanted.entrySet())) {
      String told =
          wanted.entrySet().stream()
              .map(each -> "'%s' = '%s'".formatted(each.getKey(), each.getValue()))
              .sorted()
              .collect(Collectors.joining(", "));
      lake.spark()
          .sql("ALTER TABLE delta.`%s` SET TBLPROPERTIES (%s)".formatted(lake.path(table), told));
    }
  }
}
