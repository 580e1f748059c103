package io.soletape.silver;

import static org.apache.spark.sql.functions.col;

import io.soletape.alias.AliasApi;
import io.soletape.alias.AliasDepthParser;
import io.soletape.fetch.BronzeAnswers;
import io.soletape.lake.Types;
import io.soletape.market.Money;
import io.soletape.market.OfferBin;
import io.soletape.market.Sale;
import io.soletape.platform.Parsed;
import io.soletape.platform.PayloadRefusedException;
import io.soletape.platform.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Answers of sales and offers, read: one row per answer, with what it tells and what of it was
 * refused, without its size yet.
 */
final class ReadDepth {

  private static final StructType SALE =
      new StructType()
          .add("is_consigned", DataTypes.BooleanType)
          .add("price", Types.MONEY)
          .add("currency_code", DataTypes.StringType)
          .add("purchased_at", DataTypes.TimestampType)
          .add("occurrence", DataTypes.IntegerType);

  private static final StructType BIN =
      new StructType()
          .add("price", Types.MONEY)
          .add("currency_code", DataTypes.StringType)
          .add("offers", DataTypes.IntegerType);

  private static final StructType REFUSAL =
      new StructType().add("reason", DataTypes.StringType).add("detail", DataTypes.StringType);

  private static final StructType SCHEMA =
      new StructType()
          .add("platform", DataTypes.StringType)
          .add("endpoint", DataTypes.StringType)
          .add("sku", DataTypes.StringType)
          .add("size_ref", DataTypes.StringType)
          .add("region_code", DataTypes.StringType)
          .add("is_readable", DataTypes.BooleanType)
          .add("is_whole", DataTypes.BooleanType)
          .add("sales", DataTypes.createArrayType(SALE))
          .add("bins", DataTypes.createArrayType(BIN))
          .add("refusals", DataTypes.createArrayType(REFUSAL))
          .add("oldest_sale_at", DataTypes.TimestampType)
          .add("newest_sale_at", DataTypes.TimestampType)
          .add("newest_sales", Types.NEWEST_SALES)
          .add("requested_at", DataTypes.TimestampType)
          .add("fetched_at", DataTypes.TimestampType)
          .add("slot_at", DataTypes.TimestampType)
          .add("slot_date", DataTypes.DateType)
          .add("request_id", DataTypes.StringType);

  /** From so many sales on they are held against each other. */
  static final int FEWEST_TO_JUDGE = 3;

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

  private static final Comparator<Sale> OLDEST_FIRST =
      Comparator.comparing(Sale::purchasedAt).thenComparing(sale -> sale.price().amount());

  private ReadDepth() {}

  /** Reads the usable answers of sales and offers among the answers of bronze. */
  static Dataset<Row> of(Dataset<Row> answers) {
    return answers
        .where(col("outcome").equalTo("ok"))
        .where(col("endpoint").isin(AliasApi.RECENT_SALES, AliasApi.OFFER_HISTOGRAM))
        .map((MapFunction<Row, Row>) ReadDepth::read, Encoders.row(SCHEMA));
  }

  private static Row read(Row answer) {
    Map<String, String> params = answer.getJavaMap(answer.fieldIndex("params"));
    try {
      return answer.<String>getAs("endpoint").equals(AliasApi.RECENT_SALES)
          ? sales(answer, params)
          : bins(answer, params);
    } catch (PayloadRefusedException e) {
      return row(answer, params, Told.nothing(e.refusal()));
    }
  }

  // So many are told where the limit is not heeded: they may be all there are, or the newest.
  private static Row sales(Row answer, Map<String, String> params) {
    Parsed<Sale> told =
        AliasDepthParser.recentSales(
            BronzeAnswers.body(answer), AliasApi.catalogIdOf(params), AliasApi.sizeOf(params));
    Parsed<Sale> parsed = ofOneUnit(inTime(told, answer.getAs("fetched_at")));
    int rows = parsed.rows().size() + parsed.refusals().size();
    boolean isWhole = rows < AliasApi.limitOf(params) && rows != AliasApi.USUAL_RECENT_SALES;
    return row(
        answer, params, new Told(true, isWhole, parsed.rows(), List.of(), parsed.refusals()));
  }

