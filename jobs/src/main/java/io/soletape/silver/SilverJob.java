package io.soletape.silver;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.soletape.drift.PayloadNews;
import io.soletape.drift.SchemaDrift;
import io.soletape.fetch.BronzeAnswers;
import io.soletape.lake.AtOnce;
import io.soletape.lake.EarlierQuotes;
import io.soletape.lake.Held;
import io.soletape.lake.Lake;
import io.soletape.lake.SlotWriter;
import io.soletape.lake.Tables;
import io.soletape.mapping.CatalogueRows;
import io.soletape.mapping.CatalogueSnapshot;
import io.soletape.mapping.SizeTellings;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Region;
import io.soletape.market.Sku;
import io.soletape.plan.Slot;
import java.time.Clock;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Turns the answers of a slot into quotes, sales, offers, refusals and news. */
public final class SilverJob {

  private static final List<String> MARKET =
      List.of("platform", "sku", "region_code", "currency_code", "plan_programme");

  private final Lake lake;
  private final Slot slot;
  private final Region stockxMarket;
  private final Clock clock;

  /**
   * A job for one slot.
   *
   * @param stockxMarket of answers that do not say which market they are of
   */
  public SilverJob(Lake lake, Slot slot, Region stockxMarket, Clock clock) {
    this.lake = lake;
    this.slot = slot;
    this.stockxMarket = stockxMarket;
    this.clock = clock;
  }

  /**
   * Reads the answers for these SKUs.
   *
   * @return rows of the slot in silver/quotes
   */
  public long run(List<Sku> skus) {
    return run(skus, CatalogueSnapshot.asOf(lake, slot));
  }

  /**
   * Reads the answers for these SKUs.
   *
   * @param catalogue what was known of products in the slot
   * @return rows of the slot in silver/quotes
   */
  public long run(List<Sku> skus, CatalogueSnapshot catalogue) {
    Object[] codes = skus.stream().map(Sku::code).toArray();
    List<Dataset<Row>> known =
        Held.allOf(
            BronzeAnswers.ofSlot(lake, slot).where(col("sku").isin(codes)),
            catalogue.variants().where(col("sku").isin(codes)),
            catalogue.products().where(col("sku").isin(codes)));
    Dataset<Row> answers = known.get(0);
    Dataset<Row> variants = known.get(1);
    Dataset<Row> products = known.get(2);
    List<Dataset<Row>> ofAnswers =
        Held.allOf(
            ReadAnswers.of(answers, stockxMarket.code()),
            ReadDepth.of(answers),
            PayloadNews.ofShapes(answers),
            QuoteRequests.of(answers, stockxMarket.code()));
    Dataset<Row> read = ofAnswers.get(0);
    Dataset<Row> shapes = ofAnswers.get(2);
    Dataset<Row> requests = ofAnswers.get(3);
    SlotWriter writer = new SlotWriter(lake, slot.at(), codes);
    Dataset<Row> told = Held.of(SilverRows.quotes(read, variants));
    Dataset<Row> readDepth = ofAnswers.get(1);
    Dataset<Row> before = Held.of(before(requests, readDepth, told, codes));
    Dataset<Row> suspicions =
        Held.of(
            suspicions(requests, read, told, shapes, products, before)
                .unionByName(SilverRows.ofOtherProducts(requests, products)));
    Dataset<Row> quotes = SilverRows.believed(told, suspicions);
    List<Dataset<Row>> judged =
        AtOnce.all(
            () ->
                new BelievedDepth(lake, slot.at(), codes)
                    .of(readDepth, shapes, variants, quotes, before),
            () -> Held.of(refused(answers, read, variants, suspicions, requests)));
    Dataset<Row> depth = judged.get(0);
    Dataset<Row> refused =
        Held.of(
            judged
                .get(1)
                .unionByName(DepthRows.quarantine(depth, variants))
                .dropDuplicates(Tables.QUARANTINE.key().toArray(String[]::new)));
    AtOnce.run(
        () -> depth(writer, depth, variants, codes), () -> quotes(writer, quotes, refused, shapes));
    return writer.present(Tables.QUOTES).count();
  }

  private void quotes(
      SlotWriter writer, Dataset<Row> quotes, Dataset<Row> refused, Dataset<Row> shapes) {
    writer.write(
        Tables.QUARANTINE,
        SilverRows.withReleased(
            refused, Held.of(writer.present(Tables.QUARANTINE)), clock.instant()));
    writer.write(Tables.QUOTES, quotes);
    keepNews(writer, shapes);
  }

