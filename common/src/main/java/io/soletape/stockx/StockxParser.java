package io.soletape.stockx;

import com.fasterxml.jackson.databind.JsonNode;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Size;
import io.soletape.platform.JsonFields;
import io.soletape.platform.Parsed;
import io.soletape.platform.ProductAmount;
import io.soletape.platform.Refusal;
import io.soletape.platform.RowRefusedException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads StockX's answers. Fields that it does not know are ignored. Every method throws {@link
 * io.soletape.platform.PayloadRefusedException} where the structure of the answer is at fault.
 */
public final class StockxParser {

  private static final String PRODUCT_ID = "productId";
  private static final String VARIANT_ID = "variantId";
  private static final String SIZE_CHART = "sizeChart";
  private static final String DEFAULT_CONVERSION = "defaultConversion";
  private static final Pattern HINT = Pattern.compile("\\s*\\([^)]*\\)\\s*$");

  private StockxParser() {}

  /** The products found, best first by StockX's own ranking; perhaps none of the style asked. */
  public static List<StockxProduct> search(String body) {
    return JsonFields.ofAnswer(body).requiredRows("products").stream()
        .map(row -> JsonFields.readWhole(row, StockxParser::productOf))
        .toList();
  }

  /** One product. */
  public static StockxProduct product(String body) {
    return JsonFields.ofAnswer(body).readWhole(StockxParser::productOf);
  }

  /** The sizes of a product; refused are those that name no size or none of a shoe. */
  public static Parsed<StockxVariant> variants(String body) {
    return Parsed.each(JsonFields.rowsOfAnswer(body), StockxParser::variant)
        .withoutRepeats(
            StockxVariant::variantId,
            repeated ->
                new Refusal(
                    Refusal.DUPLICATE_VARIANT,
                    "variant " + repeated.variantId(),
                    Optional.of(repeated.size().key())));
  }

  /**
   * The quotes of every size that the answer names.
   *
   * @param asked the currency of the request; rows in another are refused
   */
  public static Parsed<StockxMarketData> marketData(String body, CurrencyCode asked) {
    return Parsed.each(JsonFields.rowsOfAnswer(body), row -> ofItsSize(row, asked))
        .withoutContradictions(
            StockxMarketData::variantId,
            repeated ->
                Refusal.of(Refusal.DUPLICATE_VARIANT, "variant " + repeated.variantId())
                    .ofSize(repeated.variantId()));
  }

  private static StockxMarketData ofItsSize(JsonNode row, CurrencyCode asked) {
    try {
      return marketDataOf(row, asked);
    } catch (RowRefusedException e) {
      JsonNode variantId = row.path(VARIANT_ID);
      throw variantId.isTextual() ? e.ofSize(variantId.textValue()) : e;
    }
  }

  private static StockxProduct productOf(JsonFields product) {
    Optional<JsonFields> attributes = product.object("productAttributes");
    Optional<ProductAmount> retailPrice =
        attributes.map(fields -> ProductAmount.ofDollars(fields, "retailPrice").asRetailPrice());
    return new StockxProduct(
        product.id(PRODUCT_ID),
        product.text("styleId"),
        product.text("title"),
        product.text("brand"),
        attributes.flatMap(fields -> fields.text("colorway")),
        attributes.flatMap(fields -> fields.text("gender")),
        attributes.flatMap(fields -> fields.date("releaseDate")),
        retailPrice.flatMap(ProductAmount::dollars),
        defaultConversion(product).flatMap(conversion -> conversion.text("type")),
        retailPrice.flatMap(ProductAmount::refusal).stream().toList());
  }

  private static StockxVariant variant(JsonNode row) {
    JsonFields variant = JsonFields.ofRow(row);
    String variantId = variant.id(VARIANT_ID);
    String sizeText = sizeText(variant, variantId);
    return new StockxVariant(
        variant.id(PRODUCT_ID),
        variantId,
        sizeText,
        size(sizeText, variantId),
        chartSize(variant, "uk"),
        chartSize(variant, "eu"),
        gtins(variant),
        variant.flag("isFlexEligible").orElse(false),
        variant.flag("isDirectEligible").orElse(false));
  }

  private static String sizeText(JsonFields variant, String variantId) {
    return variant
        .text("variantValue")
        .or(() -> defaultConversion(variant).flatMap(conversion -> conversion.text("size")))
        .orElseThrow(() -> RowRefusedException.of(Refusal.SIZE_MISSING, "variant " + variantId));
  }

  private static Size size(String text, String variantId) {
    return Size.parse(text)
        .orElseThrow(
            () ->
                RowRefusedException.of(
                    Refusal.SIZE_UNREADABLE,
                    "variant " + variantId + " is of size '" + text + "'"));
  }

  private static Optional<JsonFields> defaultConversion(JsonFields fields) {
    return fields.object(SIZE_CHART).flatMap(chart -> chart.object(DEFAULT_CONVERSION));
  }

  /** The size without its system before it and the hint in brackets behind it. */
  private static Optional<String> chartSize(JsonFields variant, String system) {
    return conversions(variant)
        .filter(conversion -> conversion.text("type").filter(system::equalsIgnoreCase).isPresent())
        .flatMap(conversion -> conversion.text("size").stream())
        .map(size -> HINT.matcher(size).replaceFirst(""))
        .map(size -> withoutSystem(size, system))
        .filter(size -> !size.isEmpty())
        .findFirst();
  }

  private static String withoutSystem(String size, String system) {
    boolean isPrefixed = size.toLowerCase(Locale.ROOT).startsWith(system);
    return (isPrefixed ? size.substring(system.length()) : size).strip();
  }

  private static Stream<JsonFields> conversions(JsonFields variant) {
    return variant.object(SIZE_CHART).stream()
        .flatMap(chart -> chart.rows("availableConversions").stream())
        .map(JsonFields::ofRow);
  }

  private static List<String> gtins(JsonFields variant) {
    return variant.rows("gtins").stream()
        .map(JsonFields::ofRow)
        .flatMap(gtin -> gtin.text("identifier").stream())
        .distinct()
        .toList();
  }

  private static StockxMarketData marketDataOf(JsonNode row, CurrencyCode asked) {
    JsonFields data = JsonFields.ofRow(row);
    String productId = data.id(PRODUCT_ID);
    String variantId = data.id(VARIANT_ID);
    String told = data.text("currencyCode").orElse("none");
    if (!told.equalsIgnoreCase(asked.code())) {
      throw RowRefusedException.of(
          Refusal.CURRENCY_MISMATCH,
          "variant " + variantId + ": asked for " + asked + ", told " + told);
    }
    return new StockxMarketData(
        productId, variantId, asked, new StockxAmounts(data, asked).quotes());
  }
}
