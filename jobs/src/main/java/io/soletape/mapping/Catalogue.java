package io.soletape.mapping;

import io.soletape.market.Platform;
import io.soletape.market.Sku;
import io.soletape.platform.Parsed;
import io.soletape.platform.PlatformRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a platform's catalogue is asked and read: one implementation per platform. */
interface Catalogue {

  /** The platform. */
  Platform platform();

  /** The request that finds a style. */
  PlatformRequest search(Sku sku);

  /** What to ask once the product is known: nothing where the search told it all. */
  List<PlatformRequest> details(Sku sku, String productId);

  /** What tells facts and sizes of a known product again, the sizes first. */
  List<PlatformRequest> renewal(Sku sku, String productId);

  /** The endpoint that tells the facts of one product. */
  String productEndpoint();

  /** The endpoints whose answers list the sizes. */
  Set<String> sizesEndpoints();

  /**
   * The products of an answer.
   *
   * @param endpoint the search or {@link #productEndpoint()}
   */
  List<Candidate> candidates(String endpoint, String body);

  /**
   * The facts of the product with that id in an answer.
   *
   * @param endpoint the search or {@link #productEndpoint()}
   */
  Optional<Told.Product> product(String endpoint, String body, String productId);

  /**
   * The sizes of the product with that id in an answer.
   *
   * @param endpoint one of {@link #sizesEndpoints()}
   */
  Parsed<Told.Variant> variants(String endpoint, String body, String productId);
}
