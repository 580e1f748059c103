package io.soletape.alias;

import com.fasterxml.jackson.databind.JsonNode;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Money;
import io.soletape.market.Programme;
import io.soletape.market.Quote;
import io.soletape.platform.JsonFields;
import io.soletape.platform.Parsed;
import io.soletape.platform.Refusal;
import io.soletape.platform.RowRefusedException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads Alias's answers. Fields that it does not know are ignored; whole numbers may come as
 * numbers or as text. Every method throws {@link io.soletape.platform.PayloadRefusedException}
 * where the structure of the answer is at fault.
 */
public final class AliasParser {

  static final Set<String> PRODUCT_CONDITIONS =
      Set.of(AliasAvailability.NEW, "PRODUCT_CONDITION_USED", "PRODUCT_CONDITION_NEW_WITH_DEFECTS");
  static final Set<String> PACKAGING_CONDITIONS =
      Set.of(
          AliasAvailability.GOOD_BOX,
          "PACKAGING_CONDITION_MISSING_LID",
          "PACKAGING_CONDITION_BADLY_DAMAGED",
          "PACKAGING_CONDITION_NO_ORIGINAL_BOX");
  private static final Pattern SIZE = Pattern.compile("\\d{1,2}(\\.\\d{1,2})?");

  private AliasParser() {}

  /** The items found, best first by Alias's own ranking; perhaps none of the style asked. */
  public static List<AliasItem> search(String body) {
    return JsonFields.ofAnswer(body).requiredRows("catalog_items").stream()
        .map(row -> JsonFields.readWhole(row, AliasParser::itemOf))
        .toList();
  }

  /** One item. */
  public static AliasItem item(String body) {
    JsonNode item = JsonFields.ofAnswer(body).requiredObject("catalog_item");
    return JsonFields.readWhole(item, AliasParser::itemOf);
  }

  /**
   * Every size and condition that the answer names, sizes that the item does not allow included.
   *
   * @param consigned what the request asked for; rows of the other kind are refused
   */
  public static Parsed<AliasAvailability> availabilities(String body, boolean consigned) {
    return Parsed.each(
            JsonFields.ofAnswer(body).requiredRows("variants"),
            row -> ofItsSize(JsonFields.ofRow(row), consigned))
        .withoutContradictions(
            AliasParser::sizeAndConditions,
            repeated ->
                Refusal.of(Refusal.DUPLICATE_ROW, sizeAndConditions(repeated))
                    .ofSize(repeated.size().toPlainString()));
  }

  // Of a row that the tape would not take anyway the size is not lost.
  private static AliasAvailability ofItsSize(JsonFields row, boolean consigned) {
    try {
      return availability(row, consigned);
    } catch (RowRefusedException e) {
      throw size(row, "size").map(size -> e.ofSize(size.toPlainString())).orElse(e);
    }
  }

  private static AliasItem itemOf(JsonFields item) {
    AliasItemAmounts amounts = AliasItemAmounts.of(item);
    return new AliasItem(
        item.id("catalog_id"),
        item.text("sku").orElse(""),
        item.text("name"),
        item.text("brand"),
        item.text("gender"),
        item.text("colorway"),
        item.date("release_date"),
        amounts.retailPrice().dollars(),
        amounts.maximumListingPrice().dollars(),
        allowedSizes(item),
        amounts.refusals());
  }

  private static List<BigDecimal> allowedSizes(JsonFields item) {
    return item.rows("allowed_sizes").stream()
        .map(JsonFields::ofRow)
        .flatMap(size -> usSize(size).stream())
        .distinct()
        .toList();
  }

  /** The same as the value wherever the item is sized in the US system. */
  private static Optional<BigDecimal> usSize(JsonFields allowed) {
    return size(allowed, "us_size_equivalent").or(() -> size(allowed, "value"));
  }

  private static AliasAvailability availability(JsonFields row, boolean consigned) {
    BigDecimal size =
        size(row, "size")
            .orElseThrow(
                () ->
                    RowRefusedException.of(
                        Refusal.SIZE_UNREADABLE,
                        "size is '" + row.verbatim("size").orElse("") + "'"));
    Amounts amounts = new Amounts(size, prices(row, size));
    return new AliasAvailability(
        size,
        condition(row, "product_condition", PRODUCT_CONDITIONS, size),
        condition(row, "packaging_condition", PACKAGING_CONDITIONS, size),
        consigned(row, consigned, size),
        amounts.quote(consigned ? Programme.CONSIGNED : Programme.STANDARD),
        amounts.read("last_sold_listing_price_cents"),
        amounts.read("global_indicator_price_cents"));
  }

  /** A US size without trailing zeros; empty if the field is not of the form of one. */
  static Optional<BigDecimal> size(JsonFields fields, String name) {
    return fields
        .verbatim(name)
        .filter(text -> SIZE.matcher(text).matches())
        .map(BigDecimal::new)
        .map(AliasParser::withoutTrailingZeros);
  }

  private static BigDecimal withoutTrailingZeros(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static JsonFields prices(JsonFields row, BigDecimal size) {
    return row.object("availability")
        .orElseThrow(
            () ->
                RowRefusedException.of(
                    Refusal.ROW_STRUCTURE, "size " + size + ": no 'availability'"));
  }

  private static String condition(JsonFields row, String name, Set<String> known, BigDecimal size) {
    String condition = row.text(name).orElse("none");
    if (!known.contains(condition)) {
      throw RowRefusedException.of(
          Refusal.UNKNOWN_CONDITION, "size " + size + ": " + name + " is " + condition);
    }
    return condition;
  }

  private static Optional<Boolean> consigned(JsonFields row, boolean asked, BigDecimal size) {
    Optional<Boolean> told = row.flag("consigned");
    if (told.filter(value -> value != asked).isPresent()) {
      throw RowRefusedException.of(
          Refusal.CONSIGNED_MISMATCH, "size " + size + ": asked for consigned=" + asked);
    }
    return told;
  }

  private static String sizeAndConditions(AliasAvailability row) {
    return "size " + row.size() + ", " + row.productCondition() + ", " + row.packagingCondition();
  }

  /** The amounts of one row, told in cents of US dollars (Alias API, availabilities). */
  private record Amounts(BigDecimal size, JsonFields prices) {

    Quote quote(Programme programme) {
      return new Quote(
          programme,
          CurrencyCode.USD,
          read("lowest_listing_price_cents"),
          read("highest_offer_price_cents"));
    }

    Optional<Money> read(String name) {
      return prices.verbatim(name).flatMap(text -> money(name, text));
    }

    private Optional<Money> money(String name, String text) {
      try {
        return Money.ofCents(text, CurrencyCode.USD);
      } catch (IllegalArgumentException e) {
        throw RowRefusedException.of(
            Refusal.AMOUNT_UNREADABLE, "size " + size + ": " + name + " is '" + text + "'");
      }
    }
  }
}