  // One such moment would make a window on sales reach back, or on, for as long as it is told.
  private static Parsed<Sale> inTime(Parsed<Sale> parsed, Instant fetchedAt) {
    Instant latest = fetchedAt.plus(CLOCKS_DIFFER);
    return parsed.only(
        sale -> !sale.purchasedAt().isBefore(EARLIEST) && !sale.purchasedAt().isAfter(latest),
        sale ->
            Refusal.of(
                Refusal.TIME_OUT_OF_RANGE,
                "purchased_at is %s: from %s to %s can be"
                    .formatted(sale.purchasedAt(), EARLIEST, latest)));
  }

  // A few among many: whether all of them are in another unit only the quotes can tell.
  private static Parsed<Sale> ofOneUnit(Parsed<Sale> parsed) {
    if (parsed.rows().size() < FEWEST_TO_JUDGE) {
      return parsed;
    }
    Money middle = middle(parsed.rows());
    return parsed.only(
        sale -> !Magnitude.isOfAnotherUnit(sale.price(), middle),
        sale ->
            Refusal.of(
                MoveChecks.UNIT_SUSPECT,
                "a sale for %s among sales for about %s"
                    .formatted(sale.price().amount(), middle.amount())));
  }

  private static Money middle(List<Sale> sales) {
    List<Money> prices =
        sales.stream().map(Sale::price).sorted(Comparator.comparing(Money::amount)).toList();
    return prices.get((prices.size() - 1) / 2);
  }

  private static Row bins(Row answer, Map<String, String> params) {
    Parsed<OfferBin> parsed = AliasDepthParser.offerHistogram(BronzeAnswers.body(answer));
    return row(answer, params, new Told(true, true, List.of(), parsed.rows(), parsed.refusals()));
  }

  private static Row row(Row answer, Map<String, String> params, Told told) {
    return RowFactory.create(
        answer.getAs("platform"),
        answer.getAs("endpoint"),
        answer.getAs("sku"),
        AliasApi.sizeOf(params).toPlainString(),
        AliasApi.regionOf(params).code(),
        told.isReadable(),
        told.isWhole(),
        told.sales().stream().map(ReadDepth::sale).toArray(),
        told.bins().stream().map(ReadDepth::bin).toArray(),
        told.refusals().stream().map(ReadDepth::refusal).toArray(),
        told.sales().stream().min(OLDEST_FIRST).map(Sale::purchasedAt).orElse(null),
        told.sales().stream().max(OLDEST_FIRST).map(Sale::purchasedAt).orElse(null),
        told.newestOfEachKind().map(ReadDepth::newest).toArray(),
        answer.<Instant>getAs("requested_at"),
        answer.<Instant>getAs("fetched_at"),
        answer.<Instant>getAs("slot_at"),
        answer.getAs("slot_date"),
        answer.getAs("request_id"));
  }

  private static Row sale(Sale sale) {
    return RowFactory.create(
        sale.isConsigned(),
        sale.price().amount(),
        sale.price().currency().code(),
        sale.purchasedAt(),
        sale.occurrence());
  }

  private static Row newest(Sale sale) {
    return RowFactory.create(sale.isConsigned(), sale.purchasedAt(), sale.price().amount());
  }

  private static Row bin(OfferBin bin) {
    return RowFactory.create(bin.price().amount(), bin.price().currency().code(), bin.offers());
  }

  private static Row refusal(Refusal refusal) {
    return RowFactory.create(refusal.reason(), refusal.detail());
  }

  /** What one answer tells. */
  private record Told(
      boolean isReadable,
      boolean isWhole,
      List<Sale> sales,
      List<OfferBin> bins,
      List<Refusal> refusals) {

    static Told nothing(Refusal refusal) {
      return new Told(false, false, List.of(), List.of(), List.of(refusal));
    }

    Stream<Sale> newestOfEachKind() {
      return Stream.of(false, true).map(this::newest).flatMap(Optional::stream);
    }

    private Optional<Sale> newest(boolean isConsigned) {
      return sales.stream().filter(sale -> sale.isConsigned() == isConsigned).max(OLDEST_FIRST);
    }
  }
}
