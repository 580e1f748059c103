package io.soletape.mapping;

import io.soletape.market.Platform;
import io.soletape.market.Sku;
import io.soletape.platform.Parsed;
import io.soletape.platform.PlatformRequest;
import java.util.List;
import java.util.Optional;

/** How a platform's catalogue is asked and read: one implementation per platform. */
interface Catalogue {

  /** The platform. */
  Platform platform();

  /** The request that finds a style. */
  PlatformRequest search(Sku sku);

  /** What to ask once the product is known: nothing where the search told it all. */
  List<PlatformRequest> details(Sku sku, String productId);

  /** The products of a search answer. */
  List<Candidate> candidates(String body);

  /** The facts of the product with that id in a search answer. */
  Optional<Told.Product> product(String body, String productId);

  /** The endpoint whose answers list the sizes. */
  String sizesEndpoint();

  /** The sizes of the product with that id, in an answer of {@link #sizesEndpoint()}. */
  Parsed<Told.Variant> variants(String body, String productId);
}
