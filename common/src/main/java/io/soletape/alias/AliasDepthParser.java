package io.soletape.alias;

import com.fasterxml.jackson.databind.JsonNode;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Money;
import io.soletape.market.OfferBin;
import io.soletape.market.Sale;
import io.soletape.platform.JsonFields;
import io.soletape.platform.Parsed;
import io.soletape.platform.Refusal;
import io.soletape.platform.RowRefusedException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what Alias tells of one size: its newest sales and its offers by price. Every method throws
 * {@link io.soletape.platform.PayloadRefusedException} where the structure of the answer is at
 * fault.
 */
public final class AliasDepthParser {

  private static final String PRICE = "price_cents";
  private static final String OFFER_PRICE = "offer_price_cents";
  private static final String COUNT = "count";
  private static final Pattern COUNT_FORM = Pattern.compile("0*[1-9]\\d{0,5}");

  private AliasDepthParser() {}

  /**
   * The sales of an answer, in its order; equal ones are counted (Alias API, recent sales).
   *
   * @param catalogId the item that was asked for; sales of another are refused
   * @param size the US size that was asked for; sales of another are refused
   */
  public static Parsed<Sale> recentSales(String body, String catalogId, BigDecimal size) {
    Parsed<Sale> parsed =
        Parsed.each(
            JsonFields.ofAnswer(body).requiredRows("recent_sales"),
            row -> sale(JsonFields.ofRow(row), catalogId, size));
    return new Parsed<>(counted(parsed.rows()), parsed.refusals());
  }

  /**
   * The bins of an answer, in its order. Bins that are missing, null or empty say that nobody
   * offers (Alias API, offer histogram), unless something else stands in their place.
   */
  public static Parsed<OfferBin> offerHistogram(String body) {
    JsonNode histogram = JsonFields.ofAnswer(body).requiredObject("offer_histogram");
    return Parsed.each(
            JsonFields.readWhole(histogram, AliasDepthParser::bins),
            row -> bin(JsonFields.ofRow(row)))
        .withoutRepeats(
            OfferBin::price,
            repeated -> Refusal.of(Refusal.DUPLICATE_ROW, "bin " + repeated.price().amount()));
  }

  private static List<JsonNode> bins(JsonFields histogram) {
    boolean isTold = histogram.verbatim("bins").isPresent();
    return isTold || histogram.hasOnlyOthersThan("bins")
        ? histogram.requiredRows("bins")
        : List.of();
  }

  private static Sale sale(JsonFields row, String catalogId, BigDecimal size) {
    requireItem(row, catalogId);
    requireSize(row, size);
    boolean isConsigned =
        row.flag("consigned")
            .orElseThrow(
                () ->
                    RowRefusedException.of(
                        Refusal.ROW_STRUCTURE, "a sale does not say whether it was consigned"));
    return new Sale(price(row, PRICE), isConsigned, purchasedAt(row), 1);
  }

  private static void requireItem(JsonFields row, String catalogId) {
    String told = row.id("catalog_id");
    if (!told.equals(catalogId)) {
      throw RowRefusedException.of(
          Refusal.PRODUCT_MISMATCH, "asked for " + catalogId + ", told of " + told);
    }
  }

  private static void requireSize(JsonFields row, BigDecimal size) {
    BigDecimal told =
        AliasParser.size(row, "size")
            .orElseThrow(
                () ->
                    RowRefusedException.of(
                        Refusal.SIZE_UNREADABLE,
                        "size is '" + row.verbatim("size").orElse("") + "'"));
    if (told.compareTo(size) != 0) {
      throw RowRefusedException.of(
          Refusal.SIZE_MISMATCH, "asked for size " + size + ", told of " + told);
    }
  }

  // The tape's moments are of microseconds; Alias tells milliseconds.
  private static Instant purchasedAt(JsonFields row) {
    String told = row.text("purchased_at").orElse("");
    try {
      return OffsetDateTime.parse(told).toInstant().truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException e) {
      throw RowRefusedException.of(Refusal.TIME_UNREADABLE, "purchased_at is '" + told + "'");
    }
  }

  private static OfferBin bin(JsonFields row) {
    Money price = price(row, OFFER_PRICE);
    String count = row.verbatim(COUNT).orElse("");
    if (!COUNT_FORM.matcher(count).matches()) {
      throw RowRefusedException.of(
          Refusal.COUNT_UNREADABLE, "bin " + price.amount() + ": count is '" + count + "'");
    }
    return new OfferBin(price, Integer.parseInt(count));
  }

  private static Money price(JsonFields row, String name) {
    String told = row.verbatim(name).orElse("");
    return cents(name, told)
        .orElseThrow(
            () -> RowRefusedException.of(Refusal.AMOUNT_NOT_POSITIVE, name + " is '" + told + "'"));
  }

  private static Optional<Money> cents(String name, String told) {
    try {
      return Money.ofCents(told, CurrencyCode.USD);
    } catch (IllegalArgumentException e) {
      throw RowRefusedException.of(Refusal.AMOUNT_UNREADABLE, name + " is '" + told + "'");
    }
  }

  private static List<Sale> counted(List<Sale> sales) {
    Map<Sale, Integer> seen = new HashMap<>();
    List<Sale> counted = new ArrayList<>();
    for (Sale sale : sales) {
      int occurrence = seen.merge(sale, 1, Integer::sum);
      counted.add(new Sale(sale.price(), sale.isConsigned(), sale.purchasedAt(), occurrence));
    }
    return counted;
  }
}
