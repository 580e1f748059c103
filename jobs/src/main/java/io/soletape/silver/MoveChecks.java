package io.soletape.silver;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.soletape.lake.Held;
import io.soletape.platform.Refusal;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Tells a real move of prices from an error of unit or currency: prices move one by one, units all
 * at once, and what a platform suggests is of the order of what it quotes. Pure functions of the
 * quotes of a slot and of the slot before it.
 */
final class MoveChecks {

  /** Amounts are off by one factor: cents, or another currency. */
  static final String UNIT_SUSPECT = Refusal.UNIT_SUSPECT;

  /** Nearly every bid of a region is above its ask, or each is where the other was. */
  static final String SIDES_SWAPPED = "sides_swapped";

  /** A product that had many quotes has none. */
  static final String ANSWER_EMPTIED = "answer_emptied";

  /** Every ask, or every bid, is gone at once. */
  static final String AMOUNTS_VANISHED = "amounts_vanished";

  private static final List<String> AMOUNTS =
      List.of("lowest_ask", "highest_bid", "last_sale_price");

  // They follow the ask: as amounts of their own they would make one move look like many.
  private static final List<String> SUGGESTIONS =
      List.of("global_indicator_price", "sell_faster_price", "earn_more_price", "beat_us_price");

  private static final List<String> ALL =
      Stream.concat(AMOUNTS.stream(), SUGGESTIONS.stream()).toList();

  private static final String[] CELL = {
    "sku", "size_key", "platform", "region_code", "currency_code", "programme"
  };

  private static final String[] ANSWER = {"request_id"};

  private static final int FEWEST_TO_JUDGE = 3;
  private static final int FEWEST_TO_VANISH = 5;
  private static final double NEARLY_ALL = 0.75;
  private static final double MOVED = 0.05;
  private static final double ALIKE = 0.02;
  // A platform exchanges at another rate than the day's, and the market moves meanwhile.
  private static final double EXCHANGED = 0.03;
  private static final double NO_MARKET = 5;
  // Both platforms tell whole units: small amounts are off by more than the factor says.
  private static final double ROUNDING = 1;

  private MoveChecks() {}

  /**
   * What of a slot's quotes cannot be believed.
   *
   * @param requests rows of {@link QuoteRequests#SCHEMA}: what was answered
   * @param quotes rows of silver/quotes of the slot, as read
   * @param before rows of silver/quotes of earlier slots, one slot per product, region, currency
   *     and programme
   * @param products rows of silver/products, for the highest price that a listing may have
   * @param factors rows of {@link CurrencyFactors}
   * @return {@code request_id}, {@code size_key} (null for the whole answer), {@code reason} and
   *     {@code detail}
   */
  static Dataset<Row> suspicions(
      Dataset<Row> requests,
      Dataset<Row> quotes,
      Dataset<Row> before,
      Dataset<Row> products,
      Dataset<Row> factors) {
    Dataset<Row> now = ofTheTape(quotes);
    Dataset<Row> then = ofTheTape(before);
    Dataset<Row> priced = withoutPlaceholders(now, products);
    Dataset<Row> moves = Held.of(moves(priced, withoutPlaceholders(then, products)));
    return wholeAnswers(moves, requests, factors)
        .unionByName(singleSizes(moves))
        .unionByName(outOfLine(priced))
        .unionByName(swapped(now))
        .unionByName(swappedSince(moves, requests))
        .unionByName(vanished(requests, now, then));
  }

  private static Dataset<Row> ofTheTape(Dataset<Row> quotes) {
    return quotes
        .where(col("is_new_in_good_box"))
        .select(
            columns(
                Stream.of(Stream.of("request_id"), Stream.of(CELL), ALL.stream())
                    .flatMap(names -> names)
                    .toArray(String[]::new)));
  }

  // An ask at the listing cap is no price: coming from one or going there says nothing of units.
  private static Dataset<Row> withoutPlaceholders(Dataset<Row> quotes, Dataset<Row> products) {
    Column isAtCap = coalesce(col("lowest_ask").equalTo(col("maximum_listing_price")), lit(false));
    return quotes
        .join(
            broadcast(products.select("platform", "sku", "maximum_listing_price")),
            new String[] {"platform", "sku"},
            "left_outer")
        .withColumn("lowest_ask", when(not(isAtCap), col("lowest_ask")))
        .drop("maximum_listing_price");
  }

  // One row a cell of both slots; of each amount what it is and its ratio to what it was.
  private static Dataset<Row> moves(Dataset<Row> now, Dataset<Row> then) {
    Dataset<Row> earlier = then.drop("request_id");
    for (String amount : ALL) {
      earlier = earlier.withColumnRenamed(amount, amount + "_before");
    }
    Stream<Column> told =
        ALL.stream()
            .flatMap(
                amount ->
                    Stream.of(
                        col(amount).cast(DataTypes.DoubleType).as(amount),
                        col(amount)
                            .divide(col(amount + "_before"))
                            .cast(DataTypes.DoubleType)
                            .as(ratio(amount))));
    return now.join(earlier, CELL)
        .select(
            Stream.concat(Stream.of(col("request_id"), col("size_key")), told)
                .toArray(Column[]::new));
  }

