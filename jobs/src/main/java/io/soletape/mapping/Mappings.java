package io.soletape.mapping;

import io.soletape.lake.Lake;
import io.soletape.lake.Tables;
import io.soletape.market.Platform;
import io.soletape.market.Sku;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** The rows of silver/mappings that a run needs, by platform and SKU. */
public final class Mappings {

  private final Map<Platform, Map<Sku, Mapping>> byPlatform = new HashMap<>();

  private Mappings(Collection<Mapping> mappings) {
    mappings.forEach(
        mapping ->
            byPlatform
                .computeIfAbsent(mapping.platform(), platform -> new HashMap<>())
                .put(mapping.sku(), mapping));
  }

  /**
   * What the lake knows of these SKUs. Of several SKUs that name one product, as after an edit by
   * hand, those are suspect for whose style the search found another product or none.
   */
  public static Mappings read(Lake lake, Collection<Sku> skus) {
    Set<Sku> wanted = Set.copyOf(skus);
    List<Mapping> all =
        lake.read(Tables.MAPPINGS).collectAsList().stream().map(Mappings::mapping).toList();
    Set<List<Object>> shared = shared(all);
    List<Mapping> judged = shared.isEmpty() ? all : judged(all, shared, lake);
    return new Mappings(judged.stream().filter(each -> wanted.contains(each.sku())).toList());
  }

  // One request would answer for all of them.
  private static Set<List<Object>> shared(List<Mapping> all) {
    Set<List<Object>> seen = new HashSet<>();
    return all.stream()
        .filter(Mapping::isActive)
        .map(Mappings::product)
        .filter(product -> !seen.add(product))
        .collect(Collectors.toSet());
  }

  private static List<Object> product(Mapping mapping) {
    return List.of(mapping.platform(), mapping.productId().orElseThrow());
  }

  private static List<Mapping> judged(List<Mapping> all, Set<List<Object>> shared, Lake lake) {
    Map<List<String>, String> found = new HashMap<>();
    lake.read(Tables.PRODUCTS)
        .select("platform", "sku", "platform_product_id")
        .collectAsList()
        .forEach(row -> found.put(List.of(row.getString(0), row.getString(1)), row.getString(2)));
    return all.stream()
        .map(
            each ->
                Optional.ofNullable(found.get(List.of(each.platform().code(), each.sku().code())))
                    .map(each::heldAgainst)
                    .orElseGet(() -> neverFound(each, shared)))
        .toList();
  }

  private static Mapping neverFound(Mapping mapping, Set<List<Object>> shared) {
    return mapping.isActive() && shared.contains(product(mapping))
        ? mapping.withoutOwnProduct()
        : mapping;
  }

  /** What is known of a SKU on a platform; empty if it was never found out. */
  public Optional<Mapping> of(Platform platform, Sku sku) {
    return Optional.ofNullable(byPlatform.getOrDefault(platform, Map.of()).get(sku));
  }

  /** All that can be asked for quotes. */
  public List<Mapping> active() {
    return all().stream().filter(Mapping::isActive).toList();
  }

  /** All of them. */
  public List<Mapping> all() {
    return byPlatform.values().stream().flatMap(bySku -> bySku.values().stream()).toList();
  }

  private static Mapping mapping(Row row) {
    return new Mapping(
        Platform.ofCode(row.getAs("platform")),
        new Sku(row.getAs("sku")),
        row.getAs("status"),
        Optional.ofNullable(row.getAs("platform_product_id")),
        row.getAs("evidence"),
        row.getAs("checked_at"));
  }
}
