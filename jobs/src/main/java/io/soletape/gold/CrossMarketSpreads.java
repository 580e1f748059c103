package io.soletape.gold;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.bround;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_seconds;

import io.soletape.fees.Side;
import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.lake.Types;
import io.soletape.market.Money;
import java.math.BigDecimal;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Buy at an ask in one market, sell into a bid in another, in one slot: a pure function of the
 * tape's rows of the slot and of what trading costs.
 *
 * <p>A quote can be executed if it is of a single region, not crossed, worth something in the base
 * currency, and its venue has fees; an ask at the listing cap cannot. Both quotes are of the same
 * size key, so of the same class. A market is a platform's region: its quotes in several currencies
 * are one, of which that in the base currency counts, else the first by code. Per size and pair of
 * platforms the most profitable way is kept, a loss too; so there are at most four rows a size.
 */
final class CrossMarketSpreads {

  private static final String[] VENUE = {"platform", "region_code", "programme"};
  private static final int PERCENT_SCALE = 4;

  private CrossMarketSpreads() {}

  /**
   * The rows of gold/cross_market_spreads of the slots of the tape's rows.
   *
   * @param tape rows of gold/master_market_data
   * @param costs rows of {@link VenueCosts}
   */
  static Dataset<Row> of(Dataset<Row> tape, Dataset<Row> costs) {
    Dataset<Row> quotes = inOneCurrency(tape.where(isOfOneMarket()));
    Dataset<Row> asks =
        quotes.where(col("lowest_ask_base").isNotNull().and(not(col("ask_at_listing_cap"))));
    Dataset<Row> bids = quotes.where(col("highest_bid_base").isNotNull());
    Dataset<Row> pairs =
        side(asks, costs, Side.BUY, "lowest_ask")
            .join(
                side(bids, costs, Side.SELL, "highest_bid"),
                new String[] {"sku", "size_key", "slot_at", "base_currency_code"},
                "inner")
            .where(not(isSameMarket()));
    return Lake.shapedAs(Tables.CROSS_MARKET_SPREADS, bestPerPlatforms(withProfit(pairs)));
  }

  private static Column isOfOneMarket() {
    return col("region_code").notEqual("global").and(not(col("is_crossed")));
  }

  private static Dataset<Row> inOneCurrency(Dataset<Row> quotes) {
    Column isOther = col("currency_code").notEqual(col("base_currency_code"));
    return first(
        quotes.where(col("base_currency_code").isNotNull()),
        new Column[] {
          col("sku"),
          col("size_key"),
          col("platform"),
          col("region_code"),
          col("programme"),
          col("slot_at")
        },
        new Column[] {isOther.asc(), col("currency_code")});
  }

  private static Dataset<Row> side(
      Dataset<Row> quotes, Dataset<Row> costs, Side side, String price) {
    String prefix = side.code() + "_";
    Dataset<Row> ofSide = costs.where(col("side").equalTo(side.code())).drop("side");
    Column priceInBase = col(price + "_base");
    return quotes
        .join(broadcast(ofSide), VENUE, "inner")
        .select(
            col("slot_at"),
            col("sku"),
            col("size_key"),
            col("base_currency_code"),
            col("platform").as(prefix + "platform"),
            col("region_code").as(prefix + "region_code"),
            col("programme").as(prefix + "programme"),
            col("currency_code").as(prefix + "currency_code"),
            col(price).as(prefix + "price"),
            priceInBase.as(prefix + "price_base"),
            fees(priceInBase).as(prefix + "fees_base"),
            col("fees_as_of").as(prefix + "fees_as_of"),
            col("fx_as_of").as(prefix + "fx_as_of"),
            col("snapshot_at").as(prefix + "snapshot_at"),
            col("request_id").as(prefix + "request_id"));
  }

  // Each fee is billed in cents, so each is rounded by itself.
  private static Column fees(Column price) {
    return aggregate(
        col("charges"),
        lit(BigDecimal.ZERO).cast(Types.MONEY),
        (sum, charge) ->
            sum.plus(
                    bround(
                        greatest(
                            price.multiply(charge.getField("share")).plus(charge.getField("fixed")),
                            charge.getField("minimum")),
                        Money.SCALE))
                .try_cast(Types.MONEY));
  }

  // Null where it is too large for its column, so that one odd quote cannot stop the others.
  private static Column money(Column amount) {
    return amount.try_cast(Types.MONEY);
  }

  private static Column isSameMarket() {
    return col("buy_platform")
        .equalTo(col("sell_platform"))
        .and(col("buy_region_code").equalTo(col("sell_region_code")));
  }

  private static Dataset<Row> withProfit(Dataset<Row> pairs) {
    Column newest = greatest(col("buy_snapshot_at"), col("sell_snapshot_at"));
    return pairs
        .withColumn("cost_base", money(col("buy_price_base").plus(col("buy_fees_base"))))
        .withColumn("proceeds_base", money(col("sell_price_base").minus(col("sell_fees_base"))))
        .withColumn("net_profit_base", money(col("proceeds_base").minus(col("cost_base"))))
        .where(col("net_profit_base").isNotNull())
        .withColumn("return_on_cost", percentOf(col("net_profit_base"), col("cost_base")))
        .withColumn("buy_age_seconds", ageAt(newest, col("buy_snapshot_at")))
        .withColumn("sell_age_seconds", ageAt(newest, col("sell_snapshot_at")))
        .withColumn("fx_as_of", least(col("buy_fx_as_of"), col("sell_fx_as_of")))
        .withColumn("slot_date", to_date(col("slot_at")));
  }

  private static Column ageAt(Column moment, Column snapshotAt) {
    return unix_seconds(moment).minus(unix_seconds(snapshotAt));
  }

  private static Column percentOf(Column part, Column whole) {
    return bround(part.multiply(lit(100)).divide(whole), PERCENT_SCALE).try_cast(Types.PERCENT);
  }

  private static Dataset<Row> bestPerPlatforms(Dataset<Row> pairs) {
    return first(
        pairs,
        new Column[] {
          col("sku"), col("size_key"), col("buy_platform"), col("sell_platform"), col("slot_at")
        },
        new Column[] {
          desc("net_profit_base"),
          desc("return_on_cost"),
          col("buy_region_code"),
          col("buy_programme"),
          col("sell_region_code"),
          col("sell_programme")
        });
  }

  private static Dataset<Row> first(Dataset<Row> rows, Column[] key, Column[] order) {
    return rows.withColumn("place", row_number().over(Window.partitionBy(key).orderBy(order)))
        .where(col("place").equalTo(1))
        .drop("place");
  }
}
