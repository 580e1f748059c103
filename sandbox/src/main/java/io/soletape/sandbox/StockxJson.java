package io.soletape.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soletape.sandbox.catalogue.SizeChart;
import io.soletape.sandbox.catalogue.SizeClass;
import io.soletape.sandbox.catalogue.StockxListing;
import io.soletape.sandbox.catalogue.StockxVariant;
import io.soletape.sandbox.market.StockxAmounts;
import io.soletape.sandbox.market.StockxBlock;
import io.soletape.sandbox.market.StockxQuote;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** StockX's payloads (StockX API, endpoints). */
final class StockxJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private StockxJson() {}

  static ObjectNode searchPage(List<StockxListing> found, int pageSize, int pageNumber) {
    long from = Math.min((long) (pageNumber - 1) * pageSize, found.size());
    long to = Math.min(from + pageSize, found.size());
    ObjectNode body = NODES.objectNode();
    body.put("count", found.size());
    body.put("pageNumber", pageNumber);
    body.put("pageSize", pageSize);
    body.put("hasNextPage", to < found.size());
    ArrayNode products = body.putArray("products");
    found.subList((int) from, (int) to).forEach(listing -> products.add(summary(listing)));
    return body;
  }

  static ObjectNode product(StockxListing listing) {
    ObjectNode body = summary(listing);
    ObjectNode chart = body.putObject("sizeChart");
    StockxVariant example = listing.variants().get(listing.variants().size() - 1);
    SizeClass sizeClass = example.size().sizeClass();
    ObjectNode own = chart.putObject("defaultConversion");
    own.put("name", sizeClass.chartName());
    own.put("type", sizeClass.chartType());
    ArrayNode all = chart.putArray("availableConversions");
    for (SizeChart.Line line : lines(example)) {
      ObjectNode entry = all.addObject();
      entry.put("name", line.type().toUpperCase(Locale.ROOT));
      entry.put("type", line.type());
    }
    body.put("isFlexEligible", flexible(listing));
    body.put("isDirectEligible", direct(listing));
    return body;
  }

  static ArrayNode variants(StockxListing listing) {
    ArrayNode body = NODES.arrayNode();
    listing.variants().forEach(variant -> body.add(variant(listing, variant)));
    return body;
  }

  static ObjectNode variant(StockxListing listing, StockxVariant variant) {
    ObjectNode body = NODES.objectNode();
    body.put("productId", listing.productId());
    body.put("variantId", variant.variantId());
    body.put("variantName", listing.urlKey() + ":" + listing.variants().indexOf(variant));
    if (variant.valueNamed()) {
      body.put("variantValue", variant.size().key());
    } else {
      body.putNull("variantValue");
    }
    ObjectNode chart = body.putObject("sizeChart");
    conversion(
        chart.putObject("defaultConversion"),
        new SizeChart.Line(variant.size().key(), variant.size().sizeClass().chartType()));
    ArrayNode all = chart.putArray("availableConversions");
    lines(variant).forEach(line -> conversion(all.addObject(), line));
    variant.gtins().ifPresent(gtins -> gtins(body.putArray("gtins"), gtins));
    variant.flexEligible().ifPresent(value -> body.put("isFlexEligible", value));
    variant.directEligible().ifPresent(value -> body.put("isDirectEligible", value));
    return body;
  }

  static ObjectNode market(StockxListing listing, StockxQuote quote, String currency) {
    ObjectNode body = ids(listing, quote.variant(), currency);
    StockxAmounts top = quote.top();
    boolean named = quote.namesNulls();
    amount(body, "lowestAskAmount", top.ask(), named);
    amount(body, "highestBidAmount", top.bid(), named);
    amount(body, "sellFasterAmount", top.sellFaster(), named);
    amount(body, "earnMoreAmount", top.earnMore(), named);
    amount(body, "flexLowestAskAmount", quote.flexLowestAsk(), named);
    block(body, "standardMarketData", quote.standard());
    block(body, "flexMarketData", quote.flex());
    block(body, "directMarketData", quote.direct());
    return body;
  }

  static ObjectNode emptyMarket(StockxListing listing, StockxVariant variant, String currency) {
    return ids(listing, variant, currency);
  }

  private static ObjectNode ids(StockxListing listing, StockxVariant variant, String currency) {
    ObjectNode body = NODES.objectNode();
    body.put("productId", listing.productId());
    body.put("variantId", variant.variantId());
    body.put("currencyCode", currency);
    return body;
  }

  private static ObjectNode summary(StockxListing listing) {
    ObjectNode body = NODES.objectNode();
    body.put("productId", listing.productId());
    body.put("brand", listing.brand());
    body.put("productType", "sneakers");
    body.put("styleId", listing.styleId().orElse(null));
    body.put("urlKey", listing.urlKey());
    body.put("title", listing.title());
    ObjectNode attributes = body.putObject("productAttributes");
    attributes.putNull("color");
    attributes.put("colorway", listing.colorway().orElse(null));
    attributes.put("gender", listing.gender());
    attributes.put("releaseDate", listing.releaseDate().map(Object::toString).orElse(null));
    attributes.put("retailPrice", listing.retailPrice().orElse((BigDecimal) null));
    attributes.putNull("season");
    return body;
  }

  private static List<SizeChart.Line> lines(StockxVariant variant) {
    List<SizeChart.Line> lines = new SizeChart(variant.size()).lines();
    return variant.converted() ? lines : lines.subList(0, 1);
  }

  private static void conversion(ObjectNode node, SizeChart.Line line) {
    node.put("size", line.text());
    node.put("type", line.type());
  }

  private static void gtins(ArrayNode array, List<String> gtins) {
    for (String gtin : gtins) {
      ObjectNode node = array.addObject();
      node.put("identifier", gtin);
      node.put("type", "UPC");
    }
  }

  private static void block(ObjectNode body, String name, StockxBlock block) {
    if (block instanceof StockxBlock.Null) {
      body.putNull(name);
    } else if (block instanceof StockxBlock.Present present) {
      ObjectNode node = body.putObject(name);
      StockxAmounts amounts = present.amounts();
      amount(node, "lowestAsk", amounts.ask(), true);
      amount(node, "highestBidAmount", amounts.bid(), true);
      amount(node, "sellFaster", amounts.sellFaster(), true);
      amount(node, "earnMore", amounts.earnMore(), true);
      amount(node, "beatUS", amounts.beatUs(), true);
    }
  }

  private static void amount(ObjectNode node, String name, OptionalLong amount, boolean namesNull) {
    if (amount.isPresent()) {
      node.put(name, Long.toString(amount.getAsLong()));
    } else if (namesNull) {
      node.putNull(name);
    }
  }

  private static boolean flexible(StockxListing listing) {
    return listing.variants().stream().anyMatch(size -> size.flexEligible().orElse(false));
  }

  private static boolean direct(StockxListing listing) {
    return listing.variants().stream().anyMatch(size -> size.directEligible().orElse(false));
  }
}
