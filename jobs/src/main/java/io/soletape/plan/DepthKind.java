package io.soletape.plan;

import io.soletape.alias.AliasApi;
import io.soletape.market.Region;
import io.soletape.market.Sku;
import io.soletape.platform.PlatformRequest;
import java.math.BigDecimal;

/** What is asked of each size on its own, at a call per size and region. */
public enum DepthKind {
  SALES(AliasApi.RECENT_SALES),
  OFFERS(AliasApi.OFFER_HISTOGRAM);

  private final String endpoint;

  DepthKind(String endpoint) {
    this.endpoint = endpoint;
  }

  /** The endpoint's name in bronze. */
  public String endpoint() {
    return endpoint;
  }

  /** The request for one size. */
  public PlatformRequest request(Sku sku, String productId, Region region, BigDecimal size) {
    return switch (this) {
      case SALES -> AliasApi.recentSales(sku, productId, region, size);
      case OFFERS -> AliasApi.offerHistogram(sku, productId, region, size);
    };
  }
}
