package io.soletape.mapping;

import io.soletape.lake.Lake;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import io.soletape.plan.Slot;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The catalogue as a slot knows it, so that a later telling does not reach older rows.
 *
 * @param products rows of silver/products
 * @param variants rows of silver/variants
 */
public record CatalogueSnapshot(Dataset<Row> products, Dataset<Row> variants) {

  /**
   * What had been told up to and in a slot: the tables, or, where they know later things, bronze.
   */
  public static CatalogueSnapshot asOf(Lake lake, Slot slot) {
    return knowsLater(lake, Tables.PRODUCTS, slot) || knowsLater(lake, Tables.VARIANTS, slot)
        ? CatalogueHistory.read(lake, slot.at()).asOf(slot.at())
        : new CatalogueSnapshot(lake.read(Tables.PRODUCTS), lake.read(Tables.VARIANTS));
  }

  private static boolean knowsLater(Lake lake, Table table, Slot slot) {
    return !lake.lacks(table, "slot_at > TIMESTAMP '%s'".formatted(slot.at()));
  }
}
