package io.soletape.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soletape.sandbox.catalogue.Catalogue;
import io.soletape.sandbox.catalogue.StockxListing;
import io.soletape.sandbox.catalogue.StockxVariant;
import io.soletape.sandbox.catalogue.Style;
import io.soletape.sandbox.market.CurrencyRates;
import io.soletape.sandbox.market.StockxMarket;
import io.soletape.sandbox.market.StockxQuote;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** StockX: its accounts service and its public API, version 2. */
final class StockxDesk implements Desk {

  private static final String TOKEN_PATH = "/oauth/token";
  private static final int QUERY_LIMIT = 100;
  private static final int PAGE_LIMIT = 50;
  private static final int USUAL_PAGE = 10;

  private final Catalogue catalogue;
  private final StockxMarket market;
  private final MarketTime marketTime;
  private final SandboxCredentials credentials;
  private final Tokens tokens;
  private final Supplier<Faults> faults;

  StockxDesk(
      Catalogue catalogue,
      StockxMarket market,
      MarketTime marketTime,
      SandboxCredentials credentials,
      Tokens tokens,
      Supplier<Faults> faults) {
    this.catalogue = catalogue;
    this.market = market;
    this.marketTime = marketTime;
    this.credentials = credentials;
    this.tokens = tokens;
    this.faults = faults;
  }

  @Override
  public String platform() {
    return "stockx";
  }

  @Override
  public String endpointOf(Call call) {
    return StockxRoute.of(call).endpoint();
  }

  @Override
  public boolean isApiCall(Call call) {
    return !call.path().equals(TOKEN_PATH);
  }

  @Override
  public Reply error(int status, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("statusCode", status);
    body.put("message", message);
    return Reply.json(status, body);
  }

