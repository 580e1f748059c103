package io.soletape.bench;

import io.soletape.lake.Tables;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** What a run left in gold, without what says when it ran. */
final class Tape {

  private static final Set<String> OF_THE_MOMENT =
      Set.of("snapshot_at", "changed_at", "ingested_at");

  private final List<String> rows;

  private Tape(List<String> rows) {
    this.rows = rows;
  }

  static Tape of(String lake) {
    Dataset<Row> gold = Contents.lake(lake).read(Tables.MASTER_MARKET_DATA);
    Column[] kept =
        Stream.of(gold.columns())
            .filter(name -> !OF_THE_MOMENT.contains(name))
            .map(functions::col)
            .toArray(Column[]::new);
    return new Tape(gold.select(kept).toJSON().collectAsList().stream().sorted().toList());
  }

  int size() {
    return rows.size();
  }

  /** Compares with the tape of an undisturbed run. */
  Figure comparedWith(Tape undisturbed) {
    Set<String> known = Set.copyOf(rows);
    long missing = undisturbed.rows.stream().filter(row -> !known.contains(row)).count();
    return new Figure(
        "rows of gold that differ from an undisturbed run's",
        "%d of %d".formatted(missing + Math.abs(size() - undisturbed.size()), size()),
        "none of " + undisturbed.size(),
        rows.equals(undisturbed.rows) && size() > 0);
  }
}
