package io.soletape.mapping;

import io.soletape.market.Platform;
import java.util.List;

/** Every platform's catalogue. */
final class Catalogues {

  static final List<Catalogue> ALL = List.of(new StockxCatalogue(), new AliasCatalogue());

  private Catalogues() {}

  static Catalogue of(String platformCode) {
    Platform platform = Platform.ofCode(platformCode);
    return ALL.stream()
        .filter(catalogue -> catalogue.platform() == platform)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("No catalogue is known for " + platformCode));
  }
}
