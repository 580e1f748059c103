package io.soletape.sandbox;

import io.soletape.sandbox.catalogue.AliasListing;
import io.soletape.sandbox.catalogue.Size;
import io.soletape.sandbox.catalogue.Style;
import io.soletape.sandbox.market.AliasCell;
import io.soletape.sandbox.market.AliasRegion;
import io.soletape.sandbox.market.AliasScope;
import io.soletape.sandbox.market.Condition;
import io.soletape.sandbox.market.Packaging;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The parameters that Alias's calls take.
 *
 * @param query as sent
 */
record AliasQuery(Query query) {

  private static final int USUAL_SALES = 10;
  private static final int MOST_SALES = 200;
  private static final int MOST_ITEMS = 50;
  private static final int ALL_CELLS = 1;

  /** A parameter that Alias answers with 400 and gRPC code 3. */
  static final class InvalidArgument extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidArgument(String message) {
      super(message);
    }
  }

  static AliasQuery of(Query query) {
    return new AliasQuery(query);
  }

  String text() {
    return required("query", "input.Query");
  }

  String catalogId() {
    return required("catalog_id", "input.CatalogId");
  }

  AliasScope scope() {
    return new AliasScope(region(), consigned());
  }

  int pageLimit() {
    return Math.min(MOST_ITEMS, limit().orElse(MOST_ITEMS));
  }

  /** Returns where the page begins; the token is opaque to clients. */
  int pageStart() {
    String token = query.get("pagination_token").orElse("");
    if (token.isEmpty()) {
      return 0;
    }
    try {
      String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
      return Integer.parseInt(text);
    } catch (IllegalArgumentException e) {
      throw invalid("pagination_token", token);
    }
  }

  static String pageToken(int start) {
    return Base64.getEncoder()
        .encodeToString(Integer.toString(start).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns at most 200, and that only where size, condition and box are all named. */
  int salesLimit(int cells) {
    int wanted = limit().orElse(USUAL_SALES);
    return Math.min(wanted, cells == ALL_CELLS ? MOST_SALES : USUAL_SALES);
  }

  AliasCell cell(Style style) {
    return new AliasCell(
        style,
        listing(style),
        halves(),
        conditionOf(required("product_condition", "input.ProductCondition")),
        packagingOf(required("packaging_condition", "input.PackagingCondition")));
  }

  /** Returns the cells of one size; every condition and box that is not named. */
  List<AliasCell> cells(Style style) {
    int halves = halves();
    List<Condition> conditions =
        query
            .get("product_condition")
            .map(text -> List.of(conditionOf(text)))
            .orElse(List.of(Condition.values()));
    List<Packaging> packagings =
        query
            .get("packaging_condition")
            .map(text -> List.of(packagingOf(text)))
            .orElse(List.of(Packaging.values()));
    return conditions.stream()
        .flatMap(
            condition ->
                packagings.stream()
                    .map(box -> new AliasCell(style, listing(style), halves, condition, box)))
        .toList();
  }

  private int halves() {
    String text = required("size", "input.Size");
    try {
      return Size.halvesOf(text);
    } catch (ArithmeticException | NumberFormatException e) {
      throw invalid("size", text);
    }
  }

  private Optional<AliasRegion> region() {
    return query
        .get("region_id")
        .map(id -> AliasRegion.ofId(id).orElseThrow(() -> invalid("region_id", id)));
  }

  private Optional<Boolean> consigned() {
    return query.get("consigned").map(AliasQuery::flag);
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw invalid("consigned", text);
    };
  }

  private Optional<Integer> limit() {
    return query.get("limit").map(AliasQuery::positive);
  }

  private static int positive(String text) {
    if (!text.matches("[1-9]\\d{0,6}")) {
      throw invalid("limit", text);
    }
    return Integer.parseInt(text);
  }

  private static Condition conditionOf(String text) {
    return Stream.of(Condition.values())
        .filter(each -> each.wireName().equals(text) || named(each.number(), text))
        .findFirst()
        .orElseThrow(() -> invalid("product_condition", text));
  }

  private static Packaging packagingOf(String text) {
    return Stream.of(Packaging.values())
        .filter(each -> each.wireName().equals(text) || named(each.number(), text))
        .findFirst()
        .orElseThrow(() -> invalid("packaging_condition", text));
  }

  private static boolean named(int number, String text) {
    return Integer.toString(number).equals(text);
  }

  private String required(String name, String inner) {
    return query
        .get(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> new InvalidArgument("Missing parameter: " + inner));
  }

  private static InvalidArgument invalid(String name, String value) {
    return new InvalidArgument("Invalid parameter: " + name + " = '" + value + "'");
  }

  private static AliasListing listing(Style style) {
    return style.alias().orElseThrow();
  }
}
