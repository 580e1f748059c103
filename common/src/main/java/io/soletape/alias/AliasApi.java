package io.soletape.alias;

import io.soletape.http.RequestAddress;
import io.soletape.market.Platform;
import io.soletape.market.Region;
import io.soletape.market.Sku;
import io.soletape.platform.PlatformApi;
import io.soletape.platform.PlatformRequest;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Requests of the Alias API v1 and their addresses. Thread-safe. */
public final class AliasApi implements PlatformApi {

  /** Fuzzy search of the catalogue. */
  public static final String SEARCH = "search";

  /** One item. */
  public static final String CATALOG_ITEM = "catalog_item";

  /** Lowest listing and highest offer of all sizes of an item. */
  public static final String AVAILABILITIES = "availabilities";

  /** Offers of one size, counted by price. */
  public static final String OFFER_HISTOGRAM = "offer_histogram";

  /** The newest sales of one size. */
  public static final String RECENT_SALES = "recent_sales";

  /** The most sales that one answer may hold (Alias API, recent sales). */
  public static final int MOST_RECENT_SALES = 200;

  /** The sales that an answer holds at most where no limit is heeded (Alias API, recent sales). */
  public static final int USUAL_RECENT_SALES = 10;

  private static final String QUERY = "query";
  private static final String LIMIT = "limit";
  private static final String CATALOG_ID = "catalog_id";
  private static final String REGION_ID = "region_id";
  private static final String CONSIGNED = "consigned";
  private static final String SIZE = "size";
  private static final String PRODUCT_CONDITION = "product_condition";
  private static final String PACKAGING_CONDITION = "packaging_condition";
  private static final String ITEMS_PER_SEARCH = "20";

  private final URI apiUrl;

  /**
   * The API at an address.
   *
   * @param apiUrl with its {@code /api/v1}
   * @throws IllegalArgumentException if it is no base address of http or https
   */
  public AliasApi(URI apiUrl) {
    RequestAddress.below(apiUrl);
    this.apiUrl = apiUrl;
  }

  /**
   * Items near a style code; the answer may hold other styles only. Of a dual style the first code
   * is asked for, since Alias finds nothing for both (Alias API, search).
   */
  public static PlatformRequest search(Sku sku) {
    return request(SEARCH, sku, Map.of(QUERY, sku.firstCode(), LIMIT, ITEMS_PER_SEARCH));
  }

  /** One item. */
  public static PlatformRequest catalogItem(Sku sku, String catalogId) {
    return request(CATALOG_ITEM, sku, Map.of(CATALOG_ID, catalogId));
  }

  /**
   * Lowest listing and highest offer of all sizes of an item in a region.
   *
   * @param consigned whether to ask for goods that Alias holds, or for those that the seller does
   * @throws IllegalArgumentException if Alias has no such region
   */
  public static PlatformRequest availabilities(
      Sku sku, String catalogId, Region region, boolean consigned) {
    Map<String, String> params = inRegion(catalogId, region);
    params.put(CONSIGNED, Boolean.toString(consigned));
    return request(AVAILABILITIES, sku, params);
  }

  /**
   * Offers of one size, new and in a good box, counted by price.
   *
   * @throws IllegalArgumentException if Alias has no such region
   */
  public static PlatformRequest offerHistogram(
      Sku sku, String catalogId, Region region, BigDecimal size) {
    return request(OFFER_HISTOGRAM, sku, ofNewSize(catalogId, region, size));
  }

  /**
   * The newest sales of one size, new and in a good box, consigned or not. Without a size Alias
   * refuses (Alias API, recent sales).
   *
   * @throws IllegalArgumentException if Alias has no such region
   */
  public static PlatformRequest recentSales(
      Sku sku, String catalogId, Region region, BigDecimal size) {
    Map<String, String> params = ofNewSize(catalogId, region, size);
    params.put(LIMIT, Integer.toString(MOST_RECENT_SALES));
    return request(RECENT_SALES, sku, params);
  }

