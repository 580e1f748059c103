package io.soletape.alias;

import static io.soletape.platform.ShapeField.amount;
import static io.soletape.platform.ShapeField.optional;
import static io.soletape.platform.ShapeField.required;
import static io.soletape.platform.ShapeField.word;

import io.soletape.platform.PayloadShape;
import io.soletape.platform.ShapeField;
import io.soletape.platform.ShapeField.Form;
import io.soletape.platform.ShapeField.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The shapes of Alias's answers (Alias API, endpoints). */
public final class AliasShapes {

  private static final Set<String> GENDERS = Set.of("men", "women", "youth", "infant", "unisex");
  private static final Set<String> SIZE_UNITS = Set.of("SIZE_UNIT_US");
  private static final Set<String> CATEGORIES = Set.of("PRODUCT_CATEGORY_SHOES");

  private static final PayloadShape SEARCH = new PayloadShape(search());
  private static final PayloadShape CATALOG_ITEM = new PayloadShape(catalogItem());
  private static final PayloadShape AVAILABILITIES = new PayloadShape(availabilities());
  private static final PayloadShape OFFER_HISTOGRAM = new PayloadShape(offerHistogram());
  private static final PayloadShape RECENT_SALES = new PayloadShape(recentSales());

  private AliasShapes() {}

  /** The shape of an endpoint's answers; empty where none is declared. */
  public static Optional<PayloadShape> of(String endpoint) {
    return switch (endpoint) {
      case AliasApi.SEARCH -> Optional.of(SEARCH);
      case AliasApi.CATALOG_ITEM -> Optional.of(CATALOG_ITEM);
      case AliasApi.AVAILABILITIES -> Optional.of(AVAILABILITIES);
      case AliasApi.OFFER_HISTOGRAM -> Optional.of(OFFER_HISTOGRAM);
      case AliasApi.RECENT_SALES -> Optional.of(RECENT_SALES);
      default -> Optional.empty();
    };
  }

  private static List<ShapeField> search() {
    List<ShapeField> fields = new ArrayList<>();
    fields.add(required("catalog_items", Form.ARRAY));
    fields.add(required("next_pagination_token", Form.TEXT));
    fields.add(required("has_more", Form.FLAG));
    fields.addAll(facts("catalog_items[]."));
    return fields;
  }

  private static List<ShapeField> catalogItem() {
    List<ShapeField> fields = new ArrayList<>();
    fields.add(required("catalog_item", Form.OBJECT));
    fields.addAll(facts("catalog_item."));
    return fields;
  }

  private static List<ShapeField> facts(String item) {
    List<ShapeField> fields = new ArrayList<>();
    for (String name : List.of("catalog_id", "name", "sku", "brand")) {
      fields.add(required(item + name, Form.TEXT));
    }
    fields.add(word(item + "gender", GENDERS));
    fields.add(word(item + "size_unit", SIZE_UNITS));
    fields.add(
        new ShapeField(item + "product_category", Form.TEXT, Presence.OPTIONAL, false, CATEGORIES));
    for (String name :
        List.of(
            "release_date",
            "product_category_v2",
            "product_type",
            "main_picture_url",
            "colorway",
            "nickname")) {
      fields.add(optional(item + name, Form.TEXT));
    }
    fields.add(amount(item + AliasItemAmounts.RETAIL, Presence.OPTIONAL));
    fields.add(amount(item + AliasItemAmounts.MINIMUM, Presence.OPTIONAL));
    fields.add(amount(item + AliasItemAmounts.MAXIMUM, Presence.REQUIRED));
    fields.add(required(item + "allowed_sizes", Form.ARRAY));
    fields.add(optional(item + "allowed_sizes[].display_name", Form.TEXT));
    fields.add(required(item + "allowed_sizes[].value", Form.NUMBER));
    fields.add(required(item + "allowed_sizes[].us_size_equivalent", Form.NUMBER));
    fields.add(optional(item + "requires_listing_pictures", Form.FLAG));
    fields.add(optional(item + "resellable", Form.FLAG));
    fields.add(optional(item + "requested_pictures", Form.ARRAY));
    fields.add(optional(item + "requested_pictures[].type", Form.TEXT));
    fields.add(optional(item + "requested_pictures[].quantity", Form.TEXT));
    return fields;
  }

  private static List<ShapeField> availabilities() {
    String row = "variants[].";
    List<ShapeField> fields = new ArrayList<>();
    fields.add(required("variants", Form.ARRAY));
    fields.add(required(row + "size", Form.NUMBER));
    fields.add(word(row + "product_condition", AliasParser.PRODUCT_CONDITIONS));
    fields.add(word(row + "packaging_condition", AliasParser.PACKAGING_CONDITIONS));
    fields.add(optional(row + "consigned", Form.FLAG));
    fields.add(required(row + "availability", Form.OBJECT));
    String prices = row + "availability.";
    fields.add(amount(prices + "lowest_listing_price_cents", Presence.REQUIRED));
    fields.add(amount(prices + "highest_offer_price_cents", Presence.REQUIRED));
    fields.add(amount(prices + "last_sold_listing_price_cents", Presence.USUAL));
    fields.add(amount(prices + "global_indicator_price_cents", Presence.USUAL));
    return fields;
  }

  private static List<ShapeField> offerHistogram() {
    String bin = "offer_histogram.bins[].";
    return List.of(
        required("offer_histogram", Form.OBJECT),
        optional("offer_histogram.bins", Form.ARRAY),
        amount(bin + "offer_price_cents", Presence.REQUIRED),
        required(bin + "count", Form.TEXT));
  }

  private static List<ShapeField> recentSales() {
    String sale = "recent_sales[].";
    return List.of(
        required("recent_sales", Form.ARRAY),
        required(sale + "purchased_at", Form.TEXT),
        amount(sale + "price_cents", Presence.REQUIRED),
        required(sale + "size", Form.NUMBER),
        required(sale + "consigned", Form.FLAG),
        required(sale + "catalog_id", Form.TEXT));
  }
}
