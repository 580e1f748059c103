package io.soletape.plan;

import io.soletape.market.Region;
import io.soletape.market.Sku;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * A size in a region whose sales or offers may be asked for.
 *
 * @param kind which of the two
 * @param sku the style
 * @param productId the product at the platform
 * @param region whose market
 * @param size the US number
 * @param askedAt the slot that last had an answer; empty if none had
 * @param hasMoved whether the last sale, or the best offer, is another than when it was last asked
 * @param value what one pair is worth, in US dollars; zero where no price is told
 */
public record DepthCandidate(
    DepthKind kind,
    Sku sku,
    String productId,
    Region region,
    BigDecimal size,
    Optional<Instant> askedAt,
    boolean hasMoved,
    BigDecimal value) {

  Planned in(Slot slot) {
    return Planned.in(slot, kind.request(sku, productId, region, size));
  }
}
