package io.soletape.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One way in which a platform's answers may change.
 *
 * @param name what happens
 * @param endpoint whose answers change
 * @param change of an answer's body
 * @param named the kind or reason under which it must be found
 * @param stays whether the tape keeps what the platform tells
 * @param isGlobal whether the answer is one of all regions together
 */
record Mutation(
    String name,
    String endpoint,
    UnaryOperator<String> change,
    String named,
    boolean stays,
    boolean isGlobal) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STOCKX = "market_data";
  private static final String ALIAS = "availabilities";
  private static final String SALES = "recent_sales";
  private static final String OFFERS = "offer_histogram";
  private static final String SALE = "price_cents";
  private static final String OFFER = "offer_price_cents";
  private static final String ASK = "lowest_listing_price_cents";
  private static final String BID = "highest_offer_price_cents";
  private static final int FEWEST = 5;
  private static final int SMALLEST = 8;
  private static final int LARGEST = 11;
  private static final int HUGE = 20_000_000;

  static final List<Mutation> ALL =
      List.of(
          stockx("all amounts in cents", amounts(text -> text + "00"), "unit_suspect"),
          stockx("one size in cents", oneSize(amounts(text -> text + "00")), "unit_suspect"),
          stockx("amounts of another currency", amounts(times("1.331")), "unit_suspect"),
          stockx(
              "says another currency",
              each(row -> row.put("currencyCode", "JPY")),
              "currency_mismatch"),
          stockx(
              "an unknown currency", each(row -> row.put("currencyCode", "XBT")), "word_unknown"),
          stockx("an amount renamed", renamed("lowestAsk", "lowestAskPrice"), "amount_renamed"),
          stockx(
              "an amount renamed that the first size lacks",
              lackedByTheFirst(renamed("lowestAsk", "lowestAskPrice")),
              "amount_renamed"),
          stockx(
              "the flex block renamed",
              renamed("flexMarketData", "storedMarketData"),
              "amount_renamed"),
          stockx(
              "the direct block renamed",
              renamed("directMarketData", "expressMarketData"),
              "amount_renamed"),
          stockx("a new field", each(row -> row.put("shoeOfTheDay", true)), "field_new"),
          stockx(
              "numbers for texts",
              amountNodes((row, name) -> row.put(name, row.get(name).asInt())),
              "type_changed"),
          stockx("thousands separated", oneSize(amounts(text -> "1," + text)), "amount_unreadable"),
          stockx("a negative amount", oneSize(amounts(text -> "-" + text)), "amount_unreadable"),
          stockx("a zero amount", oneSize(amounts(text -> "0")), "amount_not_positive"),
          stockx(
              "a variant twice, differently",
              twice(amounts(text -> text + "1")),
              "duplicate_variant"),
          stockx(
              "an unknown variant",
              oneSize(each(row -> row.put("variantId", "new"))),
              "unknown_variant"),
          stockx("no variant ids", each(row -> row.remove("variantId")), "id_missing"),
          stockx("an empty list", body -> "[]", "answer_emptied"),
          stockx("a wrapped list", body -> "{\"data\": " + body + "}", "payload_structure"),
          stockx("a torn body", body -> body.substring(0, body.length() / 2), "payload_unreadable"),
          stockx("an empty body", body -> "", "payload_unreadable"),
          stockx("a binary body", body -> "\u0000\u001f\u008b\ufffd" + body, "payload_unreadable"),
          stockx(
              "a block that is a list",
              oneSize(each(row -> row.putArray("standardMarketData"))),
              "row_structure"),
          alias("all amounts in dollars", amounts(times("0.01")), "unit_suspect"),
          alias("decimals in cents", oneSize(amounts(text -> text + ".50")), "amount_unreadable"),
          alias(
              "an unknown condition",
              oneSize(each(row -> row.put("product_condition", "PRODUCT_CONDITION_WORN"))),
              "unknown_condition"),
          alias("an amount renamed", renamed(ASK, "lowest_ask_cents"), "amount_renamed"),
          alias("an amount dropped", inner(ASK, (row, name) -> row.remove(name)), "amount_missing"),
          alias(
              "the other kind of goods",
              each(row -> row.put("consigned", true)),
              "consigned_mismatch"),
          alias(
              "sizes of a new form",
              each(row -> row.put("size", "EU " + row.get("size").asText())),
              "size_unreadable"),
          alias(
              "sizes of another system",
              each(
                  row -> row.put("size", row.get("size").decimalValue().add(new BigDecimal("33")))),
              "answer_emptied"),
          alias("a row twice, differently", twice(amounts(text -> text + "00")), "duplicate_row"),
          alias("ask and bid swapped", inner(ASK, Mutation::swap), "sides_swapped"),
          alias("all asks gone", inner(ASK, (row, name) -> row.put(name, "0")), "amounts_vanished"),
          alias("no list", body -> "{\"variants\": null}", "payload_structure"),
          alias("a page", body -> "<html>" + "x".repeat(HUGE) + "</html>", "payload_unreadable"),
          new Mutation(
              "one regional market crossed",
              ALIAS,
              oneMarket(Mutation::cross),
              "crossed_market",
              true,
              false),
          new Mutation(
              "ask and bid of all regions swapped",
              ALIAS,
              inner(ASK, Mutation::swap),
              "sides_swapped",
              false,
              true),
          sales("all sales in cents", inner(SALE, Mutation::inCents), "unit_suspect"),
          sales("all sales in dollars", inner(SALE, Mutation::inDollars), "unit_suspect"),
          sales(
              "one sale in cents",
              rows(rows -> inCents((ObjectNode) rows.get(0), SALE)),
              "unit_suspect"),
          sales("the price renamed", renamed(SALE, "price"), "amount_renamed"),
          sales(
              "the price dropped", inner(SALE, (row, name) -> row.remove(name)), "amount_missing"),
          sales("prices as numbers", inner(SALE, Mutation::asNumber), "type_changed"),
          sales(
              "moments without a zone",
              each(row -> row.put("purchased_at", "2026-03-08 09:00:00")),
              "time_unreadable"),
          sales("no sale any more", rows(ArrayNode::removeAll), "answer_emptied"),
          offers("all offers in cents", inner(OFFER, Mutation::inCents), "unit_suspect"),
          offers("all offers in dollars", inner(OFFER, Mutation::inDollars), "unit_suspect"),
          offers("the offer renamed", renamed(OFFER, "price"), "amount_renamed"),
          offers("counts as numbers", inner("count", Mutation::asNumber), "type_changed"),
          offers(
              "bins of another name",
              body -> body.replace("\"bins\"", "\"levels\""),
              "payload_structure"),
          offers("no offer any more", rows(ArrayNode::removeAll), "answer_emptied"));

  String platform() {
    return endpoint.equals(STOCKX) ? "stockx" : "alias";
  }

  /** Whether it is of a size's sales or offers. */
  boolean isOfDepth() {
    return endpoint.equals(SALES) || endpoint.equals(OFFERS);
  }

  /** Whether the answer has what is changed. */
  boolean canChange(String body) {
    JsonNode rows = list(tree(body));
    return isOfDepth() ? rows.size() >= FEWEST : hasBothSides(rows);
  }

  private static Mutation stockx(String name, UnaryOperator<String> change, String named) {
    return new Mutation(name, STOCKX, change, named, false, false);
  }

  private static Mutation alias(String name, UnaryOperator<String> change, String named) {
    return new Mutation(name, ALIAS, change, named, false, false);
  }

  private static Mutation sales(String name, UnaryOperator<String> change, String named) {
    return new Mutation(name, SALES, change, named, false, false);
  }

  private static Mutation offers(String name, UnaryOperator<String> change, String named) {
    return new Mutation(name, OFFERS, change, named, false, false);
  }

  private static UnaryOperator<String> each(Consumer<ObjectNode> change) {
    return rows(rows -> rows.forEach(row -> change.accept((ObjectNode) row)));
  }

  private static UnaryOperator<String> rows(Consumer<ArrayNode> change) {
    return body -> {
      JsonNode root = tree(body);
      change.accept((ArrayNode) list(root));
      return root.toString();
    };
  }

  private static JsonNode list(JsonNode root) {
    return Stream.of(root, root.path("variants"), root.path(SALES), root.at("/" + OFFERS + "/bins"))
        .filter(JsonNode::isArray)
        .findFirst()
        .orElseThrow();
  }

  // The first size that tells something, alone in an answer, is changed as that answer would be.
  private static UnaryOperator<String> oneSize(UnaryOperator<String> change) {
    return rows(
        rows -> {
          int index = firstWithAmounts(rows);
          rows.set(index, changed(rows.get(index), change));
        });
  }

  private static UnaryOperator<String> twice(UnaryOperator<String> change) {
    return rows(rows -> rows.add(changed(rows.get(firstWithAmounts(rows)), change)));
  }

  private static UnaryOperator<String> oneMarket(Consumer<ObjectNode> change) {
    return rows(
        rows -> change.accept((ObjectNode) rows.get(firstWithAmounts(rows)).get("availability")));
  }

  private static JsonNode changed(JsonNode row, UnaryOperator<String> change) {
    boolean isAlias = row.has("availability");
    String alone = isAlias ? "{\"variants\": [" + row + "]}" : "[" + row + "]";
    JsonNode answer = tree(change.apply(alone));
    return (isAlias ? answer.get("variants") : answer).get(0);
  }

  private static boolean hasBothSides(JsonNode rows) {
    return StreamSupport.stream(rows.spliterator(), false).filter(Mutation::tellsBothSides).count()
        >= FEWEST;
  }

  private static int firstWithAmounts(ArrayNode rows) {
    for (int index = 0; index < rows.size(); index++) {
      if (tellsBothSides(rows.get(index))) {
        return index;
      }
    }
    throw new IllegalStateException("no size tells both sides: " + rows);
  }

  private static boolean tellsBothSides(JsonNode row) {
    JsonNode standard = row.path("standardMarketData");
    JsonNode prices = row.path("availability");
    boolean isForTheTape =
        row.path("product_condition").asText().endsWith("_NEW")
            && row.path("packaging_condition").asText().endsWith("GOOD_CONDITION")
            && row.path("size").asDouble() >= SMALLEST
            && row.path("size").asDouble() <= LARGEST;
    return standard.path("lowestAsk").isTextual() && standard.path("highestBidAmount").isTextual()
        || isForTheTape && prices.path(ASK).asLong() > 0 && prices.path(BID).asLong() > 0;
  }

  private static UnaryOperator<String> amounts(UnaryOperator<String> change) {
    return amountNodes((row, name) -> row.put(name, change.apply(row.get(name).textValue())));
  }

  private static UnaryOperator<String> amountNodes(BiConsumer<ObjectNode, String> change) {
    return each(row -> objects(row).forEach(object -> amountNodes(object, change)));
  }

  private static void amountNodes(ObjectNode object, BiConsumer<ObjectNode, String> change) {
    for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
      if (field.getValue().isTextual() && field.getValue().textValue().matches("\\d+")) {
        change.accept(object, field.getKey());
      }
    }
  }

  private static UnaryOperator<String> renamed(String name, String newName) {
    return inner(name, (row, it) -> row.set(newName, row.remove(it)));
  }

  private static UnaryOperator<String> lackedByTheFirst(UnaryOperator<String> change) {
    Consumer<ArrayNode> lacking =
        rows ->
            objects((ObjectNode) rows.get(0))
                .forEach(object -> amountNodes(object, ObjectNode::putNull));
    return body -> change.apply(rows(lacking).apply(body));
  }

  private static UnaryOperator<String> inner(String name, BiConsumer<ObjectNode, String> change) {
    return each(
        row ->
            objects(row)
                .forEach(
                    object -> {
                      if (object.has(name)) {
                        change.accept(object, name);
                      }
                    }));
  }

  private static List<ObjectNode> objects(ObjectNode row) {
    Iterable<JsonNode> values = row::elements;
    List<ObjectNode> inner =
        StreamSupport.stream(values.spliterator(), false)
            .filter(JsonNode::isObject)
            .map(ObjectNode.class::cast)
            .toList();
    return Stream.concat(Stream.of(row), inner.stream()).toList();
  }

  private static void inCents(ObjectNode row, String name) {
    row.put(name, row.get(name).asText() + "00");
  }

  private static void inDollars(ObjectNode row, String name) {
    row.put(name, times("0.01").apply(row.get(name).asText()));
  }

  private static void asNumber(ObjectNode row, String name) {
    row.put(name, row.get(name).asInt());
  }

  private static void swap(ObjectNode prices, String ask) {
    JsonNode asked = prices.get(ask);
    prices.set(ask, prices.get(BID));
    prices.set(BID, asked);
  }

  private static void cross(ObjectNode prices) {
    prices.put(BID, String.valueOf(prices.get(ASK).asLong() + 100));
  }

  private static UnaryOperator<String> times(String factor) {
    return text ->
        new BigDecimal(text)
            .multiply(new BigDecimal(factor))
            .setScale(0, RoundingMode.HALF_EVEN)
            .toPlainString();
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
