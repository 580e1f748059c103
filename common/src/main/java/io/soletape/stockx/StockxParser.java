package io.soletape.stockx;

import com.fasterxml.jackson.databind.JsonNode;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Size;
import io.soletape.market.SizeClass;
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
  private static final String YOUTH_SYSTEM = "us";
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

  /**
   * The sizes of a product; refused are those that name no size, none of a shoe, or another than
   * their chart.
   */
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
    Size size = size(sizeText, variantId);
    refuseContradiction(variant, variantId, size);
    return new StockxVariant(
        variant.id(PRODUCT_ID),
        variantId,
        sizeText,
        size,
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

  // A size that has lost its letter is another size: a women's 10W would be a men's 10.
  private static void refuseContradiction(JsonFields variant, String variantId, Size size) {
    Optional<JsonFields> own = defaultConversion(variant);
    Optional<String> chartsSize = own.flatMap(conversion -> conversion.text("size"));
    Optional<String> system = own.flatMap(conversion -> conversion.text("type"));
    boolean isOfItsChart =
        chartsSize.map(text -> Size.parse(text).equals(Optional.of(size))).orElse(true)
            && system.map(type -> fits(size, type, variant)).orElse(true);
    if (!isOfItsChart) {
      throw RowRefusedException.of(
              Refusal.SIZE_CONTRADICTION,
              "variant %s is of size '%s', its chart's default of size '%s' and system '%s'"
                  .formatted(
                      variantId, size.key(), chartsSize.orElse("none"), system.orElse("none")))
          .ofSize(variantId);
    }
  }

  private static boolean fits(Size size, String system, JsonFields variant) {
    SizeClass sizeClass = size.sizeClass();
    return switch (system.strip().toLowerCase(Locale.ROOT)) {
      case "us m" -> sizeClass == SizeClass.MEN;
      case "us w" -> sizeClass == SizeClass.WOMEN;
      case YOUTH_SYSTEM ->
          sizeClass != SizeClass.WOMEN
              && (sizeClass != SizeClass.MEN || !isOfYouthInChart(variant));
      default -> true;
    };
  }

  private static boolean isOfYouthInChart(JsonFields variant) {
    return chartSize(variant, YOUTH_SYSTEM)
        .flatMap(Size::parse)
        .filter(size -> size.sizeClass() != SizeClass.MEN)
        .isPresent();
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