  private static String ratio(String amount) {
    return amount + "_ratio";
  }

  private static Dataset<Row> ratios(Dataset<Row> moves, List<String> amounts) {
    Column[] each =
        amounts.stream()
            .map(amount -> struct(col(ratio(amount)).as("ratio"), col(amount).as("amount")))
            .toArray(Column[]::new);
    return moves
        .select(col("request_id"), col("size_key"), explode(array(each)).as("move"))
        .select("request_id", "size_key", "move.ratio", "move.amount")
        .where(col("ratio").isNotNull());
  }

  // The middle one has moved only where half of them have: sorting the others would be for nothing.
  private static Dataset<Row> mayHaveMoved(Dataset<Row> moves) {
    return moves
        .groupBy("request_id")
        .agg(
            sum(howMany(Column::isNotNull)).as("known"),
            sum(howMany(MoveChecks::hasMoved)).as("moved"))
        .where(col("moved").multiply(2).geq(col("known")).and(col("moved").gt(0)))
        .select("request_id");
  }

  private static Column howMany(UnaryOperator<Column> condition) {
    return AMOUNTS.stream()
        .map(amount -> when(condition.apply(col(ratio(amount))), 1).otherwise(0))
        .reduce(lit(0), Column::plus);
  }

  private static Column hasMoved(Column ratio) {
    return abs(ratio.minus(1)).geq(MOVED);
  }

  // Prices do move alike now and then, as after a long gap: what no currency explains is a market.
  private static Dataset<Row> wholeAnswers(
      Dataset<Row> moves, Dataset<Row> requests, Dataset<Row> factors) {
    Column middle =
        element_at(col("ratios"), size(col("ratios")).plus(1).divide(2).cast("int"))
            .getField("ratio");
    Dataset<Row> judged =
        ratios(moves.join(broadcast(mayHaveMoved(moves)), ANSWER, "left_semi"), AMOUNTS)
            .groupBy("request_id")
            .agg(sort_array(collect_list(struct("ratio", "amount"))).as("ratios"))
            .withColumn("factor", middle)
            .withColumn("amounts", size(col("ratios")))
            .withColumn(
                "alike",
                size(
                    filter(
                        col("ratios"),
                        move ->
                            abs(move.getField("ratio").divide(col("factor")).minus(1))
                                .leq(lit(ROUNDING).divide(move.getField("amount")).plus(ALIKE)))));
    Column hasMovedAsAWhole =
        col("amounts")
            .geq(FEWEST_TO_JUDGE)
            .and(hasMoved(col("factor")))
            .and(col("alike").geq(col("amounts").multiply(NEARLY_ALL)));
    Column isCurrency = abs(col("factor").divide(col("currency_factor")).minus(1)).leq(EXCHANGED);
    return judged
        .where(hasMovedAsAWhole)
        .join(requests.select("request_id", "currency_code"), ANSWER)
        .join(broadcast(factors), new String[] {"currency_code"}, "left_outer")
        .groupBy("request_id", "alike", "amounts", "factor")
        .agg(max(coalesce(isCurrency, lit(false))).as("is_currency"))
        .where(
            col("is_currency")
                .or(col("factor").geq(NO_MARKET))
                .or(col("factor").leq(1 / NO_MARKET)))
        .select(
            col("request_id"),
            lit(null).cast(DataTypes.StringType).as("size_key"),
            lit(UNIT_SUSPECT).as("reason"),
            format_string(
                    "%d of %d amounts are %.4f times what they were",
                    col("alike"), col("amounts"), col("factor"))
                .as("detail"));
  }

  private static Dataset<Row> singleSizes(Dataset<Row> moves) {
    Column isAnyHundredfold =
        ALL.stream()
            .map(amount -> coalesce(Magnitude.isHundredfold(col(ratio(amount))), lit(false)))
            .reduce(lit(false), Column::or);
    return ratios(moves.where(isAnyHundredfold), ALL)
        .where(Magnitude.isHundredfold(col("ratio")))
        .groupBy("request_id", "size_key")
        .agg(max("ratio").as("ratio"))
        .select(
            col("request_id"),
            col("size_key"),
            lit(UNIT_SUSPECT).as("reason"),
            format_string("an amount is %.4f times what it was", col("ratio")).as("detail"));
  }

  // Bids may be far too low for a suggestion and lone asks far too high: it must miss all of them,
  // upwards those that sellers name, downwards those that somebody pays.
  private static Dataset<Row> outOfLine(Dataset<Row> now) {
    Column[] quoted = columns(AMOUNTS.toArray(String[]::new));
    Column[] each =
        SUGGESTIONS.stream()
            .map(name -> struct(lit(name).as("name"), col(name).as("amount")))
            .toArray(Column[]::new);
    Column isAbove =
        coalesce(col("lowest_ask"), col("last_sale_price"))
            .isNotNull()
            .and(Magnitude.isFarAbove(col("told.amount"), greatest(quoted)));
    Column isBelow =
        coalesce(col("highest_bid"), col("last_sale_price"))
            .isNotNull()
            .and(Magnitude.isFarAbove(least(quoted), col("told.amount")));
    return now.withColumn("told", explode(array(each)))
        .where(isAbove.or(isBelow))
        .select(
            col("request_id"),
            col("size_key"),
            lit(UNIT_SUSPECT).as("reason"),
            format_string(
                    "%s is %s where ask, bid and last sale are %s to %s",
                    col("told.name"), col("told.amount"), least(quoted), greatest(quoted))
                .as("detail"));
  }

