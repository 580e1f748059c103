package io.soletape.mapping;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.to_date;

import io.soletape.lake.Held;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;

/**
 * All that the catalogues ever told, from bronze alone: what was known in any slot can be had from
 * it, the same as the runs of that time knew it.
 */
public final class CatalogueHistory {

  private static final String[] PRODUCT = {"platform", "sku"};
  private static final String[] SIZE = {"platform", "sku", "size_key"};
  private static final String TOLD_AT = "told_at";

  private final Dataset<Row> mappings;
  private final Dataset<Row> products;
  private final Dataset<Row> variants;
  private final Dataset<Row> wholeTellings;
  private final Dataset<Row> unwell;

  private CatalogueHistory(Dataset<Row> answers, Dataset<Row> catalogueAnswers) {
    mappings = Held.of(CatalogueRows.mappings(catalogueAnswers));
    products = Held.of(CatalogueRows.products(catalogueAnswers));
    variants = Held.of(ofItsProduct(CatalogueRows.variants(catalogueAnswers), products));
    wholeTellings = Held.of(SizeTellings.whole(variants, catalogueAnswers));
    unwell = Held.of(MappingHealth.neverWellBefore(answers));
  }

  /** Reads what bronze holds of the slots up to a moment. */
  public static CatalogueHistory read(Lake lake, Instant until) {
    Dataset<Row> answers =
        lake.read(Tables.PLATFORM_RESPONSES)
            .where(col("slot_date").leq(to_date(lit(until))).and(col("slot_at").leq(lit(until))));
    return of(answers);
  }

  static CatalogueHistory of(Dataset<Row> answers) {
    Dataset<Row> catalogueAnswers =
        Held.of(
            answers.where(
                col("endpoint").isin(Catalogues.endpoints()).and(col("outcome").equalTo("ok"))));
    return new CatalogueHistory(answers.drop("body"), catalogueAnswers);
  }

  /** The catalogue that the quotes of a slot are read with. */
  public CatalogueSnapshot asOf(Instant slotAt) {
    return new CatalogueSnapshot(
        newest(upTo(products, slotAt), PRODUCT, TOLD_AT), variantsAsOf(slotAt));
  }

  /** Rows of silver/mappings after a slot. */
  public Dataset<Row> mappingsAsOf(Instant slotAt) {
    return MappingHealth.judged(
        newest(upTo(mappings, slotAt), PRODUCT, "checked_at"), upTo(unwell, slotAt));
  }

  private Dataset<Row> variantsAsOf(Instant slotAt) {
    return SizeTellings.carried(
        newest(upTo(variants, slotAt), SIZE, TOLD_AT), upTo(wholeTellings, slotAt));
  }

  /** Sizes of products that the search for their style has found; no mapping can name others. */
  static Dataset<Row> ofItsProduct(Dataset<Row> variants, Dataset<Row> products) {
    String[] product = {"platform", "sku", "platform_product_id"};
    return variants.join(products.select(columns(List.of(product))), product, "left_semi");
  }

  private static Dataset<Row> upTo(Dataset<Row> told, Instant slotAt) {
    return told.where(col("slot_at").leq(lit(slotAt)));
  }

  private static Dataset<Row> newest(Dataset<Row> told, String[] key, String toldAt) {
    return told.withColumn(
            "place",
            row_number()
                .over(
                    Window.partitionBy(columns(List.of(key)))
                        .orderBy(desc("slot_at"), desc(toldAt), desc("request_id"))))
        .where(col("place").equalTo(1))
        .drop("place");
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(functions::col).toArray(Column[]::new);
  }
}
