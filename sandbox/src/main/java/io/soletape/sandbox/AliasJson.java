package io.soletape.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soletape.sandbox.catalogue.AliasListing;
import io.soletape.sandbox.catalogue.Noise;
import io.soletape.sandbox.catalogue.Size;
import io.soletape.sandbox.market.AliasCell;
import io.soletape.sandbox.market.AliasQuote;
import io.soletape.sandbox.market.AliasSale;
import io.soletape.sandbox.market.OfferBin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Alias's payloads (Alias API, endpoints). */
final class AliasJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int USUAL_BYTES = 80_000;
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private AliasJson() {}

  static ObjectNode searchPage(List<AliasListing> found, int limit, int start) {
    int from = Math.min(Math.max(0, start), found.size());
    int to = Math.min(from + limit, found.size());
    ObjectNode body = NODES.objectNode();
    ArrayNode items = body.putArray("catalog_items");
    found.subList(from, to).forEach(listing -> items.add(item(listing)));
    // With one item a page the real service always says that there is more.
    boolean more = to < found.size() || (limit == 1 && !found.isEmpty());
    body.put("next_pagination_token", more ? AliasQuery.pageToken(to) : "");
    body.put("has_more", more);
    return body;
  }

  static ObjectNode item(AliasListing listing) {
    ObjectNode body = NODES.objectNode();
    body.put("catalog_id", listing.catalogId());
    body.put("name", listing.name());
    body.put("sku", listing.sku());
    body.put("brand", listing.brand());
    body.put("gender", listing.gender());
    body.put("release_date", listing.releasedAt());
    body.put("product_category", "PRODUCT_CATEGORY_SHOES");
    body.put("product_category_v2", "shoes");
    body.put("product_type", "sneakers");
    body.put("size_unit", "SIZE_UNIT_US");
    ArrayNode sizes = body.putArray("allowed_sizes");
    listing.allowedSizes().forEach(halves -> size(sizes.addObject(), halves));
    body.put("minimum_listing_price_cents", "2500");
    body.put("maximum_listing_price_cents", cents(listing.maximumDollars()));
    body.put("retail_price_cents", cents(listing.retailDollars()));
    body.put("main_picture_url", "https://image.example/" + listing.catalogId() + ".png");
    body.put("colorway", listing.colorway());
    body.put("nickname", listing.nickname());
    body.put("requires_listing_pictures", false);
    body.put("resellable", true);
    ObjectNode picture = body.putArray("requested_pictures").addObject();
    picture.put("type", "PICTURE_TYPE_OUTER");
    picture.put("quantity", "1");
    return body;
  }

  static ObjectNode availability(AliasQuote quote) {
    ObjectNode body = NODES.objectNode();
    body.put("lowest_listing_price_cents", cents(quote.ask()));
    body.put("highest_offer_price_cents", cents(quote.bid()));
    body.put("last_sold_listing_price_cents", cents(quote.lastSale()));
    body.put("global_indicator_price_cents", cents(quote.indicator()));
    return body;
  }

  /** Written as a stream: this is the largest and most frequent answer. */
  static byte[] availabilities(List<AliasQuote> quotes, Optional<Boolean> consigned) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("variants");
      for (AliasQuote quote : quotes) {
        variant(json, quote, consigned);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write availabilities to memory", e);
    }
    return bytes.toByteArray();
  }

  /** An empty histogram comes in three forms; which one is fixed for a size. */
  static ObjectNode histogram(List<OfferBin> bins, Noise size) {
    ObjectNode body = NODES.objectNode();
    ObjectNode histogram = body.putObject("offer_histogram");
    int form = size.child("empty-histogram").below(3);
    if (bins.isEmpty() && form == 0) {
      return body;
    }
    if (bins.isEmpty() && form == 1) {
      histogram.putNull("bins");
      return body;
    }
    ArrayNode array = histogram.putArray("bins");
    for (OfferBin bin : bins) {
      ObjectNode node = array.addObject();
      node.put("offer_price_cents", cents(bin.dollars()));
      node.put("count", Long.toString(bin.offers()));
    }
    return body;
  }

  static ObjectNode sale(AliasSale sale) {
    ObjectNode body = NODES.objectNode();
    body.put("purchased_at", MILLIS.format(sale.purchasedAt()));
    body.put("price_cents", cents(sale.dollars()));
    body.put("size", new BigDecimal(Size.numberOf(sale.cell().halves())));
    body.put("consigned", sale.consigned());
    body.put("catalog_id", sale.cell().listing().catalogId());
    return body;
  }

  private static void variant(JsonGenerator json, AliasQuote quote, Optional<Boolean> consigned)
      throws IOException {
    AliasCell cell = quote.cell();
    json.writeStartObject();
    json.writeFieldName("size");
    json.writeRawValue(Size.numberOf(cell.halves()));
    json.writeStringField("product_condition", cell.condition().wireName());
    json.writeStringField("packaging_condition", cell.packaging().wireName());
    if (consigned.isPresent()) {
      json.writeBooleanField("consigned", consigned.get());
    }
    json.writeObjectFieldStart("availability");
    json.writeStringField("lowest_listing_price_cents", cents(quote.ask()));
    json.writeStringField("highest_offer_price_cents", cents(quote.bid()));
    json.writeStringField("last_sold_listing_price_cents", cents(quote.lastSale()));
    json.writeStringField("global_indicator_price_cents", cents(quote.indicator()));
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void size(ObjectNode node, int halves) {
    String number = Size.numberOf(halves);
    node.put("display_name", number);
    node.put("value", new BigDecimal(number));
    node.put("us_size_equivalent", new BigDecimal(number));
  }

  private static String cents(long dollars) {
    return Long.toString(dollars * 100);
  }
}
