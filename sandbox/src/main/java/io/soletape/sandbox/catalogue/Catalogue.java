package io.soletape.sandbox.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Every style that the sandbox knows: the packaged list and its neighbours. Immutable. */
public final class Catalogue {

  private static final String RESOURCE = "/io/soletape/sandbox/catalogue.tsv";
  private static final int NEIGHBOURS = 12;
  private static final int NEAR_PREFIX = 4;
  private static final int NEAR_DISTANCE = 2;
  private static final int FAR = 1000;

  private final List<Style> styles;
  private final Map<String, Style> byProductId = new HashMap<>();
  private final Map<String, Style> byCatalogId = new HashMap<>();
  private final Map<String, GtinHit> byGtin = new HashMap<>();

  private Catalogue(List<Style> styles) {
    this.styles = List.copyOf(styles);
    for (Style style : styles) {
      style.stockx().ifPresent(listing -> index(style, listing));
      style.alias().ifPresent(listing -> byCatalogId.put(listing.catalogId(), style));
    }
  }

  /** What a bar code names. */
  public record GtinHit(Style style, StockxListing listing, StockxVariant variant) {}

  /** Reads the packaged catalogue; ids that nobody recorded are derived from the seed. */
  public static Catalogue load(Noise seed) {
    List<List<String>> lines = readLines();
    List<String> header = lines.get(0);
    return new Catalogue(
        lines.stream().skip(1).map(line -> new CatalogueRow(header, line).style(seed)).toList());
  }

  /** Returns every style in the order of the packaged list, neighbours last. */
  public List<Style> styles() {
    return styles;
  }

  /** Returns the style of a StockX product id. */
  public Optional<Style> product(String productId) {
    return Optional.ofNullable(byProductId.get(productId));
  }

  /** Returns the style of an Alias catalogue id. */
  public Optional<Style> item(String catalogId) {
    return Optional.ofNullable(byCatalogId.get(catalogId));
  }

  /** Returns the StockX size of a bar code. */
  public Optional<GtinHit> gtin(String gtin) {
    return Optional.ofNullable(byGtin.get(gtin));
  }

  /** Returns the style that StockX lists under exactly this code. */
  public Optional<Style> onStockx(StyleCode code) {
    return styles.stream()
        .filter(style -> style.stockx().filter(listing -> listing.is(code)).isPresent())
        .findFirst();
  }

  /** Returns the style that Alias lists under exactly this code. */
  public Optional<Style> onAlias(StyleCode code) {
    return styles.stream()
        .filter(style -> style.alias().filter(listing -> listing.is(code)).isPresent())
        .findFirst();
  }

  /** Returns true if StockX has the code only as one half of a dual style. */
  public boolean isHalfOnStockx(StyleCode code) {
    return styles.stream()
        .anyMatch(style -> style.stockx().filter(listing -> listing.isHalf(code)).isPresent());
  }

  /** Returns what StockX's search finds: the exact style first, then up to twelve neighbours. */
  public List<StockxListing> searchStockx(String query) {
    return nearest(
        query,
        style -> style.stockx().flatMap(StockxListing::styleId).orElse(style.sku()),
        style -> style.stockx().map(StockxListing::title).orElse(""),
        Style::stockx);
  }

  /** Returns what Alias's search finds: the exact style first, then up to twelve neighbours. */
  public List<AliasListing> searchAlias(String query) {
    return nearest(
        query,
        style -> style.alias().map(AliasListing::sku).orElse(style.sku()),
        style -> style.alias().map(AliasListing::name).orElse(""),
        Style::alias);
  }

  private <T> List<T> nearest(
      String query,
      Function<Style, String> codeOf,
      Function<Style, String> nameOf,
      Function<Style, Optional<T>> listingOf) {
    StyleCode wanted = StyleCode.of(query);
    return styles.stream()
        .filter(style -> listingOf.apply(style).isPresent())
        .map(style -> new Hit(style, rank(wanted, codeOf.apply(style), nameOf.apply(style))))
        .filter(hit -> hit.rank < FAR)
        .sorted(Comparator.comparingInt(Hit::rank))
        .limit(NEIGHBOURS + 1L)
        .flatMap(hit -> listingOf.apply(hit.style).stream())
        .toList();
  }

  private record Hit(Style style, int rank) {}

  private static int rank(StyleCode wanted, String rawCode, String name) {
    StyleCode code = StyleCode.of(rawCode);
    if (code.equals(wanted)) {
      return 0;
    }
    if (StyleCode.parts(rawCode).contains(wanted)) {
      return 1;
    }
    int distance = code.distance(wanted);
    if (distance <= NEAR_DISTANCE) {
      return 1 + distance;
    }
    int prefix = code.commonPrefix(wanted);
    if (prefix >= NEAR_PREFIX) {
      return 100 - prefix;
    }
    return !wanted.text().isEmpty() && StyleCode.of(name).text().contains(wanted.text())
        ? 200
        : FAR;
  }

  private void index(Style style, StockxListing listing) {
    byProductId.put(listing.productId(), style);
    for (StockxVariant variant : listing.variants()) {
      variant
          .gtins()
          .orElse(List.of())
          .forEach(gtin -> byGtin.put(gtin, new GtinHit(style, listing, variant)));
    }
  }

  private static List<List<String>> readLines() {
    try (InputStream resource = Catalogue.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException(
            "the sandbox's catalogue " + RESOURCE + " is missing from the jar; build it again");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> List.of(line.split("\t", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the sandbox's catalogue " + RESOURCE, e);
    }
  }
}
