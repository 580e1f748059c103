package io.soletape.stockx;

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

/** The shapes of StockX's answers (StockX API, endpoints). */
public final class StockxShapes {

  // The twelve that the prose of the API lists; its enumeration has more that nobody asks for.
  private static final Set<String> CURRENCIES =
      Set.of("AUD", "CAD", "CHF", "EUR", "GBP", "HKD", "JPY", "KRW", "MXN", "NZD", "SGD", "USD");
  private static final Set<String> GENDERS = Set.of("men", "women", "kids", "unisex");
  private static final List<String> BLOCKS =
      List.of("standardMarketData", "flexMarketData", "directMarketData");

  private static final PayloadShape SEARCH = new PayloadShape(search());
  private static final PayloadShape PRODUCT = new PayloadShape(product());
  private static final PayloadShape VARIANTS = new PayloadShape(variants());
  private static final PayloadShape MARKET_DATA = new PayloadShape(marketData());

  private StockxShapes() {}

  /** The shape of an endpoint's answers; empty where none is declared. */
  public static Optional<PayloadShape> of(String endpoint) {
    return switch (endpoint) {
      case StockxApi.SEARCH -> Optional.of(SEARCH);
      case StockxApi.PRODUCT -> Optional.of(PRODUCT);
      case StockxApi.VARIANTS -> Optional.of(VARIANTS);
      case StockxApi.MARKET_DATA -> Optional.of(MARKET_DATA);
      default -> Optional.empty();
    };
  }

  private static List<ShapeField> search() {
    List<ShapeField> fields = new ArrayList<>();
    fields.add(required("count", Form.NUMBER));
    fields.add(required("pageNumber", Form.NUMBER));
    fields.add(required("pageSize", Form.NUMBER));
    fields.add(required("hasNextPage", Form.FLAG));
    fields.add(required("products", Form.ARRAY));
    fields.addAll(facts("products[]."));
    return fields;
  }

  private static List<ShapeField> product() {
    String chart = "sizeChart";
    List<ShapeField> fields = new ArrayList<>(facts(""));
    fields.add(optional(chart, Form.OBJECT));
    fields.add(optional(chart + ".defaultConversion", Form.OBJECT));
    fields.add(optional(chart + ".availableConversions", Form.ARRAY));
    for (String conversion : List.of(".defaultConversion.", ".availableConversions[].")) {
      fields.add(optional(chart + conversion + "name", Form.TEXT));
      fields.add(optional(chart + conversion + "type", Form.TEXT));
    }
    fields.add(optional("isFlexEligible", Form.FLAG));
    fields.add(optional("isDirectEligible", Form.FLAG));
    return fields;
  }

  private static List<ShapeField> facts(String product) {
    String attributes = product + "productAttributes.";
    return List.of(
        required(product + "productId", Form.TEXT),
        required(product + "urlKey", Form.TEXT),
        required(product + "styleId", Form.TEXT),
        required(product + "productType", Form.TEXT),
        required(product + "title", Form.TEXT),
        required(product + "brand", Form.TEXT),
        required(product + "productAttributes", Form.OBJECT),
        word(attributes + "gender", GENDERS),
        optional(attributes + "season", Form.TEXT),
        optional(attributes + "releaseDate", Form.TEXT),
        new ShapeField(attributes + "retailPrice", Form.NUMBER, Presence.OPTIONAL, true, Set.of()),
        optional(attributes + "colorway", Form.TEXT),
        optional(attributes + "color", Form.TEXT));
  }

  private static List<ShapeField> variants() {
    String chart = "[].sizeChart";
    return List.of(
        required("[].productId", Form.TEXT),
        required("[].variantId", Form.TEXT),
        optional("[].variantName", Form.TEXT),
        required("[].variantValue", Form.TEXT),
        required(chart, Form.OBJECT),
        required(chart + ".defaultConversion", Form.OBJECT),
        required(chart + ".defaultConversion.size", Form.TEXT),
        required(chart + ".defaultConversion.type", Form.TEXT),
        optional(chart + ".availableConversions", Form.ARRAY),
        required(chart + ".availableConversions[].size", Form.TEXT),
        required(chart + ".availableConversions[].type", Form.TEXT),
        optional("[].gtins", Form.ARRAY),
        required("[].gtins[].identifier", Form.TEXT),
        required("[].gtins[].type", Form.TEXT),
        optional("[].isFlexEligible", Form.FLAG),
        optional("[].isDirectEligible", Form.FLAG));
  }

  private static List<ShapeField> marketData() {
    List<ShapeField> fields = new ArrayList<>();
    fields.add(required("[].productId", Form.TEXT));
    fields.add(required("[].variantId", Form.TEXT));
    fields.add(word("[].currencyCode", CURRENCIES));
    for (String name : List.of("lowestAskAmount", "highestBidAmount")) {
      fields.add(amount("[]." + name, Presence.USUAL));
    }
    for (String name : List.of("sellFasterAmount", "earnMoreAmount", "flexLowestAskAmount")) {
      fields.add(amount("[]." + name, Presence.OPTIONAL));
    }
    for (String block : BLOCKS) {
      fields.add(optional("[]." + block, Form.OBJECT));
      for (String name : List.of("lowestAsk", "highestBidAmount")) {
        fields.add(amount("[]." + block + "." + name, Presence.USUAL));
      }
      for (String name : List.of("sellFaster", "earnMore", "beatUS")) {
        fields.add(amount("[]." + block + "." + name, Presence.OPTIONAL));
      }
    }
    return fields;
  }
}
