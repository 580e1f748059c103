package io.soletape.sandbox.market;

import java.util.List;
import java.util.Optional;

/**
 * Whose listings and offers an Alias answer counts.
 *
 * @param region empty for all regions together
 * @param consigned empty for both kinds together
 */
public record AliasScope(Optional<AliasRegion> region, Optional<Boolean> consigned) {

  private static final List<AliasRegion> ALL_REGIONS = List.of(AliasRegion.values());
  private static final List<Boolean> BOTH_KINDS = List.of(false, true);

  List<AliasRegion> regions() {
    return region.map(List::of).orElse(ALL_REGIONS);
  }

  List<Boolean> kinds() {
    return consigned.map(List::of).orElse(BOTH_KINDS);
  }
}