  /**
   * The quotes for the tape among some answers, before they are in silver.
   *
   * @param answers rows of bronze
   * @param variants silver/variants
   * @param stockxMarket the market of the StockX account
   */
  public static Dataset<Row> tapeQuotes(
      Dataset<Row> answers, Dataset<Row> variants, String stockxMarket) {
    return SilverRows.quotes(ReadAnswers.of(answers, stockxMarket), variants)
        .where(col("is_new_in_good_box"));
  }

  private void depth(SlotWriter writer, Dataset<Row> depth, Dataset<Row> variants, Object[] codes) {
    if (Held.isEmpty(depth)) {
      return;
    }
    Dataset<Row> before = Held.of(writer.present(Tables.DEPTH_ANSWERS));
    writer.write(Tables.DEPTH_ANSWERS, DepthRows.answers(depth, variants));
    writer.write(Tables.OFFER_BINS, DepthRows.bins(depth, variants));
    new SalesJob(lake, slot.at(), codes)
        .keep(DepthRows.sales(depth, variants), writer.present(Tables.DEPTH_ANSWERS), before);
  }

  private Dataset<Row> suspicions(
      Dataset<Row> requests,
      Dataset<Row> read,
      Dataset<Row> told,
      Dataset<Row> shapes,
      Dataset<Row> products,
      Dataset<Row> before) {
    Dataset<Row> renamed =
        SilverRows.withoutAmount(shapes, requests)
            .withColumn("size_key", lit(null).cast("string"))
            .select("request_id", "size_key", "reason", "detail");
    // A payload that is refused whole needs no second reason.
    Dataset<Row> unrefused =
        requests.join(
            read.where(col("reason").isNotNull().and(col("size_ref").isNull()))
                .select("request_id"),
            new String[] {"request_id"},
            "left_anti");
    Dataset<Row> factors = CurrencyFactors.of(lake.read(Tables.FX_RATES), slot.at());
    return renamed.unionByName(MoveChecks.suspicions(unrefused, told, before, products, factors));
  }

  private Dataset<Row> before(
      Dataset<Row> requests, Dataset<Row> depth, Dataset<Row> told, Object[] codes) {
    Dataset<Row> quotes =
        lake.read(Tables.QUOTES)
            .where(col("is_new_in_good_box").and(col("sku").isin(codes)))
            .withColumn("plan_programme", planProgramme());
    return new EarlierQuotes(lake, slot.at(), codes)
        .newestOf(
            quotes,
            MARKET,
            "programme",
            markets(requests, depth),
            told.where(col("is_new_in_good_box")).withColumn("plan_programme", planProgramme()))
        .drop("plan_programme");
  }

  // Sales and offers are told of both kinds of goods together.
  private static Dataset<Row> markets(Dataset<Row> requests, Dataset<Row> depth) {
    Dataset<Row> ofDepth =
        depth
            .withColumn("currency_code", lit(CurrencyCode.USD.code()))
            .withColumn("plan_programme", explode(array(lit("standard"), lit("consigned"))));
    return requests
        .withColumn("plan_programme", planProgramme())
        .select(market())
        .unionByName(ofDepth.select(market()));
  }

  private static Column[] market() {
    return MARKET.stream().map(functions::col).toArray(Column[]::new);
  }

  // Flex and direct are told in the answer to the standard question.
  private static Column planProgramme() {
    return when(col("programme").equalTo("consigned"), "consigned").otherwise("standard");
  }

  private static Dataset<Row> refused(
      Dataset<Row> answers,
      Dataset<Row> read,
      Dataset<Row> variants,
      Dataset<Row> suspicions,
      Dataset<Row> requests) {
    Dataset<Row> ofCatalogue =
        CatalogueRows.refusals(answers)
            .unionByName(SizeTellings.vanished(variants, answers))
            .withColumn("parser_version", lit(ParserVersion.CURRENT));
    return SilverRows.quarantine(read, variants)
        .unionByName(SilverRows.quarantine(suspicions, requests, ParserVersion.CURRENT))
        .unionByName(ofCatalogue);
  }

  private void keepNews(SlotWriter writer, Dataset<Row> shapes) {
    Dataset<Row> news =
        shapes
            .unionByName(
                PayloadNews.ofRefusals(SilverRows.unreleased(writer.present(Tables.QUARANTINE))))
            .unionByName(PayloadNews.ofCrossedMarkets(writer.present(Tables.QUOTES)))
            .dropDuplicates(Tables.PAYLOAD_NEWS.key().toArray(String[]::new));
    Dataset<Row> before = Held.of(writer.present(Tables.PAYLOAD_NEWS));
    writer.write(Tables.PAYLOAD_NEWS, news);
    new SchemaDrift(lake).update(before, writer.present(Tables.PAYLOAD_NEWS));
  }
}