  /**
   * The region that a request asked for.
   *
   * @param params of a request; without {@code region_id} they mean all regions
   * @throws IllegalArgumentException if Alias has no such region
   */
  public static Region regionOf(Map<String, String> params) {
    return Optional.ofNullable(params.get(REGION_ID)).map(AliasRegion::ofId).orElse(Region.GLOBAL);
  }

  /**
   * The size that a request for sales or offers asked for: a US number without trailing zeros.
   *
   * @throws IllegalArgumentException if the parameters name none
   */
  public static BigDecimal sizeOf(Map<String, String> params) {
    return new BigDecimal(told(params, SIZE));
  }

  /**
   * The item that a request asked for.
   *
   * @throws IllegalArgumentException if the parameters name none
   */
  public static String catalogIdOf(Map<String, String> params) {
    return told(params, CATALOG_ID);
  }

  /**
   * The most sales that an answer to the request may hold.
   *
   * @throws IllegalArgumentException if the parameters do not say so
   */
  public static int limitOf(Map<String, String> params) {
    return Integer.parseInt(told(params, LIMIT));
  }

  /**
   * Whether an {@code availabilities} request asked for goods that Alias holds.
   *
   * @throws IllegalArgumentException if the parameters do not say so
   */
  public static boolean isConsigned(Map<String, String> params) {
    String consigned = params.getOrDefault(CONSIGNED, "absent");
    return switch (consigned) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              "Parameter consigned is " + consigned + ": true or false is needed");
    };
  }

  @Override
  public Platform platform() {
    return Platform.ALIAS;
  }

  @Override
  public URI address() {
    return apiUrl;
  }

  @Override
  public URI uri(PlatformRequest request) {
    if (request.platform() != Platform.ALIAS) {
      throw new IllegalArgumentException(
          "Alias has no endpoint " + request.endpoint() + " of " + request.platform().code());
    }
    return switch (request.endpoint()) {
      case SEARCH -> with(request, below("catalog"), List.of(QUERY, LIMIT));
      case CATALOG_ITEM -> below("catalog").segment(request.param(CATALOG_ID)).uri();
      case AVAILABILITIES ->
          with(
              request,
              below("pricing_insights").segment(AVAILABILITIES).segment(request.param(CATALOG_ID)),
              List.of(REGION_ID, CONSIGNED));
      case OFFER_HISTOGRAM, RECENT_SALES ->
          with(
              request,
              below("pricing_insights").segment(request.endpoint()),
              List.copyOf(request.params().keySet()));
      default -> throw new IllegalArgumentException("Alias has no endpoint " + request.endpoint());
    };
  }

  private static String told(Map<String, String> params, String name) {
    return Optional.ofNullable(params.get(name))
        .orElseThrow(() -> new IllegalArgumentException("Parameter " + name + " is absent"));
  }

  private RequestAddress below(String segment) {
    return RequestAddress.below(apiUrl).segment(segment);
  }

  private static URI with(PlatformRequest request, RequestAddress address, List<String> names) {
    names.stream()
        .filter(name -> request.params().containsKey(name))
        .forEach(name -> address.parameter(name, request.param(name)));
    return address.uri();
  }

  private static Map<String, String> ofNewSize(String catalogId, Region region, BigDecimal size) {
    Map<String, String> params = inRegion(catalogId, region);
    params.put(SIZE, size.stripTrailingZeros().toPlainString());
    params.put(PRODUCT_CONDITION, AliasAvailability.NEW);
    params.put(PACKAGING_CONDITION, AliasAvailability.GOOD_BOX);
    return params;
  }

  /** All regions are asked for by leaving the parameter out: Alias rejects an empty one. */
  private static Map<String, String> inRegion(String catalogId, Region region) {
    Map<String, String> params = new TreeMap<>();
    params.put(CATALOG_ID, catalogId);
    if (!region.isGlobal()) {
      params.put(REGION_ID, AliasRegion.idOf(region));
    }
    return params;
  }

  private static PlatformRequest request(String endpoint, Sku sku, Map<String, String> params) {
    return PlatformRequest.of(Platform.ALIAS, endpoint, sku, params);
  }
}
