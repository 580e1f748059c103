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

  /** The same, but suspect if it names another product than the search for its style found. */
  Mapping heldAgainst(String found) {
    if (!isActive() || productId.equals(Optional.of(found))) {
      return this;
    }
    return suspect("but the search for the style found " + found);
  }

  /** The same, but suspect: it names the product of another SKU, and no search found it. */
  Mapping withoutOwnProduct() {
    return suspect("as another SKU does, but no search for the style found it");
  }

  private Mapping suspect(String because) {
    return new Mapping(
        platform,
        sku,
        MappingStatus.SUSPECT.code(),
        productId,
        "names product %s, %s; was: %s".formatted(productId.orElseThrow(), because, evidence),
        checkedAt);
  }

  /** Whether its quotes can be asked for. */
  public boolean isActive() {
    return status.equals(MappingStatus.ACTIVE.code()) && productId.isPresent();
  }
}
