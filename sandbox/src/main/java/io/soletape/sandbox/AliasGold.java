package io.soletape.sandbox;

import io.soletape.sandbox.catalogue.AliasListing;
import io.soletape.sandbox.market.AliasQuote;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The row that a quote of Alias makes. */
final class AliasGold {

  private AliasGold() {}

  static Map<String, Object> row(String sku, String region, boolean consigned, AliasQuote quote) {
    AliasListing listing = quote.cell().listing();
    return product(sku, listing)
        .size(listing.sizeOf(quote.cell().halves()))
        .put("size_uk", Optional.empty())
        .put("size_eu", Optional.empty())
        .put("region_code", region)
        .put("currency_code", "USD")
        .put("programme", consigned ? "consigned" : "standard")
        .put("is_flex", false)
        .put("is_direct", false)
        .put("is_consigned", consigned)
        .sides(told(quote.ask()), told(quote.bid()))
        .money("last_sale_price", told(quote.lastSale()))
        .put("ask_at_listing_cap", quote.ask() == listing.maximumDollars())
        .money("global_indicator_price", told(quote.indicator()))
        .put("sell_faster_price", Optional.empty())
        .put("earn_more_price", Optional.empty())
        .put("beat_us_price", Optional.empty())
        .put("flex_eligible", false)
        .put("direct_eligible", false)
        .cells();
  }

  private static GoldRow product(String sku, AliasListing listing) {
    return new GoldRow()
        .put("platform", "alias")
        .put("platform_product_id", listing.catalogId())
        .put("platform_variant_id", Optional.empty())
        .put("sku", sku)
        .put("brand", listing.brand())
        .put("model_name", listing.name())
        .put("colorway", Optional.of(listing.colorway()).filter(text -> !text.isEmpty()))
        .put("gender", listing.gender())
        .put("release_date", listing.releaseDate())
        .put(
            "retail_price",
            Optional.of(listing.retailDollars()).filter(price -> price > 0).map(GoldRow::money));
  }

  /** Zero is the platform's word for none. */
  private static OptionalLong told(long dollars) {
    return dollars == 0 ? OptionalLong.empty() : OptionalLong.of(dollars);
  }
}
