package io.soletape.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Writes all rows of a part of a table so that a repetition changes nothing: no commit where all
 * rows are there and equal, an append where some are missing, a replacement of the part where some
 * differ. {@code ingested_at} of a row that was written before is kept.
 */
public final class ScopeWriter {

  private static final String INGESTED_AT = "ingested_at";

  private final Lake lake;
  private final String scope;
  private final boolean keepsIngestion;

  /**
   * A writer for a part of a table.
   *
   * @param scope which part, as a condition in SQL that every row given satisfies
   */
  public ScopeWriter(Lake lake, String scope) {
    this(lake, scope, true);
  }

  private ScopeWriter(Lake lake, String scope, boolean keepsIngestion) {
    this.lake = Objects.requireNonNull(lake, "lake is null");
    this.scope = Objects.requireNonNull(scope, "scope is null");
    this.keepsIngestion = keepsIngestion;
  }

  /** A writer of copies of another table's rows: their {@code ingested_at} is as given. */
  public static ScopeWriter ofCopies(Lake lake, String scope) {
    return new ScopeWriter(lake, scope, false);
  }

  /**
   * What a write did.
   *
   * @param rows rows of the part in the table now
   * @param changed rows added, changed or removed
   */
  public record Written(long rows, long changed) {}

  /** Makes the part of the table hold exactly these rows. */
  public Written write(Table table, Dataset<Row> rows) {
    return lake.alone(table.path(), () -> writeAlone(table, rows));
  }

  private Written writeAlone(Table table, Dataset<Row> rows) {
    List<Dataset<Row>> held = Held.allOf(Lake.shapedAs(table, rows), present(table));
    return Held.isEmpty(held.get(1))
        ? append(table, held.get(0))
        : write(table, held.get(0), held.get(1));
  }

  /** The rows of the part in the table. */
  public Dataset<Row> present(Table table) {
    return lake.read(table).where(scope);
  }

  private Written write(Table table, Dataset<Row> given, Dataset<Row> present) {
    Row difference = difference(table, given, present);
    long added = difference.getAs("added");
    long changed = difference.getAs("changed");
    long removed = difference.getAs("removed");
    if (changed + removed > 0) {
      lake.replace(table, keepIngestion(table, given, present).coalesce(1), scope);
    } else if (added > 0) {
      lake.append(table, missing(table, given, present).coalesce(1));
    }
    return new Written(Held.count(given), added + changed + removed);
  }

  private Written append(Table table, Dataset<Row> given) {
    long rows = Held.count(given);
    if (rows > 0) {
      lake.append(table, given.coalesce(1));
    }
    return new Written(rows, rows);
  }

  private Row difference(Table table, Dataset<Row> given, Dataset<Row> present) {
    Dataset<Row> left = given.as("given").withColumn("is_given", lit(true));
    Dataset<Row> right = present.as("present").withColumn("is_present", lit(true));
    return left.join(right, sameKey(table), "full_outer")
        .agg(
            counted(col("is_present").isNull()).as("added"),
            counted(col("is_given").isNull()).as("removed"),
            counted(
                    col("is_given")
                        .isNotNull()
                        .and(col("is_present").isNotNull())
                        .and(not(sameValues(table))))
                .as("changed"))
        .first();
  }

  private static Dataset<Row> missing(Table table, Dataset<Row> given, Dataset<Row> present) {
    return given.as("given").join(present.as("present"), sameKey(table), "left_anti");
  }

  private Dataset<Row> keepIngestion(Table table, Dataset<Row> given, Dataset<Row> present) {
    if (!keepsIngestion || !table.columnNames().contains(INGESTED_AT)) {
      return given;
    }
    Column[] columns =
        table.columnNames().stream()
            .map(
                name ->
                    name.equals(INGESTED_AT)
                        ? coalesce(col("present." + name), col("given." + name)).as(name)
                        : col("given." + name))
            .toArray(Column[]::new);
    // One row a key, so that a key given twice does not multiply.
    Column[] key = table.key().stream().map(functions::col).toArray(Column[]::new);
    Dataset<Row> ingested = present.groupBy(key).agg(min(INGESTED_AT).as(INGESTED_AT));
    return given
        .as("given")
        .join(ingested.as("present"), sameKey(table), "left_outer")
        .select(columns);
  }

  private static Column sameKey(Table table) {
    return allEqual(List.of(KeyOrder.of(table.key())));
  }

  private Column sameValues(Table table) {
    return allEqual(
        table.columnNames().stream()
            .filter(name -> !keepsIngestion || !name.equals(INGESTED_AT))
            .toList());
  }

  private static Column allEqual(List<String> names) {
    Optional<Column> all =
        names.stream()
            .map(name -> col("given." + name).eqNullSafe(col("present." + name)))
            .reduce(Column::and);
    return all.orElse(lit(true));
  }

  private static Column counted(Column condition) {
    return count(when(condition, 1));
  }
}
