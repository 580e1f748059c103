package io.soletape.sandbox;

import io.soletape.sandbox.catalogue.SizeChart;
import io.soletape.sandbox.catalogue.StockxListing;
import io.soletape.sandbox.catalogue.StockxVariant;
import io.soletape.sandbox.market.StockxAmounts;
import io.soletape.sandbox.market.StockxBlock;
import io.soletape.sandbox.market.StockxQuote;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The rows that StockX's quotes of one product make.
 *
 * @param market the region code
 */
record StockxGold(String sku, StockxListing listing, String market, String currency) {

  Stream<Map<String, Object>> rows(StockxQuote quote) {
    return Stream.of(
            Optional.of(row(quote, "standard", standard(quote))),
            flex(quote).map(amounts -> row(quote, "flex", amounts)),
            present(quote.direct()).map(amounts -> row(quote, "direct", amounts)))
        .flatMap(Optional::stream);
  }

  private static StockxAmounts standard(StockxQuote quote) {
    return present(quote.standard()).orElse(quote.top());
  }

  private static Optional<StockxAmounts> flex(StockxQuote quote) {
    return present(quote.flex())
        .or(
            () ->
                quote.flexLowestAsk().isPresent()
                    ? Optional.of(askAlone(quote.flexLowestAsk()))
                    : Optional.empty());
  }

  private static StockxAmounts askAlone(OptionalLong ask) {
    OptionalLong none = OptionalLong.empty();
    return new StockxAmounts(ask, none, none, none, none);
  }

  private static Optional<StockxAmounts> present(StockxBlock block) {
    return block instanceof StockxBlock.Present present
        ? Optional.of(present.amounts())
        : Optional.empty();
  }

  private Map<String, Object> row(StockxQuote quote, String programme, StockxAmounts amounts) {
    StockxVariant variant = quote.variant();
    SizeChart chart = new SizeChart(variant.size());
    return product(variant)
        .size(variant.size())
        .put("size_uk", variant.converted() ? Optional.of(chart.uk()) : Optional.empty())
        .put("size_eu", variant.converted() ? Optional.of(chart.eu()) : Optional.empty())
        .put("region_code", market)
        .put("currency_code", currency)
        .put("programme", programme)
        .put("is_flex", programme.equals("flex"))
        .put("is_direct", programme.equals("direct"))
        .put("is_consigned", false)
        .sides(amounts.ask(), amounts.bid())
        .put("last_sale_price", Optional.empty())
        .put("ask_at_listing_cap", false)
        .put("global_indicator_price", Optional.empty())
        .money("sell_faster_price", amounts.sellFaster())
        .money("earn_more_price", amounts.earnMore())
        .money("beat_us_price", amounts.beatUs())
        .put("flex_eligible", variant.flexEligible().orElse(false))
        .put("direct_eligible", variant.directEligible().orElse(false))
        .cells();
  }

  private GoldRow product(StockxVariant variant) {
    return new GoldRow()
        .put("platform", "stockx")
        .put("platform_product_id", listing.productId())
        .put("platform_variant_id", variant.variantId())
        .put("sku", sku)
        .put("brand", listing.brand())
        .put("model_name", listing.title())
        .put("colorway", listing.colorway())
        .put("gender", listing.gender())
        .put("release_date", listing.releaseDate())
        .put(
            "retail_price",
            listing.retailPrice().map(price -> price.setScale(2, RoundingMode.HALF_EVEN)));
  }
}
