package io.soletape.mapping;

import io.soletape.alias.AliasApi;
import io.soletape.alias.AliasItem;
import io.soletape.alias.AliasParser;
import io.soletape.market.Platform;
import io.soletape.market.Size;
import io.soletape.market.Sku;
import io.soletape.platform.Parsed;
import io.soletape.platform.PlatformRequest;
import io.soletape.platform.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Alias's catalogue: the search, or the item itself, tells the item with its allowed sizes. */
final class AliasCatalogue implements Catalogue {

  @Override
  public Platform platform() {
    return Platform.ALIAS;
  }

  @Override
  public PlatformRequest search(Sku sku) {
    return AliasApi.search(sku);
  }

  @Override
  public List<PlatformRequest> details(Sku sku, String productId) {
    return List.of();
  }

  @Override
  public List<PlatformRequest> renewal(Sku sku, String productId) {
    return List.of(AliasApi.catalogItem(sku, productId));
  }

  @Override
  public String productEndpoint() {
    return AliasApi.CATALOG_ITEM;
  }

  @Override
  public Set<String> sizesEndpoints() {
    return Set.of(AliasApi.SEARCH, AliasApi.CATALOG_ITEM);
  }

  @Override
  public List<Candidate> candidates(String endpoint, String body) {
    return items(endpoint, body).stream()
        .map(item -> new Candidate(item.catalogId(), item.sku()))
        .toList();
  }

  @Override
  public Optional<Told.Product> product(String endpoint, String body, String productId) {
    return item(endpoint, body, productId).map(AliasCatalogue::told);
  }

  @Override
  public Parsed<Told.Variant> variants(String endpoint, String body, String productId) {
    return item(endpoint, body, productId)
        .map(AliasCatalogue::sizes)
        .orElse(new Parsed<>(List.of(), List.of()));
  }

  private static List<AliasItem> items(String endpoint, String body) {
    return endpoint.equals(AliasApi.CATALOG_ITEM)
        ? List.of(AliasParser.item(body))
        : AliasParser.search(body);
  }

  private static Optional<AliasItem> item(String endpoint, String body, String productId) {
    return items(endpoint, body).stream()
        .filter(item -> item.catalogId().equals(productId))
        .findFirst();
  }

  private static Parsed<Told.Variant> sizes(AliasItem item) {
    List<Told.Variant> variants = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    for (BigDecimal number : item.allowedSizes()) {
      Optional<Size> size = Size.ofGender(number, item.gender().orElse(""));
      if (size.isPresent()) {
        variants.add(variant(item, size.get()));
      } else {
        refusals.add(
            Refusal.of(
                Refusal.SIZE_UNREADABLE,
                "size %s of gender '%s' could be several sizes"
                    .formatted(number.toPlainString(), item.gender().orElse("none"))));
      }
    }
    return new Parsed<>(variants, refusals);
  }

  private static Told.Variant variant(AliasItem item, Size size) {
    return new Told.Variant(
        item.catalogId(),
        Optional.empty(),
        size.key(),
        size,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        false,
        false);
  }

  private static Told.Product told(AliasItem item) {
    return new Told.Product(
        item.catalogId(),
        item.brand(),
        item.name(),
        item.colorway(),
        item.gender(),
        item.releaseDate(),
        item.retailPrice(),
        item.maximumListingPrice(),
        item.refusals());
  }
}