  @Override
  public Reply flexError() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("statusCode", 500);
    body.put("errorMessage", "Failed to fetch flex market data");
    return Reply.json(500, body);
  }

  @Override
  public boolean refusesEarly(Call call) {
    return call.bearer().filter(tokens::refuseOnce).isPresent();
  }

  @Override
  public Reply answer(Call call) {
    StockxRoute route = StockxRoute.of(call);
    if (route instanceof StockxRoute.Token) {
      return call.method().equals("POST") ? tokens.exchange(call) : error(404, "Not found");
    }
    if (!isAuthorised(call)) {
      return error(401, "Unauthorized");
    }
    if (route instanceof StockxRoute.Outside) {
      return error(403, "Forbidden");
    }
    if (!call.method().equals("GET")) {
      return error(404, "Not found");
    }
    return routed(route, call.query());
  }

  private boolean isAuthorised(Call call) {
    return call.header("x-api-key").equals(Optional.of(credentials.apiKey()))
        && call.bearer().filter(token -> tokens.isValid(token, call.arrivedAt())).isPresent();
  }

  private Reply routed(StockxRoute route, Query query) {
    if (route instanceof StockxRoute.Search) {
      return search(query);
    }
    if (route instanceof StockxRoute.Gtin gtin) {
      return gtin(gtin.gtin());
    }
    if (route instanceof StockxRoute.Product product) {
      return withProduct(product.productId(), style -> StockxJson.product(listing(style)));
    }
    if (route instanceof StockxRoute.Variants variants) {
      return withProduct(variants.productId(), style -> StockxJson.variants(listing(style)));
    }
    if (route instanceof StockxRoute.Variant variant) {
      return withVariant(variant.productId(), variant.variantId(), this::variant);
    }
    if (route instanceof StockxRoute.ProductMarket product) {
      return priced(query, () -> productMarket(product.productId(), query));
    }
    if (route instanceof StockxRoute.VariantMarket variant) {
      return priced(
          query,
          () ->
              withVariant(
                  variant.productId(),
                  variant.variantId(),
                  (style, size) -> variantMarket(style, size, currency(query))));
    }
    return error(404, "Not found");
  }

  private Reply search(Query query) {
    String text = query.get("query").orElse("").strip();
    if (text.isEmpty() || text.length() > QUERY_LIMIT) {
      return error(400, "query must have 1 to 100 characters");
    }
    Optional<Integer> size = number(query.get("pageSize").orElse(Integer.toString(USUAL_PAGE)));
    Optional<Integer> page = number(query.get("pageNumber").orElse("1"));
    if (size.isEmpty() || size.get() > PAGE_LIMIT || page.isEmpty()) {
      return error(400, "pageSize must be 1 to 50 and pageNumber at least 1");
    }
    List<StockxListing> found =
        catalogue
            .gtin(text)
            .map(hit -> List.of(hit.listing()))
            .orElseGet(() -> catalogue.searchStockx(text));
    return Reply.json(200, StockxJson.searchPage(found, size.get(), page.get()));
  }

  private Reply gtin(String gtin) {
    if (!gtin.matches("\\d{8}|\\d{12,14}")) {
      return error(400, "Invalid GTIN");
    }
    return catalogue
        .gtin(gtin)
        .map(hit -> Reply.json(200, StockxJson.variant(hit.listing(), hit.variant())))
        .orElseGet(() -> error(404, "Variant not found"));
  }

  private Reply variant(Style style, StockxVariant variant) {
    return Reply.json(200, StockxJson.variant(listing(style), variant));
  }

  private Reply productMarket(String productId, Query query) {
    String currency = currency(query);
    return withProduct(productId, style -> marketArray(style, currency));
  }

  private ArrayNode marketArray(Style style, String currency) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    Faults active = faults.get();
    if (active.omittedCurrencies().contains(currency)) {
      return array;
    }
    double perDollar = CurrencyRates.perDollar(currency).orElse(1d);
    for (StockxQuote quote : market.quotes(style, marketTime.hour(), perDollar)) {
      if (!active.omitsSize(style.sku(), quote.variant().size().key())) {
        array.add(StockxJson.market(listing(style), quote, currency));
      }
    }
    return array;
  }

  /** A single size is always answered, if need be with nothing but its ids. */
  private Reply variantMarket(Style style, StockxVariant variant, String currency) {
    double perDollar = CurrencyRates.perDollar(currency).orElse(1d);
    return Reply.json(
        200,
        market
            .quote(style, variant, marketTime.hour(), perDollar)
            .map(quote -> StockxJson.market(listing(style), quote, currency))
            .orElseGet(() -> StockxJson.emptyMarket(listing(style), variant, currency)));
  }

  private Reply priced(Query query, Supplier<Reply> answer) {
    if (query.has("country")) {
      return error(400, "country is not supported");
    }
    return CurrencyRates.perDollar(currency(query)).isEmpty()
        ? error(400, "Unsupported currencyCode " + currency(query))
        : answer.get();
  }

  private static String currency(Query query) {
    return query.get("currencyCode").orElse("USD");
  }

  private Reply withProduct(String productId, Function<Style, JsonNode> answer) {
    return catalogue
        .product(productId)
        .filter(style -> !faults.get().gone().contains(productId))
        .map(style -> Reply.json(200, answer.apply(style)))
        .orElseGet(() -> error(404, "Product not found"));
  }

  private Reply withVariant(
      String productId, String variantId, BiFunction<Style, StockxVariant, Reply> answer) {
    Optional<Style> style =
        catalogue.product(productId).filter(found -> !faults.get().gone().contains(productId));
    if (style.isEmpty()) {
      return error(404, "Product not found");
    }
    return listing(style.get()).variants().stream()
        .filter(variant -> variant.variantId().equals(variantId))
        .findFirst()
        .map(variant -> answer.apply(style.get(), variant))
        .orElseGet(() -> error(400, "Variant does not belong to the product"));
  }

  private static StockxListing listing(Style style) {
    return style.stockx().orElseThrow();
  }

  private static Optional<Integer> number(String text) {
    return text.matches("[1-9]\\d{0,6}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }
}
