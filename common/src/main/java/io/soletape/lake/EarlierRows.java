package io.soletape.lake;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The newest rows before a slot, found without reading all of a table's history: in the hours just
 * before it first, and further back only for what these do not have.
 */
public final class EarlierRows {

  /** As far back as is looked. */
  static final Duration FURTHEST = Duration.ofDays(8);

  // Hourly runs find theirs in the first, daily ones in the second.
  private static final List<Duration> WINDOWS =
      List.of(Duration.ofHours(2), Duration.ofHours(26), FURTHEST);

  private final Dataset<Row> rows;
  private final Instant slotAt;
  private final String[] group;

  /**
   * The rows of a table before a slot.
   *
   * @param rows with {@code slot_at} and {@code slot_date}
   * @param group the columns of which each combination has a newest slot of its own
   */
  public EarlierRows(Dataset<Row> rows, Instant slotAt, List<String> group) {
    this.rows = rows;
    this.slotAt = slotAt;
    this.group = group.toArray(String[]::new);
  }

  /**
   * The rows of the newest earlier slot of each group, at most 8 days back.
   *
   * @param wanted rows whose groups are looked for
   */
  public Dataset<Row> newestOf(Dataset<Row> wanted) {
    Dataset<Row> missing = Held.of(wanted.select(columns()).distinct());
    Dataset<Row> found = rows.limit(0);
    Instant until = slotAt;
    for (Duration window : WINDOWS) {
      if (Held.isEmpty(missing)) {
        break;
      }
      Instant from = slotAt.minus(window);
      Dataset<Row> newest = newest(between(from, until), missing);
      found = found.unionByName(of(newest, from, until));
      missing = rest(missing, newest);
      until = from;
    }
    return found;
  }

  // Mostly there is none, which to count tells sooner than to look for it.
  private Dataset<Row> rest(Dataset<Row> missing, Dataset<Row> newest) {
    return Held.count(missing) == Held.count(newest)
        ? missing.limit(0)
        : Held.of(missing.join(newest, group, "left_anti"));
  }

  private Dataset<Row> newest(Dataset<Row> window, Dataset<Row> missing) {
    return Held.of(
        window
            .join(broadcast(missing), group, "left_semi")
            .groupBy(columns())
            .agg(max("slot_at").as("slot_at")));
  }

  // Files hold one slot each: naming the slots spares reading the others.
  private Dataset<Row> of(Dataset<Row> newest, Instant from, Instant until) {
    Object[] slots =
        newest.select("slot_at").distinct().collectAsList().stream()
            .map(row -> row.getAs("slot_at"))
            .toArray();
    String[] groupAndSlot = Arrays.copyOf(group, group.length + 1);
    groupAndSlot[group.length] = "slot_at";
    return between(from, until)
        .where(col("slot_at").isin(slots))
        .join(broadcast(newest), groupAndSlot, "left_semi");
  }

  private Dataset<Row> between(Instant from, Instant until) {
    return rows.where(col("slot_date").between(lit(day(from)), lit(day(until))))
        .where(col("slot_at").geq(lit(from)).and(col("slot_at").lt(lit(until))));
  }

  private static LocalDate day(Instant moment) {
    return moment.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private Column[] columns() {
    return List.of(group).stream().map(functions::col).toArray(Column[]::new);
  }
}