  private static Dataset<Row> swapped(Dataset<Row> now) {
    Dataset<Row> markets =
        now.where(not(col("region_code").equalTo("global")))
            .where(col("lowest_ask").isNotNull().and(col("highest_bid").isNotNull()));
    Column isCrossed = col("highest_bid").gt(col("lowest_ask"));
    return markets
        .join(broadcast(markets.where(isCrossed).select("request_id")), ANSWER, "left_semi")
        .groupBy("request_id")
        .agg(count(lit(1)).as("markets"), count(when(isCrossed, 1)).as("crossed"))
        .where(col("markets").geq(FEWEST_TO_JUDGE))
        .where(col("crossed").geq(col("markets").multiply(NEARLY_ALL)))
        .select(
            col("request_id"),
            lit(null).cast(DataTypes.StringType).as("size_key"),
            lit(SIDES_SWAPPED).as("reason"),
            format_string(
                    "%d of %d bids are above the ask of their size", col("crossed"), col("markets"))
                .as("detail"));
  }

  // Offers of one region cross listings of another: only the slot before tells which side is which.
  private static Dataset<Row> swappedSince(Dataset<Row> moves, Dataset<Row> requests) {
    Column ask = col("lowest_ask");
    Column bid = col("highest_bid");
    Column askBefore = ask.divide(col(ratio("lowest_ask")));
    Column bidBefore = bid.divide(col(ratio("highest_bid")));
    Column isSwapped = isNearer(ask, bidBefore, askBefore).and(isNearer(bid, askBefore, bidBefore));
    return moves
        .join(
            broadcast(requests.where(col("region_code").equalTo("global")).select("request_id")),
            ANSWER,
            "left_semi")
        .groupBy("request_id")
        .agg(count(isSwapped).as("markets"), count(when(isSwapped, 1)).as("swapped"))
        .where(col("markets").geq(FEWEST_TO_JUDGE))
        .where(col("swapped").geq(col("markets").multiply(NEARLY_ALL)))
        .select(
            col("request_id"),
            lit(null).cast(DataTypes.StringType).as("size_key"),
            lit(SIDES_SWAPPED).as("reason"),
            format_string(
                    "of %d of %d sizes the ask is about the bid of before, and the bid the ask",
                    col("swapped"), col("markets"))
                .as("detail"));
  }

  private static Column isNearer(Column amount, Column one, Column other) {
    return abs(amount.minus(one)).lt(abs(amount.minus(other)));
  }

  private static Dataset<Row> vanished(Dataset<Row> requests, Dataset<Row> now, Dataset<Row> then) {
    Dataset<Row> before =
        ofThePlan(then)
            .groupBy(columns(QuoteRequests.MARKET))
            .agg(
                count(lit(1)).as("quotes_before"),
                count("lowest_ask").as("asks_before"),
                count("highest_bid").as("bids_before"));
    Dataset<Row> told =
        ofThePlan(now)
            .groupBy("request_id")
            .agg(
                count(lit(1)).as("quotes"),
                count("lowest_ask").as("asks"),
                count("highest_bid").as("bids"));
    // Where no quote is told at all, that is the one reason.
    Column isTold = col("quotes").isNotNull();
    return requests
        .join(before, QuoteRequests.MARKET)
        .join(told, requests.col("request_id").equalTo(told.col("request_id")), "left_outer")
        .select(
            requests.col("request_id"),
            explode(
                    array(
                        gone(ANSWER_EMPTIED, "quotes", FEWEST_TO_JUDGE),
                        when(isTold, gone(AMOUNTS_VANISHED, "asks", FEWEST_TO_VANISH)),
                        when(isTold, gone(AMOUNTS_VANISHED, "bids", FEWEST_TO_VANISH))))
                .as("gone"))
        .where(col("gone").isNotNull())
        .select(
            col("request_id"),
            lit(null).cast(DataTypes.StringType).as("size_key"),
            col("gone.reason"),
            col("gone.detail"));
  }

  // One programme is told for every size; flex and direct come and go.
  private static Dataset<Row> ofThePlan(Dataset<Row> quotes) {
    return quotes.where(col("programme").isin("standard", "consigned"));
  }

  private static Column gone(String reason, String what, int fewest) {
    Column before = col(what + "_before");
    return when(
        before.geq(fewest).and(coalesce(col(what), lit(0L)).equalTo(0L)),
        struct(
            lit(reason).as("reason"),
            format_string("no " + what + " where there were %d", before).as("detail")));
  }

  private static Column[] columns(String... names) {
    return Stream.of(names).map(functions::col).toArray(Column[]::new);
  }
}
