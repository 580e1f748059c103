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
 * @param move how far the last sale, or the best offer, is from what it was when it was last asked,
 *     as a share of the higher of both: from 0, the same, to 1, come or gone
 * @param value what one pair is worth, in US dollars; zero where no price is told
 */
public record DepthCandidate(
    DepthKind kind,
    Sku sku,
    String productId,
    Region region,
    BigDecimal size,
    Optional<Instant> askedAt,
    double move,
    BigDecimal value) {

  /** Whether there is news to ask for. */
  boolean hasMoved() {
    return move > 0;
  }

  Planned in(Slot slot) {
    return Planned.in(slot, kind.request(sku, productId, region, size));
  }
}
