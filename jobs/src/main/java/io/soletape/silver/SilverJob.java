package io.soletape.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.soletape.fetch.BronzeAnswers;
import io.soletape.lake.Lake;
import io.soletape.lake.SlotWriter;
import io.soletape.lake.Tables;
import io.soletape.mapping.CatalogueRows;
import io.soletape.market.Region;
import io.soletape.market.Sku;
import io.soletape.plan.Slot;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Turns the answers of a slot into quotes, sales, offers and refusals. */
public final class SilverJob {

  private final Lake lake;
  private final Slot slot;
  private final Region stockxMarket;

  public SilverJob(Lake lake, Slot slot, Region stockxMarket) {
    this.lake = lake;
    this.slot = slot;
    this.stockxMarket = stockxMarket;
  }

  /**
   * Reads the answers for these SKUs.
   *
   * @return rows of the slot in silver/quotes
   */
  public long run(List<Sku> skus) {
    Object[] codes = skus.stream().map(Sku::code).toArray();
    Dataset<Row> answers = BronzeAnswers.ofSlot(lake, slot).where(col("sku").isin(codes));
    Dataset<Row> variants = lake.read(Tables.VARIANTS).where(col("sku").isin(codes));
    Dataset<Row> read = ReadAnswers.of(answers, stockxMarket.code()).persist();
    Dataset<Row> depth = ReadDepth.of(answers).persist();
    try {
      SlotWriter writer = new SlotWriter(lake, slot.at(), codes);
      writer.write(Tables.QUARANTINE, refused(answers, read, depth, variants));
      if (!depth.isEmpty()) {
        depth(writer, depth, variants, codes);
      }
      return writer.write(Tables.QUOTES, SilverRows.quotes(read, variants)).rows();
    } finally {
      depth.unpersist();
      read.unpersist();
    }
  }

  private void depth(SlotWriter writer, Dataset<Row> depth, Dataset<Row> variants, Object[] codes) {
    writer.write(Tables.DEPTH_ANSWERS, DepthRows.answers(depth, variants));
    writer.write(Tables.OFFER_BINS, DepthRows.bins(depth, variants));
    new SalesJob(lake, codes)
        .add(DepthRows.sales(depth, variants), writer.present(Tables.DEPTH_ANSWERS));
  }

  private static Dataset<Row> refused(
      Dataset<Row> answers, Dataset<Row> read, Dataset<Row> depth, Dataset<Row> variants) {
    Dataset<Row> ofCatalogue =
        CatalogueRows.refusals(answers).withColumn("parser_version", lit(ParserVersion.CURRENT));
    return SilverRows.quarantine(read, variants)
        .unionByName(DepthRows.quarantine(depth, variants))
        .unionByName(ofCatalogue)
        .dropDuplicates(Tables.QUARANTINE.key().toArray(String[]::new));
  }
}
