package io.soletape.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soletape.sandbox.catalogue.AliasListing;
import io.soletape.sandbox.catalogue.Catalogue;
import io.soletape.sandbox.catalogue.Noise;
import io.soletape.sandbox.catalogue.Style;
import io.soletape.sandbox.market.AliasCell;
import io.soletape.sandbox.market.AliasMarket;
import io.soletape.sandbox.market.AliasQuote;
import io.soletape.sandbox.market.AliasSale;
import io.soletape.sandbox.market.AliasSales;
import io.soletape.sandbox.market.AliasScope;
import io.soletape.sandbox.market.OfferBin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** Alias: its public API, version 1. */
final class AliasDesk implements Desk {

  private static final String ROOT = "/api/v1";
  private static final Map<Integer, Integer> GRPC_CODES =
      Map.of(400, 3, 401, 16, 403, 7, 404, 5, 429, 8, 500, 13, 502, 14, 503, 14, 504, 4);
  private static final int UNKNOWN_CODE = 2;

  private final Catalogue catalogue;
  private final AliasMarket market;
  private final AliasSales sales = new AliasSales();
  private final MarketTime marketTime;
  private final SandboxCredentials credentials;
  private final Noise noise;
  private final Supplier<Faults> faults;

  AliasDesk(
      Catalogue catalogue,
      AliasMarket market,
      MarketTime marketTime,
      SandboxCredentials credentials,
      Noise noise,
      Supplier<Faults> faults) {
    this.catalogue = catalogue;
    this.market = market;
    this.marketTime = marketTime;
    this.credentials = credentials;
    this.noise = noise;
    this.faults = faults;
  }

  @Override
  public String platform() {
    return "alias";
  }

  @Override
  public boolean isApiCall(Call call) {
    return true;
  }

  @Override
  public String endpointOf(Call call) {
    List<String> parts = below(call);
    return switch (parts.get(0)) {
      case "catalog" -> parts.size() == 1 ? "search" : "catalog_item";
      case "pricing_insights" -> parts.size() > 1 ? parts.get(1) : "unknown";
      case "test" -> "test";
      default -> "unknown";
    };
  }

  @Override
  public Reply error(int status, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("code", GRPC_CODES.getOrDefault(status, UNKNOWN_CODE));
    body.put("message", message);
    body.putArray("details");
    return Reply.json(status, body);
  }

  @Override
  public Reply signed(Reply reply, long ordinal) {
    byte[] name = ("alias" + noise.child(ordinal).bits()).getBytes(StandardCharsets.UTF_8);
    return reply.withHeader("x-request-id", UUID.nameUUIDFromBytes(name).toString());
  }

  @Override
  public Reply answer(Call call) {
    if (!call.bearer().equals(Optional.of(credentials.aliasToken()))) {
      return error(401, "Invalid or missing access token");
    }
    List<String> parts = below(call);
    if (!call.method().equals("GET")) {
      return notRouted();
    }
    try {
      return routed(parts, AliasQuery.of(call.query()));
    } catch (AliasQuery.InvalidArgument e) {
      return error(400, e.getMessage());
    }
  }

  private Reply routed(List<String> parts, AliasQuery query) {
    if (parts.equals(List.of("test"))) {
      return Reply.json(200, JsonNodeFactory.instance.objectNode().put("ok", true));
    }
    if (parts.equals(List.of("search"))) {
      return error(404, "Not Found");
    }
    if (parts.equals(List.of("catalog"))) {
      return search(query);
    }
    if (parts.size() == 2 && parts.get(0).equals("catalog")) {
      return withItem(parts.get(1), this::item);
    }
    return parts.get(0).equals("pricing_insights")
        ? insight(parts.subList(1, parts.size()), query)
        : notRouted();
  }

  private Reply insight(List<String> parts, AliasQuery query) {
    if (parts.size() == 2 && parts.get(0).equals("availabilities")) {
      AliasScope scope = query.scope();
      return withItem(parts.get(1), style -> availabilities(style, scope));
    }
    if (parts.equals(List.of("availability"))) {
      return withItem(query.catalogId(), style -> availability(style, query));
    }
    if (parts.equals(List.of("offer_histogram"))) {
      return withItem(query.catalogId(), style -> histogram(style, query));
    }
    if (parts.equals(List.of("recent_sales"))) {
      return withItem(query.catalogId(), style -> recentSales(style, query));
    }
    return notRouted();
  }

  private Reply search(AliasQuery query) {
    String text = query.text();
    List<AliasListing> found = text.contains("/") ? List.of() : catalogue.searchAlias(text);
    return Reply.json(200, AliasJson.searchPage(found, query.pageLimit(), query.pageStart()));
  }

  private Reply item(Style style) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("catalog_item", AliasJson.item(listing(style)));
    return Reply.json(200, body);
  }

  private Reply availabilities(Style style, AliasScope scope) {
    Faults active = faults.get();
    String region = scope.region().map(Enum::name).orElse("global");
    List<AliasQuote> quotes =
        active.omitsSku(style.sku(), region)
            ? List.of()
            : market.quotes(style, scope, marketTime.hour()).stream()
                .filter(quote -> !active.omitsSize(style.sku(), sizeKey(quote.cell())))
                .toList();
    return Reply.json(200, AliasJson.availabilities(quotes, scope.consigned()));
  }

  private Reply availability(Style style, AliasQuery query) {
    AliasScope scope = query.scope();
    AliasQuote quote = market.quote(query.cell(style), scope, marketTime.hour());
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("availability", AliasJson.availability(quote));
    return Reply.json(200, body);
  }

  private Reply histogram(Style style, AliasQuery query) {
    AliasCell cell = query.cell(style);
    List<OfferBin> bins = market.offers(cell, query.scope().region(), marketTime.hour());
    return Reply.json(200, AliasJson.histogram(bins, style.noise().child(cell.halves())));
  }

  private Reply recentSales(Style style, AliasQuery query) {
    List<AliasCell> cells = query.cells(style);
    List<AliasSale> newest =
        sales.newest(cells, query.scope(), marketTime.instant(), query.salesLimit(cells.size()));
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    newest.forEach(sale -> array.add(AliasJson.sale(sale)));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("recent_sales", array);
    return Reply.json(200, body);
  }

  /** Ids that Alias does not know were answered 503, not 404 (Alias API, errors). */
  private Reply withItem(String catalogId, Function<Style, Reply> answer) {
    return catalogue
        .item(catalogId)
        .map(answer)
        .orElseGet(() -> error(503, "upstream request failed"));
  }

  /** What falls through to the gRPC server behind the gateway. */
  private static Reply notRouted() {
    return Reply.text(415, "text/plain; charset=utf-8", "invalid gRPC request content-type \"\"\n");
  }

  private static String sizeKey(AliasCell cell) {
    return cell.listing().sizeOf(cell.halves()).key();
  }

  private static AliasListing listing(Style style) {
    return style.alias().orElseThrow();
  }

  private static List<String> below(Call call) {
    String rest = call.path().substring(ROOT.length());
    return rest.length() < 2 ? List.of("") : List.of(rest.substring(1).split("/", -1));
  }
}
