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

/** StockX's catalogue: the search tells the product, a second call its sizes. */
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
  public List<Candidate> candidates(String body) {
    return StockxParser.search(body).stream()
        .map(product -> new Candidate(product.productId(), product.styleId().orElse("")))
        .toList();
  }

  @Override
  public Optional<Told.Product> product(String body, String productId) {
    return StockxParser.search(body).stream()
        .filter(product -> product.productId().equals(productId))
        .findFirst()
        .map(StockxCatalogue::told);
  }

  @Override
  public String sizesEndpoint() {
    return StockxApi.VARIANTS;
  }

  @Override
  public Parsed<Told.Variant> variants(String body, String productId) {
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
        Optional.empty());
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
