package io.soletape.mapping;

import io.soletape.market.Platform;
import java.util.List;
import java.util.stream.Stream;

/** Every platform's catalogue. */
final class Catalogues {

  static final List<Catalogue> ALL = List.of(new StockxCatalogue(), new AliasCatalogue());

  private Catalogues() {}

  /** Every endpoint that tells products or sizes. */
  static Object[] endpoints() {
    return ALL.stream()
        .flatMap(
            catalogue ->
                Stream.concat(
                    Stream.of(CatalogueRows.SEARCH, catalogue.productEndpoint()),
                    catalogue.sizesEndpoints().stream()))
        .distinct()
        .toArray();
  }

  /** The endpoints whose answers list sizes. */
  static Object[] sizesEndpoints() {
    return ALL.stream().flatMap(catalogue -> catalogue.sizesEndpoints().stream()).toArray();
  }

  static Catalogue of(String platformCode) {
    Platform platform = Platform.ofCode(platformCode);
    return ALL.stream()
        .filter(catalogue -> catalogue.platform() == platform)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("No catalogue is known for " + platformCode));
  }
}
