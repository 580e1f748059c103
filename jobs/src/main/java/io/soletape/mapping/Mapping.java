package io.soletape.mapping;

import io.soletape.market.Platform;
import io.soletape.market.Sku;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a SKU on a platform: a row of silver/mappings.
 *
 * @param platform the platform
 * @param sku the style
 * @param status in the table's word
 * @param productId the product there; empty unless one was found
 * @param evidence why
 * @param checkedAt when it was last asked for
 */
public record Mapping(
    Platform platform,
    Sku sku,
    String status,
    Optional<String> productId,
    String evidence,
    Instant checkedAt) {

  /** Whether its quotes can be asked for. */
  public boolean isActive() {
    return status.equals(MappingStatus.ACTIVE.code()) && productId.isPresent();
  }
}
