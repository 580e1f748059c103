package io.soletape.mapping;

import io.soletape.market.Platform;
import io.soletape.market.Sku;
import io.soletape.platform.Parsed;
import io.soletape.platform.PlatformRequest;
import io.soletape.platform.Refusal;
import io.soletape.stockx.StockxApi;
import io.soletape.stockx.StockxParser;
import io.soletape.stockx.StockxProduct;
import io.soletape.stockx.StockxVariant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** StockX's catalogue: the search, or the product itself, tells facts, a second call its sizes. */
final class StockxCatalogue implements Catalogue {

  @Override
  public Platform platform() {
    return Platform.STOCKX;
  }

  @Override
  public PlatformRequest search(Sku sku) {
    return StockxApi.search(sku);
  }

  @Override
  public List<PlatformRequest> details(Sku sku, String productId) {
    return List.of(StockxApi.variants(sku, productId));
  }

  @Override
  public List<PlatformRequest> renewal(Sku sku, String productId) {
    return List.of(StockxApi.variants(sku, productId), StockxApi.product(sku, productId));
  }

  @Override
  public String productEndpoint() {
    return StockxApi.PRODUCT;
  }

  @Override
  public Set<String> sizesEndpoints() {
    return Set.of(StockxApi.VARIANTS);
  }

  @Override
  public List<Candidate> candidates(String endpoint, String body) {
    return products(endpoint, body).stream()
        .map(product -> new Candidate(product.productId(), product.styleId().orElse("")))
        .toList();
  }

  @Override
  public Optional<Told.Product> product(String endpoint, String body, String productId) {
    return products(endpoint, body).stream()
        .filter(product -> product.productId().equals(productId))
        .findFirst()
        .map(StockxCatalogue::told);
  }

  @Override
  public Parsed<Told.Variant> variants(String endpoint, String body, String productId) {
    Parsed<StockxVariant> parsed = StockxParser.variants(body);
    List<Told.Variant> told =
        parsed.rows().stream()
            .filter(variant -> variant.productId().equals(productId))
            .map(StockxCatalogue::told)
            .toList();
    // Two variants of one size would be two rows of one key, on the tape too.
    return new Parsed<>(told, parsed.refusals())
        .withoutRepeats(Told.Variant::sizeKey, StockxCatalogue::repeatedSize);
  }

  private static List<StockxProduct> products(String endpoint, String body) {
    return endpoint.equals(StockxApi.PRODUCT)
        ? List.of(StockxParser.product(body))
        : StockxParser.search(body);
  }

  private static Refusal repeatedSize(Told.Variant repeated) {
    return new Refusal(
        Refusal.DUPLICATE_VARIANT,
        "variant " + repeated.variantId().orElse("") + " is of a size told before",
        Optional.of(repeated.sizeKey()));
  }

  private static Told.Product told(StockxProduct product) {
    return new Told.Product(
        product.productId(),
        product.brand(),
        product.title(),
        product.colorway(),
        product.gender(),
        product.releaseDate(),
        product.retailPrice(),
        Optional.empty(),
        product.refusals());
  }

  private static Told.Variant told(StockxVariant variant) {
    return new Told.Variant(
        variant.productId(),
        Optional.of(variant.variantId()),
        variant.size().key(),
        variant.size(),
        variant.sizeUk(),
        variant.sizeEu(),
        variant.gtins(),
        variant.flexEligible(),
        variant.directEligible());
  }
}
