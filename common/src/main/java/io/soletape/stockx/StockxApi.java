package io.soletape.stockx;

import io.soletape.http.RequestAddress;
import io.soletape.market.CurrencyCode;
import io.soletape.market.Platform;
import io.soletape.market.Region;
import io.soletape.market.Sku;
import io.soletape.platform.PlatformApi;
import io.soletape.platform.PlatformRequest;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Requests of the StockX public API v2 and their addresses. Thread-safe. */
public final class StockxApi implements PlatformApi {

  /** Fuzzy search of the catalogue. */
  public static final String SEARCH = "search";

  /** One product. */
  public static final String PRODUCT = "product";

  /** The sizes of a product. */
  public static final String VARIANTS = "variants";

  /** Asks and bids of all sizes of a product. */
  public static final String MARKET_DATA = "market_data";

  private static final String QUERY = "query";
  private static final String PAGE_SIZE = "pageSize";
  private static final String PAGE_NUMBER = "pageNumber";
  private static final String PRODUCT_ID = "productId";
  private static final String CURRENCY_CODE = "currencyCode";
  private static final String MARKET = "market";

  /** The most that a page may hold (StockX API, search): an exact hit far down is still found. */
  private static final String LARGEST_PAGE = "50";

  private final URI apiUrl;

  /**
   * The API at an address.
   *
   * @param apiUrl what stands before {@code /v2}
   * @throws IllegalArgumentException if it is no base address of http or https
   */
  public StockxApi(URI apiUrl) {
    RequestAddress.below(apiUrl);
    this.apiUrl = apiUrl;
  }

  /** Products near a style code; the answer may hold other styles only. */
  public static PlatformRequest search(Sku sku) {
    return request(
        SEARCH, sku, Map.of(QUERY, sku.code(), PAGE_SIZE, LARGEST_PAGE, PAGE_NUMBER, "1"));
  }

  /** One product. */
  public static PlatformRequest product(Sku sku, String productId) {
    return request(PRODUCT, sku, Map.of(PRODUCT_ID, productId));
  }

  /** The sizes of a product. */
  public static PlatformRequest variants(Sku sku, String productId) {
    return request(VARIANTS, sku, Map.of(PRODUCT_ID, productId));
  }

  /**
   * Asks and bids of all sizes of a product.
   *
   * @param market of the account: it is never sent, StockX answers 400 to a country (StockX API,
   *     market data), but another account's answer is another answer
   */
  public static PlatformRequest marketData(
      Sku sku, String productId, CurrencyCode currency, Region market) {
    return request(
        MARKET_DATA,
        sku,
        Map.of(PRODUCT_ID, productId, CURRENCY_CODE, currency.code(), MARKET, market.code()));
  }

  /** The market that a {@code market_data} request was made in; empty where it does not say so. */
  public static Optional<String> marketOf(Map<String, String> params) {
    return Optional.ofNullable(params.get(MARKET));
  }

  /**
   * The currency that a {@code market_data} request asked for.
   *
   * @throws IllegalArgumentException if the request has none
   */
  public static CurrencyCode currencyOf(PlatformRequest request) {
    return CurrencyCode.parse(request.param(CURRENCY_CODE));
  }

  /**
   * The product that a request asked for.
   *
   * @throws IllegalArgumentException if the request is for none
   */
  public static String productIdOf(PlatformRequest request) {
    return request.param(PRODUCT_ID);
  }

  /** The product that the parameters of a request name; empty text where they name none. */
  public static String productIdOf(Map<String, String> params) {
    return params.getOrDefault(PRODUCT_ID, "");
  }

  @Override
  public Platform platform() {
    return Platform.STOCKX;
  }

  @Override
  public URI address() {
    return apiUrl;
  }

  @Override
  public URI uri(PlatformRequest request) {
    if (request.platform() != Platform.STOCKX) {
      throw new IllegalArgumentException(
          "StockX has no endpoint " + request.endpoint() + " of " + request.platform().code());
    }
    RequestAddress catalog = RequestAddress.below(apiUrl).segment("v2").segment("catalog");
    return switch (request.endpoint()) {
      case SEARCH -> searchUri(catalog, request);
      case PRODUCT -> product(catalog, request).uri();
      case VARIANTS -> product(catalog, request).segment("variants").uri();
      case MARKET_DATA ->
          product(catalog, request)
              .segment("market-data")
              .parameter(CURRENCY_CODE, request.param(CURRENCY_CODE))
              .uri();
      default -> throw new IllegalArgumentException("StockX has no endpoint " + request.endpoint());
    };
  }

  private static URI searchUri(RequestAddress catalog, PlatformRequest request) {
    return catalog
        .segment("search")
        .parameter(QUERY, request.param(QUERY))
        .parameter(PAGE_NUMBER, request.param(PAGE_NUMBER))
        .parameter(PAGE_SIZE, request.param(PAGE_SIZE))
        .uri();
  }

  private static RequestAddress product(RequestAddress catalog, PlatformRequest request) {
    return catalog.segment("products").segment(request.param(PRODUCT_ID));
  }

  private static PlatformRequest request(String endpoint, Sku sku, Map<String, String> params) {
    return PlatformRequest.of(Platform.STOCKX, endpoint, sku, params);
  }
}
