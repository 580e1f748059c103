package io.soletape.lake;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes the rows of one slot and some SKUs as {@link ScopeWriter} does. */
public final class SlotWriter {

  private final ScopeWriter writer;

  /**
   * A writer for a slot.
   *
   * @param skus the codes of all SKUs whose rows are given
   */
  public SlotWriter(Lake lake, Instant slotAt, Object[] skus) {
    this.writer = new ScopeWriter(lake, scope(slotAt, skus));
  }

  /** Makes the table hold exactly these rows for the slot and the SKUs. */
  public ScopeWriter.Written write(Table table, Dataset<Row> rows) {
    return writer.write(table, rows);
  }

  /** The rows of the slot and the SKUs in the table. */
  public Dataset<Row> present(Table table) {
    return writer.present(table);
  }

  private static String scope(Instant slotAt, Object[] skus) {
    LocalDate date = slotAt.atZone(ZoneOffset.UTC).toLocalDate();
    return "slot_date = DATE '%s' AND slot_at = TIMESTAMP '%s' AND %s"
        .formatted(date, slotAt, ofSkus(skus));
  }

  /** The condition in SQL that a row is of one of some SKUs. */
  public static String ofSkus(Object[] skus) {
    if (skus.length == 0) {
      return "false";
    }
    return Arrays.stream(skus)
        .map(code -> "'" + String.valueOf(code).replace("'", "") + "'")
        .collect(Collectors.joining(", ", "sku IN (", ")"));
  }
}
