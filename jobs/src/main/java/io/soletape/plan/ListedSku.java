package io.soletape.plan;

import io.soletape.market.Sku;
import java.util.Objects;
import java.util.Optional;

/**
 * A line of a SKU list.
 *
 * @param sku the style
 * @param tier its tier in the list's own word; empty where the list names none, so that the SKU
 *     runs in whatever tier is asked; {@code frozen} runs in none
 */
public record ListedSku(Sku sku, Optional<String> tier) {

  static final String FROZEN = "frozen";

  public ListedSku {
    Objects.requireNonNull(sku, "sku is null");
    Objects.requireNonNull(tier, "tier is null");
  }

  /** Whether a run of that tier includes it. */
  public boolean runsIn(Tier asked) {
    return tier.map(own -> own.equals(asked.code()) || (asked == Tier.ALL && !own.equals(FROZEN)))
        .orElse(true);
  }

  /** How early it is asked for within a run: 0 for hot and for a list without tiers, then 1, 2. */
  public int rank() {
    return tier.flatMap(Tier::parse).map(Tier::ordinal).orElse(0);
  }

  /** Whether the list says that it is hot. */
  public boolean isHot() {
    return tier.filter(Tier.HOT.code()::equals).isPresent();
  }
}
